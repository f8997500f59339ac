"""Contrast by looks: text that stands in the same colours on the same grounds as text that was measured needs no
second measuring, on whatever page, in whatever language and at whatever width it is."""

from typing import Any

from playwright.sync_api import Page

from tests.sampled import WHOLE

OF_EACH = 3
"""How many texts of one look are measured on a page until one could be: a single letter, say, cannot."""
MARKED = """([known, ofEach]) => {
  const plain = { backgroundColor: "rgba(0, 0, 0, 0)", backgroundImage: "none", opacity: "1", position: "static", float: "none",
    transform: "none", filter: "none", mixBlendMode: "normal", clip: "auto", clipPath: "none", zIndex: "auto" };
  const hashed = (text) => {
    let [one, two] = [0xdeadbeef, 0x41c6ce57];
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      one = Math.imul(one ^ code, 2654435761);
      two = Math.imul(two ^ code, 1597334677);
    }
    return 4294967296 * (2097151 & two) + (one >>> 0);
  };
  const off = (one) => one.matches(":disabled, [aria-disabled=true]") || one.closest("label")?.control?.disabled || one.closest("[aria-disabled=true]") !== null;
  const writes = (one) => one.matches("input, select, textarea") || [...one.childNodes].some((each) => each.nodeType === 3 && each.data.trim() !== "");
  const measured = new Set(known);
  const [looks, texts] = [new Map(), new Map()];
  const walk = (one, ground) => {
    const style = getComputedStyle(one);
    if (style.display === "none") return;
    const own = Object.keys(plain).filter((name) => style[name] !== plain[name]).map((name) => style[name]).join(";");
    const here = own === "" ? ground : hashed(`${ground}/${own}`);
    if (style.visibility === "visible" && writes(one)) {
      const look = hashed([here, style.color, style.fontSize, style.fontWeight, style.textShadow, off(one)].join(";"));
      if (!measured.has(look)) texts.set(look, [...(texts.get(look) ?? []), one]);
    }
    for (const child of one.children) walk(child, here);
  };
  walk(document.documentElement, 0);
  for (const [look, ones] of texts) {
    const longest = ones.sort((a, b) => b.textContent.trim().length - a.textContent.trim().length).slice(0, ofEach);
    for (const one of longest) { one.dataset.contrast = ""; looks.set(one, look); }
  }
  window.jdLooks = looks;
  axe.configure({ rules: [{ id: "color-contrast", selector: "[data-contrast]" }] });
}"""
"""Each text's look is the colours it stands in and all that can change the ground behind it, up to the root."""
RELEASED = (
    "() => { for (const one of window.jdLooks.keys()) delete one.dataset.contrast; delete window.jdLooks; }"
)

_measured: set[int] = set()


def measured_once(page: Page, run: str, said: Any) -> dict[str, Any]:
    """What axe says by the script `run`, pointed at the texts whose look it has not yet measured in this run of the
    tests; `looks` are those of the texts whose contrast it found good."""
    if WHOLE:
        return dict(page.evaluate(run, said))
    found: dict[str, Any] = page.evaluate(
        f"""async ([about, said]) => {{
          ({MARKED})(about);
          const found = await ({run})(said);
          ({RELEASED})();
          return found;
        }}""",
        [[list(_measured), OF_EACH], said],
    )
    _measured.update(found["looks"])  # what was found good needs no second look
    return found
