// Shows what belongs to a choice once it is chosen. GOV.UK's own script would say aria-expanded on a radio, which ARIA forbids.
export function start(page) {
  for (const group of page.querySelectorAll('[data-module="govuk-radios"], [data-module="govuk-checkboxes"]')) {
    const choices = [...group.querySelectorAll("input[data-reveals]")];
    if (choices.length === 0) continue;
    for (const choice of choices) choice.setAttribute("aria-controls", choice.dataset.reveals);
    const show = () => choices.forEach(reveal);
    group.addEventListener("change", show);
    // A browser that comes back to the page restores choices after scripts have run.
    window.addEventListener("pageshow", show);
    show();
  }
}

function reveal(choice) {
  document.getElementById(choice.dataset.reveals).hidden = !choice.checked;
}
