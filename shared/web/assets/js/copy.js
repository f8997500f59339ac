// Buttons that copy a text or print the page; they stay hidden where that cannot be done.
export function start(page) {
  for (const button of page.querySelectorAll('[data-module="jd-copy"]')) {
    if (!navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener("click", () => copied(button));
  }
  for (const button of page.querySelectorAll('[data-module="jd-print"]')) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}

async function copied(button) {
  const before = button.textContent;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
  } catch {
    // Refused by the browser: the text stands beside the button and can be selected by hand.
    button.hidden = true;
    return;
  }
  button.textContent = button.dataset.done;
  button.setAttribute("aria-live", "polite");
  setTimeout(() => (button.textContent = before), 3000);
}
