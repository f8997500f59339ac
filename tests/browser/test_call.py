"""A call at the hotline desk, by the keyboard alone: few keys, and nothing lost when a browser or a server goes."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PATIENCE, Visit
from tests.journeys.house import House

STATEMENT = "昨天下午两名执法人员来我店检查，没有出示证件，当场收取现金两千元，没有开票据。"
MOST_KEYS = 45
"""Of a routine call, from its ringing to the next one, beyond the statement."""
KEYS_OF_A_CHARACTER = 3
"""A Chinese character by pinyin, the choice among its likes included."""


class Hands:
    """Two hands that count."""

    def __init__(self, page: Page) -> None:
        self.page, self.keys = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.keys += sum(1 if letter.isascii() else KEYS_OF_A_CHARACTER for letter in text)


def wait_at(page: Page, name: str) -> None:
    """The field has the keyboard; whether the window has it as well is the machine's affair."""
    page.wait_for_function("name => document.activeElement?.id === name", arg=name)


@pytest.fixture
def seat(visit: Visit, passes: Callable[[str], Path], house: House) -> Iterator[Page]:
    """A seat at its desk, at which it rings."""
    with visit(storage_state=passes("hotline")) as page:
        page.goto(f"{house.base}/hotline/")
        page.locator("form[action$=practice] button").click()
        yield page


def test_a_routine_call_takes_few_keys(seat: Page) -> None:
    hands = Hands(seat)
    wait_at(seat, "call_number")
    hands.press("Enter")  # take it
    wait_at(seat, "what")
    seat.keyboard.type(STATEMENT)
    hands.press("Tab", "Space")  # an officer
    hands.press("Tab")
    hands.type("xihu")
    expect(seat.locator("[role=option]").first).to_contain_text("330106")
    hands.press("ArrowDown", "Enter", "Tab")
    hands.type("王某")
    hands.press("Tab", "Tab", "Tab", "Tab")  # past the post and the tick, the year is there
    hands.type("11")
    hands.press("Tab")
    hands.type("12")
    hands.press("Escape", "i", "Space", "Tab")  # with the name
    hands.type("陈某")
    hands.press("Escape", "b", "Space")
    expect(seat.locator("#readback")).to_contain_text("陈某")
    expect(seat.locator("#readback")).to_contain_text("138 0000 0000")
    expect(seat.locator("#kept")).to_have_text("已保存")
    hands.press("s")
    expect(seat.locator("#receipt-code")).to_be_visible()
    assert STATEMENT not in seat.content()
    hands.press("Enter")  # the next call
    expect(seat.locator("#what")).to_have_value("")
    expect(seat.locator("a[href*='?draft=']")).to_have_count(0)

    assert hands.keys <= MOST_KEYS


def test_a_crash_of_the_browser_or_the_server_loses_nothing(
    browser: Browser, passes: Callable[[str], Path], house: House
) -> None:
    context = browser.new_context(locale="zh-CN", storage_state=passes("hotline"))
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(f"{house.base}/hotline/")
    page.locator("#what").fill("说到一半")
    expect(page.locator("#kept")).to_have_text("已保存")
    page.wait_for_url("**?draft=*")
    page.context.set_offline(True)
    page.locator("#what").fill("说到一半，服务器没有应答")
    expect(page.locator("#kept")).to_contain_text("正在重试")
    page.locator("[data-key=s]").click()
    expect(page.locator("#what")).to_have_value("说到一半，服务器没有应答")
    page.context.set_offline(False)
    expect(page.locator("#kept")).to_have_text("已保存")
    page.close()

    again = context.new_page()
    again.goto(f"{house.base}/hotline/")
    again.keyboard.press("Escape")
    again.keyboard.press("d")
    expect(again.locator("#what")).to_have_value("说到一半，服务器没有应答")
    other = context.new_page()
    other.goto(again.url)
    again.locator("#what").fill("第一个标签页")
    expect(again.locator("#kept")).to_have_text("已保存")
    other.locator("#what").fill("第二个标签页")
    expect(other.locator("#kept")).to_contain_text("另存")
    assert other.url != again.url
    context.close()
