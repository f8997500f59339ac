// Keeps what is typed while it is typed: with us (forms marked data-saves), or in this browser only (data-keeps), as
// the writer chose. A page that shows a receipt (data-sent) forgets what was kept here.
const PAUSE = 1500, AT_MOST_EVERY = 5000;

export function start(page) {
  for (const form of page.querySelectorAll("form[data-saves]")) new There(form);
  for (const form of page.querySelectorAll("form[data-keeps]")) new Here(form);
  const sent = page.querySelector("[data-sent]");
  if (sent) store((kept) => kept.removeItem(sent.dataset.sent));
}

// What was typed or chosen before any script ran: on a slow line, or brought back by the browser.
export function typedBefore(form) {
  return [...form.elements].some(touched);
}

function touched(field) {
  if (field.matches("[type=checkbox], [type=radio]")) return field.checked !== field.defaultChecked;
  if (field.matches("select")) return [...field.options].some((one) => one.defaultSelected && !one.selected);
  return field.matches("textarea, input:not([type=hidden])") && field.value !== field.defaultValue;
}

function typedIn(form) {
  return [...new FormData(form)].filter(([, value]) => typeof value === "string");
}

class There {
  constructor(form) {
    this.form = form;
    this.state = form.querySelector("[data-state]");
    this.last = 0;
    form.addEventListener("input", () => this.soon(PAUSE));
    form.addEventListener("submit", () => this.stop());
    if (typedBefore(form)) this.soon(PAUSE);
  }

  soon(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), Math.max(pause, this.last + AT_MOST_EVERY - Date.now()));
  }

  stop() {
    clearTimeout(this.timer);
    this.under?.abort();
  }

  async save() {
    this.last = Date.now();
    this.under = new AbortController();
    const body = new URLSearchParams(typedIn(this.form));
    const headers = { "Jiandu-While-Typing": "1" };
    try {
      const answer = await fetch(this.form.action, { method: "POST", body, headers, signal: this.under.signal });
      if (!answer.ok) throw new Error(answer.status);
      this.say(this.form.dataset.saved);
    } catch (error) {
      if (error.name === "AbortError") return;
      this.say(this.form.dataset.unsaved);
      this.soon(2 * AT_MOST_EVERY);
    }
  }

  say(words) {
    this.state.hidden = false;
    this.state.textContent = words;
  }
}

class Here {
  constructor(form) {
    this.form = form;
    this.name = form.dataset.keeps;
    this.wish = form.elements.keeping;
    if (store(() => true) === undefined) return; // this browser keeps nothing: the page is as without a script
    form.querySelector("[data-keeping]").hidden = false;
    this.wish.checked = store((kept) => kept.getItem(`${this.name}-not`)) === null;
    const before = new Set([...form.elements].filter(touched).map((field) => field.name));
    if (this.wish.checked && !form.querySelector(".govuk-error-message") && this.blank(before)) this.bring(before);
    if (before.size > 0) this.keep();
    form.addEventListener("input", () => this.keep());
    this.wish.addEventListener("change", () => this.keep());
  }

  blank(before) {
    return typedIn(this.form).every(([name, value]) => !value || before.has(name) || this.own(name) || value === "none" || value === "citizen");
  }

  own(name) {
    return ["csrf_token", "begun", "keeping"].includes(name);
  }

  keep() {
    store((kept) => {
      if (this.wish.checked) {
        kept.removeItem(`${this.name}-not`);
        kept.setItem(this.name, JSON.stringify(typedIn(this.form).filter(([name]) => !this.own(name))));
      } else {
        kept.removeItem(this.name);
        kept.setItem(`${this.name}-not`, "1");
      }
    });
  }

  // What was kept, except where something newer was typed already.
  bring(before) {
    const found = store((kept) => JSON.parse(kept.getItem(this.name) || "[]")) || [];
    for (const [name, value] of found.filter(([name]) => !before.has(name))) {
      const fields = [...this.form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
      const choice = fields.find((field) => field.type === "radio" || field.type === "checkbox");
      const one = choice ? fields.find((field) => field.value === value) : fields[0];
      if (one && choice) one.checked = true;
      else if (one) one.value = value;
      one?.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }
}

// What `use` gives of the browser's own store; undefined where it has none or refuses it.
function store(use) {
  try {
    localStorage.setItem("jiandu-try", "1");
    localStorage.removeItem("jiandu-try");
    return use(localStorage);
  } catch {
    return undefined;
  }
}
