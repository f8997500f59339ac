// The hotline's page: what is typed is kept as a draft at once, similar complaints are looked for, clocks run, calls ring.
import { typedBefore } from "./keep.js";

const PAUSE = 600;
const AT_MOST = 3000;
const LOOK = 900;
const AGAIN = 4000;
const RINGS = 5000;
const BEYOND = 60000;
const CHANGED = 8;

export function start(page) {
  const form = page.querySelector("form[data-call]");
  if (form) new Call(page, form);
  // Browsers forget `autofocus` now and then, and whoever answers a call types at once.
  const first = page.querySelector("#main [autofocus]");
  if (first && !page.getElementById("main").contains(page.activeElement)) first.focus();
  const ringing = page.querySelector("[data-ringing]");
  if (ringing) setInterval(() => ring(page, ringing), RINGS);
}

class Call {
  constructor(page, form) {
    this.page = page;
    this.form = form;
    this.word = page.getElementById("kept");
    this.began = Date.now();
    this.under = Promise.resolve();
    this.clean = this.body();
    this.looked = this.matter();
    form.addEventListener("input", (event) => this.changed(event));
    form.addEventListener("change", (event) => this.changed(event));
    form.addEventListener("keydown", (event) => this.enter(event));
    form.addEventListener("submit", (event) => this.submit(event));
    page.addEventListener("visibilitychange", () => page.hidden && !this.busy && this.keep(true));
    window.addEventListener("online", () => this.keep());
    window.addEventListener("pagehide", () => this.keep(true));
    window.addEventListener("beforeunload", (event) => this.dirty() && !this.sending && event.preventDefault());
    for (const clock of page.querySelectorAll("#clock, #held")) setInterval(() => this.tick(clock), 1000);
    if (form.elements.ring.value && form.elements.version.value === "0") this.keep();
    if (typedBefore(form)) this.missed();
  }

  body() {
    const body = new URLSearchParams(new FormData(this.form));
    for (const name of ["csrf_token", "draft", "version"]) body.delete(name);
    return body.toString();
  }

  dirty() {
    return this.body() !== this.clean;
  }

  changed(event) {
    if (event.target.name === "who_kind") this.script(event.target.value);
    if (event.isComposing) return;
    this.since ??= Date.now();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), Math.max(0, Math.min(PAUSE, this.since + AT_MOST - Date.now())));
    this.later();
  }

  missed() {
    this.clean = "";
    this.since = Date.now();
    this.timer = setTimeout(() => this.keep(), PAUSE);
    this.later();
  }

  // One at a time: what is typed meanwhile goes with the next.
  async keep(leaving = false) {
    clearTimeout(this.timer);
    if (this.sending || this.gone || (this.busy && !leaving) || (!this.dirty() && !this.form.elements.ring.value)) return;
    if (!this.dirty() && this.form.elements.version.value !== "0") return;
    this.busy = true;
    this.since = undefined;
    this.say("keeping");
    const body = this.body();
    const outcome = await (this.under = this.sent(leaving));
    this.busy = false;
    if (outcome === "sent") this.gone = true;
    if (["kept", "apart", "sent"].includes(outcome)) this.clean = body;
    if (!this.sending) this.say(outcome);
    if (["away", "out", "stale"].includes(outcome)) this.timer = setTimeout(() => this.keep(), AGAIN);
    else if (this.dirty()) this.timer = setTimeout(() => this.keep(), PAUSE);
  }

  async sent(leaving) {
    const data = new URLSearchParams(new FormData(this.form));
    let answer;
    try {
      const response = await fetch(this.form.dataset.call, { method: "POST", body: data, keepalive: leaving && data.toString().length < BEYOND });
      if (response.status >= 500 || response.status === 429) return "away";
      if (response.status === 401) return "out";
      if (!response.ok) return "stale";
      answer = await response.json();
    } catch {
      // No network or no server: the text stays here, and is sent again.
      return "away";
    }
    if (answer.draft) {
      this.form.elements.draft.value = answer.draft;
      this.form.elements.version.value = answer.version;
      history.replaceState(null, "", `?draft=${answer.draft}`);
    }
    return answer.outcome ?? "stale";
  }

  say(outcome) {
    this.word.textContent = this.word.dataset[outcome];
    this.word.classList.toggle("jd-call__kept--wrong", ["away", "out", "stale", "apart", "sent"].includes(outcome));
  }

  // Without an answer the browser would show an empty page in place of what was typed: first make sure that somebody is there.
  async submit(event) {
    const button = event.submitter;
    if (this.checked === button || (!this.dirty() && !this.busy)) {
      this.sending = true;
      return;
    }
    event.preventDefault();
    if (this.pressed) return;
    this.pressed = true;
    await this.under; // two at once would make two drafts of one
    clearTimeout(this.timer);
    this.busy = true;
    const body = this.body();
    const outcome = await (this.under = this.sent(false));
    this.busy = this.pressed = false;
    if (outcome === "away" || outcome === "out") {
      this.say(outcome);
      this.timer = setTimeout(() => this.keep(), AGAIN);
      return;
    }
    this.clean = body;
    this.checked = button;
    this.form.requestSubmit(button);
  }

  // Enter keeps, as the first button of the form does without a script, and stays. Before a call it takes the one that rings.
  enter(event) {
    if (event.key !== "Enter" || event.defaultPrevented || event.isComposing || !event.target.matches("input")) return;
    event.preventDefault();
    const ringing = this.page.querySelector("[data-ringing] a");
    if (event.target.name === "call_number" && event.target.value === "" && ringing) ringing.click();
    else this.keep();
  }

  script(kind) {
    for (const details of this.page.querySelectorAll("[data-script]")) details.open = details.dataset.script === kind;
  }

  tick(clock) {
    if (this.form.elements.version.value === "0" && clock.dataset.running !== "yes") {
      this.began = Date.now();
      return;
    }
    const seconds = Number(clock.dataset.seconds) + Math.floor((Date.now() - this.began) / 1000);
    const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
    const two = (number) => String(number).padStart(2, "0");
    clock.textContent = hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
  }

  later() {
    clearTimeout(this.looking);
    this.looking = setTimeout(() => this.look(), LOOK);
  }

  matter() {
    const value = (name) => this.form.elements.namedItem(name)?.value ?? "";
    return { what: value("what"), rest: ["call_number", "who_place", "who_place_code", "place", "place_code"].map(value).join("\n") };
  }

  // What is listed is written into the trail: only when there is something new to look for. What to read back follows each change.
  async look() {
    const now = this.matter();
    const anew = now.rest !== this.looked.rest || Math.abs(now.what.length - this.looked.what.length) >= CHANGED;
    if (anew) this.looked = now;
    else if (this.request?.finding) return this.later();
    this.request?.control.abort();
    const request = (this.request = { control: new AbortController(), finding: anew });
    const body = new URLSearchParams(new FormData(this.form));
    body.set("do", anew ? "find" : "read");
    let text;
    try {
      const response = await fetch(this.form.action, { method: "POST", body, signal: request.control.signal, headers: { Accept: "text/html" } });
      if (!response.ok) return;
      text = await response.text();
    } catch {
      // Superseded, or no network: the button still looks.
      return;
    } finally {
      request.finding = false;
    }
    const answer = new DOMParser().parseFromString(text, "text/html");
    for (const id of anew ? ["of-caller", "alike", "readback"] : ["readback"]) {
      this.page.getElementById(id).replaceChildren(...(answer.getElementById(id)?.childNodes ?? []));
    }
  }
}

async function ring(page, place) {
  if (page.hidden || place.contains(page.activeElement)) return;
  let text;
  try {
    const response = await fetch(place.dataset.ringing);
    if (!response.ok) return;
    text = await response.text();
  } catch {
    // No network: the next round asks again.
    return;
  }
  const calls = new DOMParser().parseFromString(text, "text/html").body;
  if (calls.innerHTML.trim() !== place.innerHTML.trim()) place.replaceChildren(...calls.childNodes);
}
