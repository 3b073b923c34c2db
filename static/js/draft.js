// Saves a long form while it is typed, so that a flat battery, a sign-out or a closed lid loses nothing.
//
//   <form method="post" novalidate data-draft-url="/drafts/save/" data-sign-in-url="/">
//     <input type="hidden" name="draft_id" value="…"> <input type="hidden" name="draft_version" value="1">
//     …{% include "components/draft-status.html" with saved_at=draft.saved_at only %}
//   </form>
//
// The fields are posted as the form itself would post them (files and passwords left out), with the CSRF token in the
// X-CSRFToken header. The answer is JSON: {"id": "…", "saved_at": "2026-03-04T16:10:00Z", "version": 2}; id and version
// are put into the hidden fields and sent with the next save and with the form. It may carry a {"message": "…"}, such as
// that another window has a draft of the same form; then the id is that of a draft of this window's own. A 409 means that
// somebody else saved a newer version; 400, 404, 413 and 422 that this text cannot be kept. Either may carry {"message": "…"} to be shown. 502,
// 503 and 504 mean that the service is away for a while (Retry-After: for how many seconds): it is sent again.
// Whoever leaves the page does not wait for a save that is on its way: what stands there now is sent after it, and both
// outlive the page. `draft_turn` says which of a page's saves one is, so that the server keeps the words that were sent
// last, in whichever order they come.
// Nothing is kept in the browser's own storage: the computer may be shared.

import { currentToken } from "./token.js";

const AT_MOST_EVERY = 5000;
const SETTLE = 1000;
const RETRY_AFTER = [5000, 10000, 30000];
const KEEPALIVE_LIMIT = 60000; // browsers refuse more than 64 KiB in all requests together that outlive their page
const ANSWER_WITHIN = 20000;
const NOT_TYPED = ["csrfmiddlewaretoken", "draft_id", "draft_version", "draft_page"];

export function startDrafts() {
  for (const form of document.querySelectorAll("form[data-draft-url]")) new Draft(form);
}

class Draft {
  constructor(form) {
    this.form = form;
    this.status = form.querySelector("[data-draft-status]") ?? addStatus(form);
    this.saved = this.fields().toString();
    this.lastSent = 0;
    this.failures = 0;
    this.problem = "";
    this.sending = 0; // how many saves are on their way: two, where one left the page meanwhile
    this.sent = ""; // what was sent last
    this.outlives = false; // whether that gets to the server though the page goes away
    this.onTheirWay = 0; // how many bytes of those that do
    this.key = Math.random().toString(36).slice(2);
    this.turn = 0;
    this.kept = 0; // the turn that was answered last
    this.stopped = false; // the text was refused: sending it again unchanged would only be refused again
    this.submitting = false;
    this.checking = false; // saving, because a button of the form was pressed
    this.cleared = false; // saved, so the form may go
    this.request = null;
    this.timer = null;

    form.addEventListener("input", () => this.changed());
    form.addEventListener("change", () => this.changed());
    form.addEventListener("submit", (event) => {
      if (event.defaultPrevented) return;
      if (this.cleared || this.stopped || !this.isChanged()) {
        this.submitting = true;
      } else {
        event.preventDefault();
        this.saveThenSubmit(event.submitter);
      }
    });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.save({ leaving: true });
      else if (this.problem) this.save(); // back from signing in, or the laptop was opened again
    });
    window.addEventListener("pagehide", () => this.save({ leaving: true }));
    window.addEventListener("pageshow", (event) => {
      if (event.persisted) this.submitting = false;
    });
    window.addEventListener("online", () => this.save());
    window.addEventListener("beforeunload", (event) => {
      // Only when it would be lost: what is merely not sent yet is sent by pagehide.
      if (!this.submitting && this.isChanged() && (this.problem || !this.mayLeave())) event.preventDefault();
    });
  }

  fields() {
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) {
      if (typeof value !== "string" || NOT_TYPED.includes(name)) continue;
      const control = this.form.elements.namedItem(name);
      if (control instanceof HTMLInputElement && control.type === "password") continue;
      fields.append(name, value);
    }
    return fields;
  }

  isChanged() {
    return this.fields().toString() !== this.saved;
  }

  // Whether what stands on the page now gets to the server though the page goes away.
  mayLeave() {
    return this.isOnItsWay() ? this.outlives : this.fits(this.body(this.turn));
  }

  isOnItsWay() {
    return this.sending > 0 && this.fields().toString() === this.sent;
  }

  fits(body) {
    return this.onTheirWay + body.length < KEEPALIVE_LIMIT;
  }

  body(turn) {
    const fields = this.fields();
    for (const name of NOT_TYPED.slice(1)) {
      const value = this.form.querySelector(`input[name="${name}"]`)?.value;
      if (value) fields.set(name, value);
    }
    fields.set("draft_turn", `${this.key}-${turn}`);
    return fields.toString();
  }

  changed() {
    this.stopped = false;
    if (this.problem && this.timer) return; // a retry is on its way
    this.saveIn(Math.max(SETTLE, this.lastSent + AT_MOST_EVERY - Date.now()));
  }

  saveIn(delay) {
    if (this.timer) return;
    this.timer = setTimeout(() => this.save(), delay);
  }

  // One at a time: asked while one is on its way, it answers when that one is done. Only whoever leaves cannot wait.
  save({ leaving = false } = {}) {
    if (!this.sending || (leaving && !this.isOnItsWay())) this.request = this.send();
    return this.request;
  }

  async send() {
    clearTimeout(this.timer);
    this.timer = null;
    if (this.stopped || this.submitting || !(this.sending || this.isChanged())) return;
    this.turn += 1;
    const turn = this.turn;
    const sent = this.fields().toString();
    const body = this.body(turn);
    const keepalive = this.fits(body);
    this.sent = sent;
    this.outlives = keepalive;
    this.sending += 1;
    this.onTheirWay += keepalive ? body.length : 0;
    this.lastSent = Date.now();
    try {
      const response = await fetch(this.form.dataset.draftUrl, {
        method: "POST",
        body,
        headers: {
          Accept: "application/json",
          "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8",
          "X-CSRFToken": this.csrfToken(),
          "X-Requested-With": "XMLHttpRequest",
        },
        credentials: "same-origin",
        redirect: "manual",
        keepalive,
        signal: AbortSignal.timeout(ANSWER_WITHIN),
      });
      await this.answered(response, sent, turn);
    } catch {
      if (turn > this.kept) this.failed("offline");
    } finally {
      this.sending -= 1;
      this.onTheirWay -= keepalive ? body.length : 0;
    }
    if (!this.sending && !this.timer && !this.problem && this.isChanged()) this.changed();
  }

  // Sent by somebody who has been signed out, a form leads to the sign-in page and its words to nowhere. So they are
  // saved first, and stay on the page where that cannot be done; nor are they sent to a service that has no database now. Any
  // other trouble is for the form's own answer to tell.
  async saveThenSubmit(submitter) {
    if (this.checking) return;
    this.checking = true;
    await this.save();
    if (!this.problem) await this.save(); // what was typed while an earlier save was on its way
    this.checking = false;
    if (["signedOut", "offline", "outage"].includes(this.problem)) {
      this.status.tabIndex = -1;
      this.status.focus();
      return;
    }
    this.cleared = true;
    this.form.requestSubmit(submitter);
    this.cleared = false;
  }

  async answered(response, sent, turn) {
    const answer = await readJson(response);
    if (turn < this.kept) return; // what was sent after it is saved already
    if (response.type === "opaqueredirect" || response.status === 401 || response.status === 403) {
      this.failed("signedOut");
      return;
    }
    if ([502, 503, 504].includes(response.status)) {
      // The service, or what stands before it, says that it is away for a while, and may say for how long.
      this.failed("outage", "", 1000 * Number(response.headers.get("Retry-After") ?? 0));
      return;
    }
    if (response.status >= 500 || response.status === 429) {
      this.failed("unavailable");
      return;
    }
    if (!response.ok || !answer) {
      this.stopped = true;
      this.failed(response.status === 409 ? "changedElsewhere" : "refused", answer?.message);
      return;
    }
    this.saved = sent;
    this.kept = turn;
    this.failures = 0;
    this.problem = "";
    if (answer.id !== undefined) this.remember("draft_id", answer.id);
    if (answer.version !== undefined) this.remember("draft_version", answer.version);
    const time = clockTime(answer.saved_at ? new Date(answer.saved_at) : new Date());
    const saved = (this.status.dataset.saved ?? "Saved {time}").replace("{time}", time);
    this.say(answer.message ? `${saved}. ${answer.message}` : saved, false);
  }

  failed(problem, message, asked = 0) {
    this.problem = problem;
    const usual = RETRY_AFTER[Math.min(this.failures, RETRY_AFTER.length - 1)];
    const pause = Math.min(Math.max(usual, asked || 0), RETRY_AFTER.at(-1));
    this.failures += 1;
    this.say(message || this.status.dataset[problem] || "Not saved", true, problem === "signedOut");
    if (!this.stopped) this.saveIn(pause);
  }

  say(text, isFailure, offersSignIn = false) {
    // Saying the same again would make a screen reader read it out every few seconds.
    if (this.said === text) return;
    this.said = text;
    this.status.classList.toggle("app-draft-status--failed", isFailure);
    this.status.textContent = text;
    if (!offersSignIn) return;
    const link = document.createElement("a");
    link.className = "govuk-link";
    link.href = this.form.dataset.signInUrl ?? "/";
    link.target = "_blank";
    link.rel = "noopener";
    link.textContent = this.status.dataset.signIn ?? "Sign in again in another tab";
    this.status.append(" ", link);
  }

  remember(name, value) {
    let input = this.form.querySelector(`input[name="${name}"]`);
    if (!input) {
      input = Object.assign(document.createElement("input"), { type: "hidden", name });
      this.form.append(input);
    }
    input.value = value;
  }

  csrfToken() {
    return currentToken() ?? this.form.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";
  }
}

async function readJson(response) {
  try {
    return await response.json();
  } catch {
    return null;
  }
}

// 4:10pm, as the rest of the service writes it, in the service's time zone wherever the computer is.
function clockTime(moment) {
  const parts = { hour: "numeric", minute: "2-digit", hour12: true, timeZone: "Europe/London" };
  return new Intl.DateTimeFormat("en-GB", parts).format(moment).replace(/\s/g, "").toLowerCase().replace(/^0:/, "12:");
}

function addStatus(form) {
  const status = document.createElement("p");
  status.className = "app-draft-status";
  status.setAttribute("aria-live", "polite");
  form.append(status);
  return status;
}
