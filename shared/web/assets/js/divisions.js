// Type-ahead for places (the ARIA combobox pattern). Without it the server resolves the text that was typed.
const ADDRESS = "/api/v1/divisions";
const PAUSE = 120;

export function start(page) {
  for (const group of page.querySelectorAll('[data-module="jd-divisions"]')) new Combobox(group);
}

class Combobox {
  constructor(group) {
    this.group = group;
    this.input = group.querySelector("input[type=text]");
    this.code = group.querySelector("input[type=hidden]");
    if (!this.input || !this.code) return;
    this.items = [];
    this.at = -1;
    this.hurry();
    this.near = group.dataset.near ? { near: group.dataset.near } : {};
    this.list = this.made("ul", { id: `${this.input.id}-list`, role: "listbox", class: "jd-combobox__list", "aria-label": this.input.labels[0]?.textContent ?? "" });
    this.status = this.made("div", { role: "status", class: "govuk-visually-hidden" });
    this.list.hidden = true;
    this.input.after(this.list, this.status);
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id })) {
      this.input.setAttribute(name, value);
    }
    this.listen();
  }

  made(tag, attributes) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  }

  listen() {
    this.input.addEventListener("input", (event) => {
      this.code.value = "";
      this.hurry();
      if (!event.isComposing) this.later();
    });
    this.input.addEventListener("compositionend", () => this.later());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.taken || this.close());
    // mousedown comes before blur: the choice must not be lost with the focus.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.choose(Number(option.dataset.index));
    });
  }

  // Keys pressed before the list has come count once it is there: how far down, and whether that one is taken.
  hurry(ahead = 0, taken = false) {
    this.ahead = ahead;
    this.taken = taken;
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    const typed = this.input.value.trim();
    if (typed === "") return this.close();
    this.stop();
    const request = (this.request = new AbortController());
    let answer;
    try {
      const response = await fetch(`${ADDRESS}?${new URLSearchParams({ q: typed, ...this.near })}`, { signal: request.signal, headers: { Accept: "application/json" } });
      if (!response.ok) return this.close();
      answer = await response.json();
    } catch {
      // Superseded by a later letter, or no network: typing goes on as without a script.
      if (!request.signal.aborted) this.close();
      return;
    }
    if (this.request === request) this.arrived(answer.items);
  }

  arrived(items) {
    const { ahead, taken } = this;
    this.stop();
    this.hurry();
    if (!taken && document.activeElement !== this.input) return;
    this.show(items);
    if (ahead > 0 && items.length > 0) this.mark(ahead - 1);
    if (taken && items.length > 0) this.choose(this.at);
  }

  stop() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.request = null;
  }

  show(items) {
    this.items = items;
    this.at = -1;
    this.list.replaceChildren(...items.map((item, index) => this.option(item, index)));
    this.status.textContent = items.length === 0 ? this.group.dataset.none : this.group.dataset.found.replace("%{count}", items.length);
    this.expand(items.length > 0);
  }

  option(item, index) {
    const option = this.made("li", { id: `${this.list.id}-${index}`, role: "option", class: "jd-combobox__option", "aria-selected": "false", "data-index": index });
    const code = this.made("span", { class: "jd-combobox__code" });
    code.textContent = item.code;
    option.append(item.full_name, code);
    return option;
  }

  key(event) {
    const open = !this.list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (open) this.mark(this.at + (event.key === "ArrowDown" ? 1 : -1));
      else this.hasten(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && open && this.at >= 0) {
      event.preventDefault();
      this.choose(this.at);
    } else if (event.key === "Enter" && this.ahead > 0) {
      event.preventDefault();
      this.taken = true;
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      this.close();
    }
  }

  hasten(by) {
    this.hurry(Math.max(0, this.ahead + by), false);
    if (!this.request) this.ask();
  }

  // Whoever has begun to choose chooses from what they see: a later answer must not take it away.
  mark(index) {
    this.stop();
    const options = [...this.list.children];
    this.at = (index + options.length) % options.length;
    options.forEach((option, n) => option.setAttribute("aria-selected", String(n === this.at)));
    this.input.setAttribute("aria-activedescendant", options[this.at].id);
    options[this.at].scrollIntoView({ block: "nearest" });
  }

  choose(index) {
    const item = this.items[index];
    this.input.value = item.full_name;
    this.code.value = item.code;
    this.close();
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  close() {
    this.stop();
    this.hurry();
    this.expand(false);
  }

  expand(open) {
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
    if (!open) this.input.removeAttribute("aria-activedescendant");
  }
}
