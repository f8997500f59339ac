"""Hands that have only a keyboard, and eyes that look where the focus is after every key."""

from playwright.sync_api import Page

FARTHEST = 80
"""More presses of Tab than any page of ours has places to stop at."""
FOCUS = """() => {
  const element = document.activeElement;
  if (element === document.body) return { lost: true };
  const box = element.getBoundingClientRect();
  const drawn = [getComputedStyle(element)];
  if (element.matches("[type=radio], [type=checkbox]")) drawn.push(getComputedStyle(element.nextElementSibling, "::before"));
  const ring = (style) => (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none";
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height, 20) / 2);
  return {
    name: element.id || element.textContent.trim().slice(0, 40) || element.outerHTML.slice(0, 80),
    ringed: drawn.some(ring),
    seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight && top !== null,
  };
}"""


class Keyboard:
    def __init__(self, page: Page) -> None:
        self.page = page

    def tab(self) -> None:
        """On to the next place, which must show that it is the one."""
        self.page.keyboard.press("Tab")
        focus = self.page.evaluate(FOCUS)
        assert focus.get("lost") or (focus["ringed"] and focus["seen"]), focus

    def goes_to(self, selector: str) -> None:
        for _ in range(FARTHEST):
            if self.on(selector):
                return
            self.tab()
        raise AssertionError(f"Tab never came to {selector}")

    def on(self, selector: str) -> bool:
        return bool(self.page.evaluate("selector => document.activeElement.matches(selector)", selector))

    def types(self, selector: str, text: str) -> None:
        self.goes_to(selector)
        self.page.keyboard.type(text)

    def chooses(self, selector: str) -> None:
        self.goes_to(selector)
        self.page.keyboard.press("Space")

    def presses_enter(self, selector: str) -> None:
        """Enter where a new page comes of it."""
        self.goes_to(selector)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
