"""What every page must be, whatever its language and width; each check says what is wrong with a page."""

from collections.abc import Iterator

from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import CDPSession, Page

WIDTHS = (1280, 360)
HEIGHT = 800
ZOOMED = (640, 320)
"""What a window of 1280 px has left at 200 % and 400 % (WCAG 1.4.10)."""
TAGS = {"zh": "zh-Hans-CN", "en": "en"}
LARGEST_PAGE = 150_000
LARGEST_DESK = 200_000
FIRST_PAGE = 60_000

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ROOM = {"type": "rule", "values": ["target-size", "scrollable-region-focusable"]}
"""The rules that longer words can break at a width at which the other language has kept all of them."""
KEPT_OUT = """async (runOnly) => {
  const found = await axe.run(document, { runOnly, resultTypes: ["violations"], preload: false });
  return found.violations.map(({ id, nodes }) => `${id} at ${nodes.map(({ target }) => target.join(" ")).join("; ")}`);
}"""
UNTRANSLATED = r"""() => {
  const foreign = "[lang=en], [translate=no], code, kbd, script, noscript, style";
  const words = /[A-Za-z]{2,}[ ,]+[A-Za-z]{2,}|(?<![\w-])[a-z]{4,}(?![\w-])/;
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    if (!node.parentElement.closest(foreign) && words.test(node.data)) found.push(node.data.trim());
  }
  for (const element of document.querySelectorAll("[aria-label], [title], [alt], [placeholder]")) {
    if (element.closest(foreign)) continue;
    for (const name of ["aria-label", "title", "alt", "placeholder"]) {
      if (words.test(element.getAttribute(name) ?? "")) found.push(element.getAttribute(name));
    }
  }
  return found;
}"""
REPEATED_IDS = """() => {
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  return ids.filter((id, at) => ids.indexOf(id) !== at);
}"""
TOO_WIDE = """() => document.documentElement.scrollWidth - document.documentElement.clientWidth"""


class Scales:
    """Weighs what a page brought over the wire, everything included, with nothing kept from before."""

    def __init__(self, page: Page) -> None:
        self.weight = 0.0
        wire: CDPSession = page.context.new_cdp_session(page)
        wire.on("Network.requestWillBeSent", self._asked)
        wire.on("Network.loadingFinished", self._came)
        wire.send("Network.enable")
        wire.send("Network.setCacheDisabled", {"cacheDisabled": True})

    def _asked(self, event: dict[str, object]) -> None:
        if event["type"] == "Document":
            self.weight = 0.0

    def _came(self, event: dict[str, float]) -> None:
        self.weight += event["encodedDataLength"]


class Inspector:
    """Looks at one page after another in one window."""

    def __init__(self, page: Page, language: str) -> None:
        self.page, self.language = page, language
        self.scales = Scales(page)
        page.add_init_script(path=AXE_FILE_PATH)

    def faults(self) -> Iterator[str]:
        """What is wrong with the page as it stands, at every width."""
        page = self.page
        page.wait_for_load_state()
        # A form with every outcome open is long, and so is the list of all that programs may ask: no phone's.
        desk = page.locator("html.jd-desk").count() or page.url.endswith("/api/v1/")
        if self.scales.weight > (LARGEST_DESK if desk else LARGEST_PAGE):
            yield f"weighs {self.scales.weight:.0f} bytes"
        if (tag := page.locator("html").get_attribute("lang")) != TAGS[self.language]:
            yield f"says it is in {tag}"
        if (headings := page.locator("h1").count()) != 1:
            yield f"has {headings} main headings"
        if repeated := page.evaluate(REPEATED_IDS):
            yield f"has ids twice: {repeated}"
        if self.language == "zh" and (found := page.evaluate(UNTRANSLATED)):
            yield f"is not translated: {found}"
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            rules = ROOM if self.language == "en" and width != WIDTHS[0] else RULES
            yield from (f"at {width} px {fault}" for fault in self._at_this_width(rules))
        for width in ZOOMED:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            if (excess := page.evaluate(TOO_WIDE)) > 0:
                yield f"scrolls sideways by {excess} px at {100 * WIDTHS[0] // width} %"
        page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})

    def _at_this_width(self, rules: object) -> Iterator[str]:
        if (excess := self.page.evaluate(TOO_WIDE)) > 0:
            yield f"scrolls sideways by {excess} px"
        yield from (f"keeps somebody out: {fault}" for fault in self.page.evaluate(KEPT_OUT, rules))
