"""That a look is measured once only loses nobody who cannot read pale text."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import contrast
from tests.browser.look import WIDTHS, Inspector

GOOD = '<p style="color: #333">Good to read.</p>'
PALE = '<p style="color: #ccc">Pale, on white.</p>'
GREY = '<div style="background: #555">{}</div>'
NARROW = "<style>@media (max-width: 400px) {{ #one {{ {} }} }}</style><p id=one style='color: #333'>Good, or not.</p>"


@pytest.fixture(autouse=True)
def _nothing_measured_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contrast, "_measured", set())
    monkeypatch.setattr(contrast, "WHOLE", False)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport={"width": WIDTHS[0], "height": 600}) as context:
        yield context.new_page()


def found(page: Page, *contents: str) -> list[list[str]]:
    """What is said of the contrast of one content after the other."""
    inspector = Inspector(page, "en")
    page.goto("about:blank")
    said = []
    for content in contents:
        page.evaluate("(html) => { document.documentElement.innerHTML = html; }", content)
        said.append([each for each in inspector.kept_out() if each.startswith("color-contrast")])
    return said


@pytest.mark.parametrize(
    "other",
    [
        PALE,
        GREY.format(GOOD),
        f'<main style="opacity: 0.3">{GOOD}</main>',
        f"<p>i</p>{PALE}",
        '<p style="color: #ccc">i</p><p style="color: #ccc">j</p><p style="color: #ccc">k</p>' + PALE,
        '<div style="position: absolute; background: #555">' + GOOD + "</div>",
        '<label>A<input style="color: #ccc" value="something"></label>',
    ],
)
def test_what_is_pale_is_found_beside_and_after_what_is_good(page: Page, other: str) -> None:
    assert [len(each) for each in found(page, GOOD, other, GOOD + other, other)] == [0, 1, 1, 1]


def test_the_looks_that_were_found_good_are_not_measured_again(page: Page) -> None:
    found(page, GOOD, f"<main>{GOOD}</main>")

    assert len(contrast._measured) == 1
    assert page.locator("[data-contrast]").count() == 0


@pytest.mark.parametrize("change", ["color: #ccc !important", "background: #555"])
def test_what_a_narrow_window_makes_pale_is_found_there(page: Page, change: str) -> None:
    content = NARROW.format(change)
    assert found(page, content) == [[]]

    page.set_viewport_size({"width": WIDTHS[1], "height": 600})
    assert [len(each) for each in found(page, content)] == [1]


def test_a_text_that_is_off_today_is_measured_when_it_is_on(page: Page) -> None:
    off = '<button disabled style="color: #ccc">Press me here</button>'

    assert [len(each) for each in found(page, off, off.replace("disabled", ""))] == [0, 1]
