"""Every page of every service, in both languages and at both widths, is open to everyone and light."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.conftest import Visit
from tests.browser.look import FIRST_PAGE, Inspector, Scales
from tests.browser.walks import WALKS
from tests.browser.world import World

TOKEN = "(name) => getComputedStyle(document.documentElement).getPropertyValue(name)"


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", WALKS)
def test_every_page_is_open_to_everyone(
    name: str, language: str, visit: Visit, world: World, passes: Callable[[str], Path]
) -> None:
    walk = WALKS[name]
    with visit(language, storage_state=passes(walk.role) if walk.role else None) as page:
        inspector = Inspector(page, language)
        wrong = [f"{stop}: {fault}" for stop in walk.stops(page, world) for fault in inspector.faults()]

    assert not wrong, "\n".join(wrong)


def test_the_first_page_is_light(visit: Visit, world: World) -> None:
    with visit() as page:
        scales = Scales(page)
        page.goto(world.base)
        page.wait_for_load_state("networkidle")

        assert 0 < scales.weight <= FIRST_PAGE


@pytest.mark.parametrize("asked_for", [{"forced_colors": "active"}, {"contrast": "more"}], ids=str)
def test_those_who_need_strong_contrast_have_it(
    asked_for: dict[str, str], visit: Visit, world: World, passes: Callable[[str], Path]
) -> None:
    wrong: list[str] = []
    for role, places in ((None, ("/", "/complaints/new/who", "/follow")), ("hotline", ("/hotline/",))):
        with visit(storage_state=passes(role) if role else None, **asked_for) as page:
            inspector = Inspector(page, "zh")
            for place in places:
                page.goto(f"{world.base}{place}")
                wrong += [f"{place}: {fault}" for fault in inspector.faults()]
            if "contrast" in asked_for:
                quiet, text = (page.evaluate(TOKEN, name) for name in ("--jd-quiet", "--jd-text"))
                assert quiet == text

    assert not wrong, "\n".join(wrong)
