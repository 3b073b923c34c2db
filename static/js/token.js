// A form that was open before its reader signed in again (in another tab, the next morning) carries a token that no
// longer counts. The cookie holds the one that does.
export function currentToken() {
  return document.cookie.match(/(?:^|;\s*)csrftoken=([^;]+)/)?.[1];
}

export function renewTokensOnSubmit() {
  document.addEventListener(
    "submit",
    (event) => {
      const input = event.target.querySelector("input[name=csrfmiddlewaretoken]");
      const token = currentToken();
      if (input && token) input.value = token;
    },
    true,
  );
}
