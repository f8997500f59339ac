"""What every page must be, whatever its language and width; each check says what is wrong with a page."""

from collections.abc import Iterator
from typing import Any

from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import CDPSession, Page

from tests.browser import contrast
from tests.sampled import TURN, due

WIDTHS = (1280, 360)
HEIGHT = 800
ZOOMED = (640, 320)
"""What a window of 1280 px has left at 200 % and 400 % (WCAG 1.4.10)."""
TAGS = {"zh": "zh-Hans-CN", "en": "en"}
LARGEST_PAGE = 150_000
LARGEST_DESK = 200_000
FIRST_PAGE = 60_000

WALKED_IN = 4
"""Days after which a walk has its turn again."""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
KEPT_OUT = """async (runOnly) => {
  axe.configure({ noHtml: true });
  const at = ({ node }) => node.selector.join(" ");
  const reporter = (found, options, told) => told({
    faults: found.filter(({ violations }) => violations.length).map(({ id, violations }) => `${id} at ${violations.map(at).join("; ")}`),
    looks: found.filter(({ id }) => id === "color-contrast").flatMap(({ passes }) => passes.map(({ node }) => window.jdLooks?.get(node.element) ?? 0)),
  });
  return axe.run(document, { runOnly, reporter, preload: false });
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
FACTS = f"""() => ({{
  desk: document.querySelector("html.jd-desk") !== null,
  language: document.documentElement.getAttribute("lang"),
  headings: document.querySelectorAll("h1").length,
  ids: ({REPEATED_IDS})(),
  foreign: ({UNTRANSLATED})(),
}})"""
"""What the page says of itself, in one question: to ask takes longer than to answer."""


class Scales:
    """Weighs what a page brings over the wire to who comes for the first time. What the browser has kept from pages
    before counts with what it weighed when it came."""

    def __init__(self, page: Page) -> None:
        self.weight = 0.0
        self._addresses: dict[str, str] = {}
        self._came_with: dict[str, float] = {}
        wire: CDPSession = page.context.new_cdp_session(page)
        wire.on("Network.requestWillBeSent", self._asked)
        wire.on("Network.loadingFinished", self._came)
        wire.send("Network.enable")

    def _asked(self, event: dict[str, Any]) -> None:
        self._addresses[event["requestId"]] = event["request"]["url"]
        if event["type"] == "Document":
            self.weight = 0.0

    def _came(self, event: dict[str, Any]) -> None:
        address = self._addresses.get(event["requestId"], "")
        weight = max(event["encodedDataLength"], self._came_with.get(address, 0.0))
        self._came_with[address] = weight if "/static/" in address else 0.0
        self.weight += weight


class Inspector:
    """Looks at one page after another in one window. `in_turns`: axe looks at each page at one of the widths where it
    looks at both otherwise, at the other one when the walk is gone the next time (tests/sampled.py)."""

    def __init__(self, page: Page, language: str, in_turns: bool = False) -> None:
        self.page, self.language = page, language
        self._in_turns, self._seen = in_turns, 0
        self.scales = Scales(page)
        page.add_init_script(path=AXE_FILE_PATH)

    def faults(self) -> Iterator[str]:
        """What is wrong with the page as it stands, at every width."""
        page = self.page
        page.wait_for_load_state()
        facts = page.evaluate(FACTS)
        # A form with every outcome open is long, and so is the list of all that programs may ask: no phone's.
        desk = facts["desk"] or page.url.endswith("/api/v1/")
        if self.scales.weight > (LARGEST_DESK if desk else LARGEST_PAGE):
            yield f"weighs {self.scales.weight:.0f} bytes"
        if (tag := facts["language"]) != TAGS[self.language]:
            yield f"says it is in {tag}"
        if (headings := facts["headings"]) != 1:
            yield f"has {headings} main headings"
        if repeated := facts["ids"]:
            yield f"has ids twice: {repeated}"
        if self.language == "zh" and (found := facts["foreign"]):
            yield f"is not translated: {found}"
        for width in WIDTHS:
            widen(page, width)
            yield from (f"at {width} px {fault}" for fault in self._at_this_width(width))
        for width in ZOOMED:
            widen(page, width)
            if (excess := page.evaluate(TOO_WIDE)) > 0:
                yield f"scrolls sideways by {excess} px at {100 * WIDTHS[0] // width} %"
        widen(page, WIDTHS[0])
        self._seen += 1

    def _at_this_width(self, width: int) -> Iterator[str]:
        if (excess := self.page.evaluate(TOO_WIDE)) > 0:
            yield f"scrolls sideways by {excess} px"
        if self.language == "en" and width == WIDTHS[0] and not contrast.WHOLE:
            return  # where there is room, longer words break nothing
        if (
            self._in_turns
            and self.language != "en"
            and not due(self._seen + WIDTHS.index(width), len(WIDTHS), TURN // WALKED_IN)
        ):
            return
        yield from (f"keeps somebody out: {fault}" for fault in self.kept_out())

    def kept_out(self) -> Iterator[str]:
        """Whom the page keeps out at this width, and by what; the colours only of texts whose look is new."""
        yield from contrast.measured_once(self.page, KEPT_OUT, RULES)["faults"]


def widen(page: Page, width: int, height: int = HEIGHT) -> None:
    """Make the window so wide, where it is not."""
    if page.viewport_size != {"width": width, "height": height}:
        page.set_viewport_size({"width": width, "height": height})
