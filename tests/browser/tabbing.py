"""Every page by Tab alone: all that can be used is reached, in the order it stands, and is seen when it has the focus."""

from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Page

from tests.browser.look import HEIGHT, WIDTHS, ZOOMED, widen
from tests.sampled import due

EVERY = 3
WITHIN = 8
"""Presses inside one place: what is heard or watched has buttons of its own."""
PREPARED = r"""() => {
  const usable = "a[href], button, input:not([type=hidden]), select, textarea, summary, audio[controls], video[controls], [tabindex], [contenteditable=true]";
  const there = (one) => one.checkVisibility({ visibilityProperty: true }) && one.getClientRects().length > 0 && !one.closest("[inert], dialog:not([open])");
  const likes = (one) => [...document.querySelectorAll(`[type=radio][name="${CSS.escape(one.name)}"]`)].filter((other) => other.form === one.form && !other.disabled);
  const turn = (one) => one.type !== "radio" || one.checked || !likes(one).some((other) => other.checked);
  const places = [...document.querySelectorAll(usable)].filter((one) => there(one) && !one.matches(":disabled") && one.tabIndex >= 0 && turn(one));
  const known = (one) => (one.id || one.name || one.textContent.trim() || one.outerHTML).replace(/\s+/g, " ").slice(0, 60);
  const ring = (style) => (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none";
  const drawn = (one) => {
    const styles = [getComputedStyle(one), getComputedStyle(one, "::after"), getComputedStyle(one, "::before")];
    if (one.matches("[type=radio], [type=checkbox]") && one.nextElementSibling) styles.push(getComputedStyle(one.nextElementSibling, "::before"));
    return styles.some(ring);
  };
  const belongs = (one, top) => top !== null && (one.contains(top) || top.closest("label")?.control === one || (top.contains(one) && !top.matches("body, html, main")));
  const inside = ({ left, right, top, bottom }) => ({ left: Math.max(left, 0), right: Math.min(right, innerWidth), top: Math.max(top, 0), bottom: Math.min(bottom, innerHeight) });
  const points = [[0.5, 0.5], [0.1, 0.2], [0.9, 0.2], [0.1, 0.8], [0.9, 0.8]];
  const shown = (one, { left, right, top, bottom }) => points.filter(([x, y]) => belongs(one, document.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y))).length;
  const seen = (one) => [...one.getClientRects()].map(inside).some((box) => box.left < box.right && box.top < box.bottom && shown(one, box) >= 3);
  const faults = (one) => [!drawn(one) && "shows no focus", !seen(one) && "is hidden while it has the focus"].filter(Boolean).map((words) => `${known(one)} ${words}`);
  const before = document.createElement("span");
  before.tabIndex = -1;
  document.body.prepend(before);
  before.focus();
  before.remove();
  scrollTo(0, 0);
  const boxes = new Map(places.map((one) => [one, one.getBoundingClientRect()]));
  const here = () => {
    const one = document.activeElement;
    const at = places.findIndex((place) => place === one || (place.type === "radio" && place.name === one.name && place.form === one.form));
    return { lost: one === document.body, at, faults: one === document.body ? [] : faults(one) };
  };
  if (!window.jdTabs) addEventListener("keydown", ({ key }) => { if (key === "Tab") window.jdTabs.met.push(window.jdTabs.here()); }, true);
  window.jdTabs = { places, known, faults, boxes, here, met: [] };
  return places.length;
}"""
"""Tab starts at the beginning of the page, wherever the focus was. Where each press has led is noted at the next one."""
MET = "() => [...window.jdTabs.met.splice(0).slice(1), window.jdTabs.here()]"
HERE = "() => [window.jdTabs.here()]"
DEAF = "audio, video"
"""What keeps keys from the page while the focus is on its buttons."""
MISSED = "(met) => window.jdTabs.places.filter((one, at) => !met.includes(at) && one.type !== 'radio').map(window.jdTabs.known)"
UPWARDS = """(met) => {
  const { places, boxes, known } = window.jdTabs;
  const up = (before, after) => after.bottom <= before.top && after.left < before.right && before.left < after.right;
  return met.slice(1).map((at, n) => [places[met[n]], places[at]]).filter(([one, next]) => up(boxes.get(one), boxes.get(next)))
    .map(([one, next]) => `from ${known(one)} Tab goes back up to ${known(next)}`);
}"""
AT_ONCE = """() => {
  const found = window.jdTabs.places.flatMap((one) => { one.focus({ focusVisible: true }); return document.activeElement === one ? window.jdTabs.faults(one) : []; });
  document.activeElement.blur();
  scrollTo(0, 0);
  return found;
}"""
SKIPS = "() => { const link = document.querySelector('.govuk-skip-link'); return link !== null && document.querySelector(link.hash) !== null && window.jdTabs.places[0] === link; }"

BEGUN = f"() => [({PREPARED})(), ({SKIPS})(), document.querySelector('{DEAF}') !== null]"
DONE = f"([met, seen]) => [({MISSED})(met), ({UPWARDS})(seen)]"
"""Several questions in one: to ask takes longer than to answer."""


class Tabbing:
    """Looks at every third page in one window, at the others on the next days (tests/sampled.py)."""

    def __init__(self, page: Page) -> None:
        self.page, self._seen = page, 0

    def faults(self) -> Iterator[str]:
        """What somebody without a mouse would miss on the page as it stands."""
        self._seen += 1
        if due(self._seen, EVERY):
            yield from self._missed()

    def _missed(self) -> Iterator[str]:
        count, skips, deaf = self.page.evaluate(BEGUN)
        if not skips:
            yield "has no link at its beginning that skips to the content"
        met: list[int] = []
        for here in self._places(count, 1 if deaf else count + 1):
            yield from (f"by Tab: {fault}" for fault in here["faults"])
            met.append(here["at"])
        if len(met) > count:
            yield "does not let go of the keyboard"
        missed, upwards = self.page.evaluate(DONE, [met, [at for at in met if at >= 0]])
        if missed:
            yield f"keeps from the keyboard: {missed}"
        yield from upwards
        yield from self._zoomed()

    def _places(self, count: int, at_once: int) -> Iterator[dict[str, Any]]:
        """Where each press of Tab leads, once around; at most one place too many."""
        place, within, first = -2, 0, None
        for here in self._pressed(at_once):
            if here["lost"] or (here["at"] == first and place != first):
                return
            first = here["at"] if first is None else first
            within = within + 1 if here["at"] == place else 0
            place = here["at"]
            if within % WITHIN == 0:
                yield here
                count -= 1
                if count < 0:
                    return

    def _pressed(self, at_once: int) -> Iterator[dict[str, Any]]:
        """Where each press leads, for ever; the page is asked after many, since asking takes longer than pressing. The
        key is held: each repetition leads on as a press does."""
        while True:
            for _ in range(at_once):
                self.page.keyboard.down("Tab")
            self.page.keyboard.up("Tab")
            met = self.page.evaluate(MET if at_once > 1 else HERE)
            assert len(met) == at_once, "not each press of Tab was heard"
            yield from met

    def _zoomed(self) -> Iterator[str]:
        """At 400 % what sticks to an edge covers most."""
        widen(self.page, ZOOMED[-1], HEIGHT * ZOOMED[-1] // WIDTHS[0])
        yield from (
            f"at 400 %: {fault}"
            for fault in self.page.evaluate(f"() => {{ ({PREPARED})(); return ({AT_ONCE})(); }}")
        )
        widen(self.page, WIDTHS[0])
