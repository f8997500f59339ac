"""Every page of every service is open to everyone and light: in both languages, at both widths and by Tab.

A run goes every fourth walk in Chinese, where it looks at each page at one of the widths by axe and at all for what does
not fit, and at every third one by Tab; and every twelfth walk in English. What is left out has its turn on another day
(tests/sampled.py), and `make sweep` leaves out nothing.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.conftest import Visit
from tests.browser.look import FIRST_PAGE, WALKED_IN, Inspector, Scales
from tests.browser.tabbing import Tabbing
from tests.browser.walks import WALKS
from tests.browser.world import World
from tests.sampled import dealt

TOKEN = "(name) => getComputedStyle(document.documentElement).getPropertyValue(name)"

SIZE = "() => parseFloat(getComputedStyle(document.body).fontSize)"


WALKED = [
    *((name, "zh") for name in dealt(WALKS, 0, WALKED_IN)),
    *((name, "en") for name in dealt(WALKS, 1, 12)),
]
"""What is its turn: of those that are not gone in Chinese, some in English."""


@pytest.mark.parametrize(("name", "language"), WALKED)
def test_every_page_is_open_to_everyone(
    name: str, language: str, visit: Visit, world: World, passes: Callable[[str], Path]
) -> None:
    walk = WALKS[name]
    with visit(language, storage_state=passes(walk.role) if walk.role else None) as page:
        looks = [Inspector(page, language, in_turns=True).faults]
        if language == "zh":  # the keys of a page are the same in every language
            looks.append(Tabbing(page).faults)
        stops = walk.stops(page, world)
        wrong = [f"{stop}: {fault}" for stop in stops for faults in looks for fault in faults()]

    assert not wrong, "\n".join(wrong)


def test_the_first_page_is_light(visit: Visit, world: World) -> None:
    with visit() as page:
        scales = Scales(page)
        page.goto(world.base)
        page.wait_for_load_state("networkidle")

        assert 0 < scales.weight <= FIRST_PAGE


SHOWN_TO = (
    (None, ("/", "/complaints/new/who", "/follow")),
    ("hotline", ("/hotline/",)),
    ("triage", ("/triage/",)),
    ("investigator", ("/investigation/",)),
)


@pytest.mark.parametrize("scheme", dealt(["light", "dark"], 0, 2))
def test_large_print_and_high_contrast_are_a_link_away_on_every_page_without_scripts(
    scheme: str, visit: Visit, world: World, passes: Callable[[str], Path]
) -> None:
    wrong: list[str] = []
    for role, places in dealt(SHOWN_TO, 0, 3):
        with visit(storage_state=passes(role) if role else None, color_scheme=scheme) as page:
            inspector = Inspector(page, "zh", in_turns=True)
            for place in places:
                page.context.clear_cookies(name="jiandu_display")
                page.goto(f"{world.base}{place}")
                for words in ("大字", "高对比"):
                    page.get_by_role("link", name=words, exact=True).click()
                page.goto(f"{world.base}{place}")  # kept by the cookie, not by the address
                wrong += [f"{place}: {fault}" for fault in inspector.faults()]
                quiet, text = (page.evaluate(TOKEN, name) for name in ("--jd-quiet", "--jd-text"))
                assert (quiet, page.evaluate(SIZE) > 18) == (text, True)

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    "asked_for", dealt([{"forced_colors": "active"}, {"contrast": "more"}], 0, 2), ids=str
)
def test_those_who_need_strong_contrast_have_it(
    asked_for: dict[str, str], visit: Visit, world: World, passes: Callable[[str], Path]
) -> None:
    wrong: list[str] = []
    for role, places in ((None, ("/", "/complaints/new/who", "/follow")), ("hotline", ("/hotline/",))):
        with visit(storage_state=passes(role) if role else None, **asked_for) as page:
            inspector = Inspector(page, "zh", in_turns=True)
            for place in places:
                page.goto(f"{world.base}{place}")
                wrong += [f"{place}: {fault}" for fault in inspector.faults()]
            if "contrast" in asked_for:
                quiet, text = (page.evaluate(TOKEN, name) for name in ("--jd-quiet", "--jd-text"))
                assert quiet == text

    assert not wrong, "\n".join(wrong)
