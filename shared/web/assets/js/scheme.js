// The light or dark of a desk: the system's wish until the button says otherwise.
const KEPT = "jiandu-scheme";
const root = document.documentElement;

export function start(page) {
  const button = page.querySelector('[data-module="jd-scheme"]');
  if (!button) return;
  const kept = localStorage.getItem(KEPT);
  if (kept) root.dataset.scheme = kept;
  button.hidden = false;
  name(button);
  button.addEventListener("click", () => {
    root.dataset.scheme = dark() ? "light" : "dark";
    localStorage.setItem(KEPT, root.dataset.scheme);
    name(button);
  });
}

function dark() {
  return root.dataset.scheme ? root.dataset.scheme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

function name(button) {
  button.textContent = dark() ? button.dataset.light : button.dataset.dark;
}
