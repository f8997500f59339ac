// Desk shortcuts: single keys, never with a modifier, never while one types; each presses a button that is on the page.
export function start(page) {
  const help = page.getElementById("keys");
  if (!help) return;
  describe(page, help);
  bringIntoSight(page);
  const opener = page.querySelector('[data-module="jd-keys"]');
  const actions = { "?": () => help.showModal(), j: () => move(page, 1), k: () => move(page, -1) };
  if (opener) {
    opener.hidden = false;
    opener.addEventListener("click", actions["?"]);
  }
  page.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented || help.open) return;
    if (typing(event.target)) {
      if (event.key === "Escape") leave(page, event);
      return;
    }
    const act = actions[event.key] ?? arrow(page, event.key) ?? pressing(page, event.key);
    if (!act) return;
    event.preventDefault();
    act();
  });
}

// What is open is seen in the list beside it, however long the list is.
function bringIntoSight(page) {
  const row = page.querySelector(".jd-pane--list [aria-current]");
  const list = row?.closest(".jd-pane--list");
  if (!list || list.scrollHeight <= list.clientHeight) return;
  list.scrollTop = row.getBoundingClientRect().top - list.getBoundingClientRect().top - list.clientHeight / 3;
}

function typing(target) {
  return target.closest("input:not([type=checkbox]):not([type=radio]):not([type=submit]), textarea, select, [contenteditable], [role=listbox]") !== null;
}

// Out of a field, so that the keys answer again.
function leave(page, event) {
  event.preventDefault();
  event.target.blur();
}

function pressing(page, key) {
  const found = [...page.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key && one.getClientRects().length > 0);
  if (!found) return null;
  if (found.matches("summary")) return () => enter(found);
  return () => (found.matches("input, select, textarea") ? found.focus() : found.click());
}

// Opens what is folded and goes to its first field; does not fold it again.
function enter(summary) {
  const details = summary.parentElement;
  details.open = true;
  const first = [...details.querySelectorAll("input:not([type=hidden]), select, textarea, button")].find((one) => one.getClientRects().length > 0);
  (first ?? summary).focus();
  details.scrollIntoView({ block: "nearest" });
}

// Arrows move in the list while it has the focus; elsewhere they scroll.
function arrow(page, key) {
  const by = { ArrowDown: 1, ArrowUp: -1 }[key];
  if (!by || !page.activeElement?.closest('[data-module="jd-rows"]')) return null;
  return () => move(page, by);
}

function move(page, by) {
  const links = [...page.querySelectorAll('[data-module="jd-rows"] a')];
  const here = links.indexOf(page.activeElement);
  const from = here >= 0 ? here : links.findIndex((link) => link.hasAttribute("aria-current"));
  links[Math.min(Math.max(from + by, 0), links.length - 1)]?.focus();
}

// The help names what this very page's buttons answer to.
function describe(page, help) {
  const list = help.querySelector("dl");
  const named = new Set([...list.querySelectorAll("kbd")].map((one) => one.textContent));
  for (const one of page.querySelectorAll("[data-key]")) {
    if (named.has(one.dataset.key)) continue;
    named.add(one.dataset.key);
    const row = page.createElement("div");
    const term = page.createElement("dt");
    term.append(Object.assign(page.createElement("kbd"), { textContent: one.dataset.key }));
    row.append(term, Object.assign(page.createElement("dd"), { textContent: called(one) }));
    list.append(row);
  }
}

// A field is called by its label, one of several choices by what is asked.
function named(field) {
  const asked = field.type === "radio" ? field.closest("fieldset")?.querySelector("legend") : field.labels?.[0];
  return asked?.textContent.trim();
}

// What a button says, without the key that stands beside it.
function called(button) {
  const words = button.getAttribute("aria-label") ?? named(button);
  if (words) return words;
  const copy = button.cloneNode(true);
  for (const key of copy.querySelectorAll("kbd")) key.remove();
  return copy.textContent.trim();
}
