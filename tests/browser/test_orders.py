"""A file of work orders taken in by clicking without scripts, and by the keyboard alone with them."""

from playwright.sync_api import FileChooser, Page, TimeoutError

from tests.browser.conftest import PATIENCE, Visit, sign_in
from tests.browser.form import go_on, press
from tests.browser.keyboard import Keyboard
from tests.intake.orders_at_hand import HEAD, LINE, csv_of, xlsx
from tests.journeys.house import House
from tests.journeys.waiting import until

SEAT = "hotline-330110"
FILE = {"name": "工单.xlsx", "mimeType": "application/octet-stream"}


def test_a_file_is_taken_in_by_clicking_without_scripts(visit: Visit, house: House) -> None:
    with visit(java_script_enabled=False) as page:
        sign_in(page, house.base, SEAT)
        page.goto(f"{house.base}/hotline/")
        press(page, page.get_by_role("link", name="导入文件"))
        rows = [HEAD, ("点-1", *LINE[1:]), ("点-2", "某天", *LINE[2:])]
        page.locator("#file").set_input_files({**FILE, "buffer": xlsx(rows)})
        go_on(page)

        assert "1 条可以导入，0 条已收过，1 条有错误" in page.locator("main").inner_text()

        press(page, page.get_by_role("button", name="导入 1 条"))

        assert page.get_by_role("rowheader", name="点-1").count() == 1

        _opens(page, house, "点-1")
        press(page, page.get_by_role("button", name="签收"))

        assert "已签收" in page.locator("main").inner_text()


def test_a_file_is_taken_in_by_the_keyboard_alone(visit: Visit, house: House) -> None:
    with visit() as page:
        sign_in(page, house.base, SEAT)
        page.goto(f"{house.base}/hotline/orders/import")
        keys = Keyboard(page)
        keys.goes_to("#file")
        data = csv_of(HEAD, ("键-1", *LINE[1:])).encode("gb18030")
        _asked_for_a_file(page).set_files({**FILE, "name": "工单.csv", "buffer": data})
        keys.presses_enter("main form button.govuk-button")
        keys.presses_enter("form[action$=kept] button")

        assert page.get_by_role("rowheader", name="键-1").count() == 1

        _opens(page, house, "键-1")
        keys.presses_enter("form[action$=sign] button")

        assert "已签收" in page.locator("main").inner_text()


def _asked_for_a_file(page: Page) -> FileChooser:
    """A key that comes before the page is at rest may be lost: people press it again."""
    for _ in range(3):
        try:
            with page.expect_file_chooser(timeout=PATIENCE / 5) as chooser:
                page.keyboard.press("Space")
            return chooser.value
        except TimeoutError:
            continue
    raise AssertionError("no dialogue for files was opened")


def _opens(page: Page, house: House, number: str) -> None:
    """It appears once triage has said whom it is about."""
    row = page.locator(".jd-row__link", has_text=number)

    def listed() -> bool:
        page.goto(f"{house.base}/hotline/orders")
        return row.count() == 1

    until(listed, f"{number} on the desk")
    press(page, row)
