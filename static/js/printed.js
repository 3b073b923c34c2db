// Tells the service that a page was printed by the browser's own command, once a page: which rows of the audit are the page's
// own stands in a header of its answer, and these say what stood on it. A print that its reader then gives up is told
// too, as no browser says so. Nobody is asked anything, and nothing waits for it.
import { currentToken } from "./token.js";

export function tellOfPrints() {
  const [page] = performance.getEntriesByType("navigation");
  const views = (page?.serverTiming ?? []).filter((entry) => entry.name === "view");
  const address = document.body.dataset.printedUrl;
  if (!views.length || !address) return;
  const tell = () =>
    fetch(address, {
      method: "POST",
      keepalive: true,
      headers: { "X-CSRFToken": currentToken() ?? "", "X-Requested-With": "XMLHttpRequest" },
      body: new URLSearchParams(views.map((entry) => ["view", entry.description])),
    }).catch(() => {});
  window.addEventListener("beforeprint", tell, { once: true });
}
