// Runs before the page is drawn, so that nothing jumps: it tells the styles that scripts are there.
document.body.className += " js-enabled" + ("noModule" in HTMLScriptElement.prototype ? " govuk-frontend-supported" : "");
