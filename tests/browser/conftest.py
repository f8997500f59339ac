"""One house and one set of sample complaints for all that is looked at."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.look import HEIGHT, WIDTHS
from tests.browser.watch import calm
from tests.browser.world import BODY, World
from tests.journeys.house import PASSWORD, Embedded, House, running

PATIENCE = 30_000
"""How long a page or a thing on it may take to come, in milliseconds."""
Visit = Callable[..., AbstractContextManager[Page]]


@pytest.fixture(scope="package")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with running(Embedded(tmp_path_factory.mktemp("browser"))) as house:
        yield house


@pytest.fixture(scope="package")
def world(house: House) -> World:
    return World(house)


@pytest.fixture
def visit(browser: Browser, house: House) -> Visit:
    """A browser window of its own, in a language, in which nothing may go wrong unseen."""

    @contextmanager
    def opened(language: str = "zh", **options: object) -> Iterator[Page]:
        size = {"width": WIDTHS[0], "height": HEIGHT}
        context = browser.new_context(
            locale={"zh": "zh-CN", "en": "en-GB"}[language], viewport=size, **options
        )
        context.set_default_timeout(PATIENCE)
        try:
            with calm(context, house.base):
                yield context.new_page()
        finally:
            context.close()

    return opened


@pytest.fixture(scope="module")
def passes(browser: Browser, house: House, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Where the cookies of a signed-in role are kept; each role signs in once."""
    folder = tmp_path_factory.mktemp("passes")

    def signed_in(role: str) -> Path:
        kept = folder / f"{role}.json"
        if not kept.exists():
            context = browser.new_context()
            sign_in(context.new_page(), house.base, f"{role}-{BODY}")
            context.storage_state(path=kept)
            context.close()
        return kept

    return signed_in


def sign_in(page: Page, base: str, username: str) -> None:
    page.goto(f"{base}/staff/login")
    page.locator("#username").fill(username)
    page.locator("#password").fill(PASSWORD)
    page.locator("main form button").click()
    page.wait_for_url(lambda address: "/staff/login" not in address)
