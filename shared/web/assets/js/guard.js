// Desks only: ask before leaving a form marked data-guard that has unsent changes. Citizens are never asked.
export function start(page) {
  const forms = [...page.querySelectorAll("form[data-guard]")];
  if (forms.length === 0) return;
  const dirty = new Set();
  for (const form of forms) {
    form.addEventListener("input", () => dirty.add(form));
    form.addEventListener("submit", () => dirty.clear());
  }
  window.addEventListener("beforeunload", (event) => {
    if (dirty.size > 0) event.preventDefault();
  });
}
