// Shows who on record may be meant while their name is being typed: no button, and focus stays where it is.
//
//   <div data-suggest-url="/referrals/…/suggest/child/" data-suggest-by="given family birth_on-day …">
//     <div data-suggest-found>…the radios, as the server drew them…</div>
//     <p role="status" data-suggest-status></p>
//     <button name="_look">…</button>
//   </div>
//
// The fields of the form around it are posted when one of those named has changed; a name must not stand in an address.
// The answer is the same piece of HTML, drawn by the server. Whatever goes wrong is passed over in silence: the button
// does the same without scripts.

import { currentToken } from "./token.js";

const SETTLE = 500;
const ANSWER_WITHIN = 10000;

export function startSuggestions() {
  for (const place of document.querySelectorAll("[data-suggest-url]")) new Suggestions(place);
}

class Suggestions {
  constructor(place) {
    this.place = place;
    this.form = place.closest("form");
    this.found = place.querySelector("[data-suggest-found]");
    this.status = place.querySelector("[data-suggest-status]");
    this.drawn = this.found.innerHTML.trim();
    this.by = new Set((place.dataset.suggestBy ?? "").split(" ")); // what is typed elsewhere changes nothing
    this.asked = this.key();
    this.number = 0;
    this.timer = null;
    this.waiting = null; // an answer that came while somebody was choosing among the radios

    this.form.addEventListener("input", (event) => {
      if (!this.found.contains(event.target)) this.changed();
    });
    this.found.addEventListener("focusout", (event) => {
      if (this.waiting === null || this.found.contains(event.relatedTarget)) return;
      // Once somebody has chosen, or is pressing a button, nothing moves under their hands.
      const isSettled = this.found.querySelector("input:checked") || event.relatedTarget?.matches("button");
      const html = this.waiting;
      this.waiting = null;
      if (!isSettled) setTimeout(() => this.draw(html));
    });
    place.querySelector("button[name=_look]")?.addEventListener("click", (event) => {
      event.preventDefault();
      this.asked = null;
      this.status.textContent = ""; // so that the same answer is read out again: it was asked for
      this.ask();
    });
  }

  fields() {
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) {
      if (typeof value === "string" && !["csrfmiddlewaretoken", "draft_id", "draft_version", "draft_page"].includes(name)) {
        fields.append(name, value);
      }
    }
    return fields;
  }

  key() {
    return [...this.fields()].filter(([name]) => this.by.has(name)).join("&");
  }

  changed() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), SETTLE);
  }

  async ask() {
    clearTimeout(this.timer);
    const key = this.key();
    if (key === this.asked) return;
    this.asked = key;
    const number = ++this.number;
    try {
      const response = await fetch(this.place.dataset.suggestUrl, {
        method: "POST",
        body: this.fields().toString(),
        headers: {
          Accept: "text/html",
          "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8",
          "X-CSRFToken": currentToken() ?? this.form.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "",
          "X-Requested-With": "XMLHttpRequest",
        },
        credentials: "same-origin",
        redirect: "manual",
        signal: AbortSignal.timeout(ANSWER_WITHIN),
      });
      const html = (await response.text()).trim();
      // A late answer never takes the place of a newer one.
      if (number !== this.number) return;
      if (response.ok) this.draw(html);
      else this.asked = null;
    } catch {
      // Nothing to say: what stands there stays, and is asked for again with the next letter.
      if (number === this.number) this.asked = null;
    }
  }

  draw(html) {
    this.waiting = null;
    if (this.found.contains(document.activeElement)) {
      this.waiting = html;
      return;
    }
    if (html !== this.drawn) {
      const chosen = this.found.querySelector("input:checked")?.value;
      this.found.innerHTML = html;
      this.drawn = html;
      for (const radio of this.found.querySelectorAll("input[type=radio]")) {
        if (radio.value === chosen) radio.checked = true;
      }
    }
    const said = this.found.firstElementChild?.dataset.said ?? "";
    if (this.status.textContent !== said) this.status.textContent = said;
  }
}
