"""What is typed or pressed before a page's scripts run counts, and what opens over a page closes by Escape."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Visit
from tests.browser.form import STATEMENT, press
from tests.journeys.house import House

SCRIPT = "**/dist/app.js*"


@contextmanager
def before_scripts(page: Page, address: str) -> Iterator[None]:
    """The page as it stands while its scripts are still on the line."""
    held: list[Route] = []
    page.route(SCRIPT, lambda route: held.append(route))
    page.goto(address, wait_until="commit")
    yield
    page.wait_for_function("document.readyState === 'interactive'")
    for route in held:
        route.continue_()
    page.unroute(SCRIPT)


def test_at_the_hotline_it_is_kept(visit: Visit, passes: Callable[[str], Path], house: House) -> None:
    with visit(storage_state=passes("hotline")) as page:
        with before_scripts(page, f"{house.base}/hotline/"):
            page.locator("#what").fill(STATEMENT)
        expect(page.locator("#kept")).to_have_text("已保存")
        page.wait_for_url("**?draft=*")

        page.goto(page.url)
        assert page.locator("#what").input_value() == STATEMENT
        press(page, page.locator("[name=do][value=discard]"))


def test_saving_while_a_keep_is_under_way_makes_one_draft(
    visit: Visit, passes: Callable[[str], Path], house: House
) -> None:
    held: list[Route] = []
    let_go = threading.Event()

    def hold(route: Route) -> None:
        held.append(route)
        if let_go.is_set():
            route.continue_()

    with visit(storage_state=passes("hotline")) as page:
        page.goto(f"{house.base}/hotline/")
        page.route("**/hotline/drafts", hold)
        waiting = page.locator("a[href*='?draft=']").count()
        with page.expect_request("**/hotline/drafts"):
            page.locator("#what").fill("说到一半")
        page.locator("#what").fill("说到一半，又说")
        for _ in range(2):
            page.locator("[data-key=s]").dispatch_event("click")
        assert len(held) == 1
        with page.expect_event("load"):  # not any navigation: what is kept is written into the address, too
            let_go.set()  # first: what follows at once must not be held for ever
            held[0].continue_()
        page.unroute("**/hotline/drafts")

        assert page.locator("#what").input_value() == "说到一半，又说"
        assert page.locator("a[href*='?draft=']").count() == waiting
        press(page, page.locator("[name=do][value=discard]"))


def test_in_the_browser_it_stands_beside_what_was_kept_there(visit: Visit, house: House) -> None:
    with visit() as page:
        page.goto(f"{house.base}/complaints/whole")
        page.locator("#what").fill(STATEMENT)
        page.locator("[name=identity][value=confidential]").check()
        page.locator("#confidential_name").fill("陈某")

        with before_scripts(page, f"{house.base}/complaints/whole"):
            page.locator("#what").fill("重新说一遍。")
        expect(page.locator("#confidential_name")).to_have_value("陈某")
        page.goto(f"{house.base}/complaints/whole")
        assert page.locator("#what").input_value() == "重新说一遍。"
        assert page.locator("#confidential_name").input_value() == "陈某"


def test_a_key_pressed_before_the_list_has_come_counts(visit: Visit, house: House) -> None:
    with visit() as page:
        held: list[Route] = []
        page.route("**/api/v1/divisions?*", lambda route: held.append(route))
        page.goto(f"{house.base}/complaints/new/who")
        page.locator("#kind").check()
        page.locator("#place").focus()
        with page.expect_request("**/api/v1/divisions?*"):
            page.keyboard.type("杭州市西湖")
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        held[-1].continue_()
        page.unroute("**/api/v1/divisions?*")
        expect(page.locator("#place")).to_have_value("浙江省杭州市西湖区")

        page.keyboard.press("ArrowDown")
        expect(page.get_by_role("option").first).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.get_by_role("option").first).to_be_hidden()
        assert page.locator("#place").input_value() == "浙江省杭州市西湖区"


def test_the_help_for_keys_opens_and_closes_by_the_keyboard(
    visit: Visit, passes: Callable[[str], Path], house: House
) -> None:
    with visit(storage_state=passes("investigator")) as page:
        page.goto(f"{house.base}/investigation/")
        page.locator('[data-module="jd-keys"]').focus()
        page.keyboard.press("Enter")
        expect(page.locator("#keys")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator("#keys")).to_be_hidden()
        assert page.evaluate("document.activeElement.dataset.module") == "jd-keys"
