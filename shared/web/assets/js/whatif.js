// Shows at once what changed facts lead to, as the button does without a script: the form's own answer, one part of it.
const PAUSE = 250;

export function start(page) {
  for (const form of page.querySelectorAll("form[data-whatif]")) new WhatIf(page, form);
}

class WhatIf {
  constructor(page, form) {
    this.page = page;
    this.form = form;
    this.place = page.getElementById(form.dataset.whatif);
    this.told = page.getElementById(`${form.dataset.whatif}-told`);
    form.addEventListener("change", (event) => {
      if (this.place.contains(event.target) || event.target.name === "reason") return;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(), PAUSE);
    });
  }

  async ask() {
    this.request?.abort();
    this.request = new AbortController();
    const body = new URLSearchParams(new FormData(this.form));
    body.set("do", "preview");
    let text;
    try {
      const response = await fetch(this.form.action, { method: "POST", body, signal: this.request.signal, headers: { Accept: "text/html" } });
      if (!response.ok) return;
      text = await response.text();
    } catch {
      // Superseded by a later change, or no network: the button still asks.
      return;
    }
    const answer = new DOMParser().parseFromString(text, "text/html");
    this.place.replaceChildren(...(answer.getElementById(this.place.id)?.childNodes ?? []));
    this.told.textContent = answer.getElementById(this.told.id)?.textContent ?? "";
  }
}
