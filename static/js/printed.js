// Tells the service that a page was printed by the browser's own command, once a page: which row of the audit is the page's
// own stands in a header of its answer, and that row says what stood on it. A print that its reader then gives up is told
// too, as no browser says so. Nobody is asked anything, and nothing waits for it.
import { currentToken } from "./token.js";

export function tellOfPrints() {
  const [page] = performance.getEntriesByType("navigation");
  const view = page?.serverTiming?.find((entry) => entry.name === "view")?.description;
  const address = document.body.dataset.printedUrl;
  if (!view || !address) return;
  const tell = () =>
    fetch(address, {
      method: "POST",
      keepalive: true,
      headers: { "X-CSRFToken": currentToken() ?? "" },
      body: new URLSearchParams({ view }),
    }).catch(() => {});
  window.addEventListener("beforeprint", tell, { once: true });
}
