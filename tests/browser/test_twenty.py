"""A new triage officer before twenty complaints, with nothing but the keyboard and what stands on the page."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Visit
from tests.browser.keyboard import Keyboard
from tests.journeys.complaints import complaint, respondent
from tests.journeys.house import PASSWORD, House
from tests.journeys.waiting import until

PROVINCE = "330000"
COUNT = 20
SEEN = """() => {
  const box = document.querySelector(".jd-statement").getBoundingClientRect();
  return box.top < innerHeight - 40 && box.bottom > 40;
}"""


@pytest.fixture
def waiting(house: House) -> set[str]:
    """Twenty complaints about officers of the province, one of them a work order of the 12345 line."""
    about = [respondent("officer", PROVINCE, name=f"检查员{at}") for at in range(COUNT)]
    door, seat = house.visitor(), house.staff(f"hotline-{PROVINCE}")
    made = [door.post("/api/v1/complaints", complaint(one, occurred_in=PROVINCE)) for one in about[1:]]
    order = complaint(about[0], occurred_in=PROVINCE, channel="12345")
    order["external_order"] = {"system": "12345", "number": "2026-1"}
    made.append(seat.post("/api/v1/hotline/complaints", order))
    numbers = {one["tracking_number"] for one in made}

    def listed() -> bool:
        return numbers <= set(_states(house, "awaiting_decision"))

    until(listed, "twenty complaints on the desk")
    return numbers


def _states(house: House, state: str) -> dict[str, str]:
    desk = house.staff(f"triage-{PROVINCE}")
    items = desk.get("/triage/api/v1/complaints", params={"state": state, "limit": 200})["items"]
    return {one["tracking_number"]: one["decision"] for one in items}


class Officer:
    """Reads the page, presses keys."""

    def __init__(self, page: Page, house: House) -> None:
        self.page, self.keys, self.base = page, Keyboard(page), house.base

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def leads_on(self, press: Callable[[], None]) -> None:
        with self.page.expect_navigation():
            press()

    @property
    def number(self) -> str:
        return self.page.locator("h1").inner_text()

    def signs_in(self) -> None:
        self.page.goto(f"{self.base}/staff/login")
        self.keys.types("#username", f"triage-{PROVINCE}")
        self.keys.types("#password", PASSWORD)
        self.leads_on(lambda: self.press("Enter"))
        self.page.goto(f"{self.base}/triage/")

    def opens_the_first(self) -> None:
        self.press("j")
        self.press("ArrowDown")
        self.press("ArrowUp")
        self.leads_on(lambda: self.press("Enter"))

    def picks(self, words: str) -> None:
        """Down the list that has the focus until it says so."""
        for _ in range(40):
            if self.page.evaluate("document.activeElement.selectedOptions[0].label") == words:
                return
            self.press("ArrowDown")
        raise AssertionError(f"no choice {words}")

    def confirms(self) -> None:
        self.leads_on(lambda: self.press("c"))

    def asks(self) -> None:
        self.press("a")
        assert self.keys.on("[name=questions]")
        self.press("Space")
        self.keys.types("#question", "请说明当时在场的人。")
        self.reads_the_statement()
        self.keys.presses_enter("details[open] form button")

    def returns(self) -> None:
        self.press("r")
        self.picks("司法行政部门")
        self.keys.types("#return-to", "浙江省")
        self.keys.types("#return-reason", "不属于本机关职责。")
        self.reads_the_statement()
        self.keys.presses_enter("details[open] form button")

    def declines(self) -> None:
        self.press("o")
        self.picks("不予受理")
        self.keys.types("#reason", "与已答复的事项相同。")
        self.keys.types("#text", "同一事项已于上月书面答复。")
        self.reads_the_statement()
        self.keys.presses_enter("details[open] form button")

    def corrects(self) -> None:
        """Whom the officer takes for an auxiliary, the statement shows; it stays on this desk."""
        self.leads_on(lambda: self.press("f"))
        self.keys.goes_to("#r0_kind")
        self.picks("执法辅助人员")
        self.press("Escape")
        self.page.locator("#what-if-told", has_text="按此事实").wait_for()
        self.keys.types("#reason", "来电核实，其为协管员。")
        self.press("Escape")
        self.leads_on(lambda: self.press("s"))

    def reads_the_statement(self) -> None:
        assert self.page.evaluate(SEEN), "the statement is out of sight"


def test_twenty_complaints_are_handled_with_the_keyboard_alone(
    visit: Visit, house: House, waiting: set[str]
) -> None:
    with visit() as page:
        officer = Officer(page, house)
        officer.signs_in()
        officer.opens_the_first()
        _looks_up_the_keys(officer)
        ways: dict[int, Callable[[], None]] = {2: officer.asks, 5: officer.declines, 9: officer.asks}
        corrected = False
        for turn in range(COUNT):
            here = officer.number
            assert here in waiting
            officer.reads_the_statement()
            if turn == 7:
                officer.corrects()
                assert officer.number == here
                corrected = "已更正并重新研判" in page.locator("main").inner_text()
            if page.locator("summary[data-key=r]").count():
                officer.returns()
            else:
                ways.get(turn, officer.confirms)()
            assert f"已决定：{here}" in page.locator("main").inner_text(), page.locator("main").inner_text()
            if turn < COUNT - 1:
                assert officer.number != here
                assert officer.keys.on("#complaint"), "the focus is not on the next complaint"
        assert page.url.endswith("/triage/")

    assert corrected
    left = _states(house, "awaiting_decision")
    made: dict[str, Any] = _states(house, "accepted") | _states(house, "decided")
    asked = _states(house, "information_requested")
    assert not waiting & set(left)
    assert sorted(asked[number] for number in waiting & set(asked)) == ["pending_info"] * 2
    assert sorted(made[number] for number in waiting & set(made)) == ["accept"] * 16 + ["decline", "return"]


def _looks_up_the_keys(officer: Officer) -> None:
    """`?` tells them all; `n` and `p` go to the neighbours, `u` to the list, `/` to the search."""
    page = officer.page
    officer.press("?")
    told = page.locator("#keys").inner_text()
    for words in ("下一件", "列表", "确认", "询问投诉人", "另作决定", "更正事实"):
        assert words in told, words
    officer.press("Escape")
    first = officer.number
    officer.leads_on(lambda: officer.press("n"))
    assert officer.number != first
    officer.leads_on(lambda: officer.press("p"))
    assert officer.number == first
    officer.press("/")
    assert officer.keys.on("#q")
    officer.press("Escape")
    officer.leads_on(lambda: officer.press("u"))
    officer.opens_the_first()
