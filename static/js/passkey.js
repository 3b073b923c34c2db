// Makes and uses passkeys: the browser asks for finger, face or PIN, and its answer is sent with the form.
//
//   <form method="post" hidden data-passkey="get" data-options="{…}" data-failed="…">      or data-options-url="…"
//     <input type="hidden" name="credential"> … <p role="status" data-passkey-status></p>
//   </form>
//
// `get` uses a passkey, and is hidden where the browser knows none; `create` makes one.

import { currentToken } from "./token.js";

export function startPasskeys() {
  const knowsPasskeys = Boolean(window.PublicKeyCredential?.parseRequestOptionsFromJSON);
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    if (!knowsPasskeys) {
      if (form.dataset.passkey === "create") say(form);
      continue;
    }
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      if (form.elements.credential.value) return;
      event.preventDefault();
      ask(form);
    });
  }
}

async function ask(form) {
  say(form, "");
  try {
    const { publicKey } = form.dataset.options ? JSON.parse(form.dataset.options) : await fetchOptions(form);
    const credential =
      form.dataset.passkey === "create"
        ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(publicKey) })
        : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey) });
    form.elements.credential.value = JSON.stringify(credential.toJSON());
  } catch {
    say(form);
    return;
  }
  const token = currentToken();
  if (token) form.elements.csrfmiddlewaretoken.value = token;
  HTMLFormElement.prototype.submit.call(form);
}

async function fetchOptions(form) {
  const response = await fetch(form.dataset.optionsUrl, {
    method: "POST",
    headers: { "X-CSRFToken": currentToken() ?? form.elements.csrfmiddlewaretoken.value },
    credentials: "same-origin",
  });
  if (!response.ok) throw new Error(`answered ${response.status}`);
  return response.json();
}

function say(form, words = form.dataset.failed) {
  form.querySelector("[data-passkey-status]").textContent = words;
}
