"""The citizens' form for those without scripts, and for those without a mouse."""

from hashlib import sha256

from playwright.sync_api import Page

from tests.browser.conftest import Visit
from tests.browser.form import STATEMENT, answer, filled_in, go_on, press
from tests.browser.keyboard import Keyboard
from tests.journeys.house import House

GO_ON = "main form button.govuk-button:not(.govuk-button--secondary)"
SUMMARY = ".govuk-error-summary"


def test_without_scripts_the_form_leads_to_the_receipt_and_the_complaint(visit: Visit, house: House) -> None:
    with visit(java_script_enabled=False) as page:
        for _ in filled_in(page, house.base):
            pass
        go_on(page)
        number, code = _receipt(page)

        assert not page.get_by_role("button", name="复制").count()

        page.goto(f"{house.base}/follow")
        page.locator("#number").fill(number.lower())
        page.locator("#code").fill(code.replace("-", " "))
        go_on(page)

        assert number in page.locator("h1").inner_text()

        page.locator("#text").fill("补充：录像保留到年底。")
        press(page, page.locator("form[action*=messages] button"))

        assert "补充：录像保留到年底。" in page.locator(".jd-messages").inner_text()


def test_without_scripts_a_place_of_many_is_chosen_from_a_list(visit: Visit, house: House) -> None:
    with visit(java_script_enabled=False) as page:
        page.goto(f"{house.base}/complaints/new/who")
        answer(page, "who")
        page.locator("#place").fill("西湖区")
        go_on(page)
        page.get_by_role("radio", name="浙江省杭州市西湖区").check()
        go_on(page)

        assert page.url.endswith("/complaints/new/what")


def test_the_keyboard_alone_leads_to_the_receipt(visit: Visit, house: House) -> None:
    with visit() as page:
        keys = Keyboard(page)
        page.goto(f"{house.base}/complaints/new")
        _skips_to_the_content(keys)
        keys.presses_enter("a.govuk-button")

        keys.chooses("#kind")
        keys.types("#place", "xhq")
        page.get_by_role("option").first.wait_for()
        keys.page.keyboard.press("ArrowDown")
        keys.page.keyboard.press("Enter")
        keys.presses_enter(GO_ON)
        _is_led_to_the_mistake(keys)
        page.keyboard.type(STATEMENT)
        keys.presses_enter(GO_ON)
        for part, typed in zip(("year", "month", "day"), ("2026", "11", "12"), strict=True):
            keys.types(f"[name=occurred_on_{part}]", typed)
        keys.presses_enter(GO_ON)
        keys.chooses("#marks-2")
        keys.presses_enter(GO_ON)
        keys.types("#evidence", "店内监控录像。")
        keys.presses_enter(GO_ON)
        keys.chooses("[name=identity]")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        keys.presses_enter(GO_ON)

        assert "匿名" in page.locator("main").inner_text()

        keys.presses_enter(GO_ON)
        _, code = _receipt(page)
        keys.types("#last_group", code[-3:])
        with page.expect_navigation():
            page.keyboard.press("Enter")

        assert page.locator(".jd-notice--done").is_visible()


def _skips_to_the_content(keys: Keyboard) -> None:
    keys.tab()

    assert keys.on(".govuk-skip-link")
    assert keys.page.locator(".govuk-skip-link").bounding_box()["height"] > 20

    keys.page.keyboard.press("Enter")

    assert keys.on("#main")


def _is_led_to_the_mistake(keys: Keyboard) -> None:
    """Nothing typed: the summary has the focus, and its link leads into the field."""
    keys.presses_enter(GO_ON)

    assert keys.on(SUMMARY)
    assert keys.page.title().startswith("有误：")

    keys.goes_to(f"{SUMMARY} a")
    keys.page.keyboard.press("Enter")

    assert keys.on("#what")


def _receipt(page: Page) -> tuple[str, str]:
    return tuple(
        page.locator(f"#{name}").inner_text().strip() for name in ("tracking-number", "receipt-code")
    )


def test_on_one_page_what_is_typed_stays_in_the_browser_until_it_is_sent(visit: Visit, house: House) -> None:
    with visit() as page:
        page.goto(f"{house.base}/complaints/whole")
        page.locator("#who_kind").check()
        page.locator("#who_place").fill("浙江省杭州市西湖区")
        page.locator("#what").fill(STATEMENT)
        page.locator("[name=identity][value=confidential]").check()
        page.locator("#confidential_name").fill("陈某")
        page.locator("#confidential_phone").fill("13800000001")

        page.goto(f"{house.base}/complaints/whole")
        assert page.locator("#what").input_value() == STATEMENT
        assert page.locator("#confidential_name").input_value() == "陈某"
        assert page.locator("#who_kind").is_checked()

        go_on(page)
        go_on(page)
        _receipt(page)
        assert page.evaluate("localStorage.getItem('jiandu-complaint')") is None


def test_unticked_nothing_stays_in_the_browser(visit: Visit, house: House) -> None:
    with visit() as page:
        page.goto(f"{house.base}/complaints/whole")
        page.locator("#what").fill(STATEMENT)
        page.locator("#keeping").uncheck()

        assert page.evaluate("localStorage.getItem('jiandu-complaint')") is None
        page.goto(f"{house.base}/complaints/whole")
        assert page.locator("#what").input_value() == ""
        assert not page.locator("#keeping").is_checked()


def test_in_steps_what_is_typed_is_kept_before_any_button_is_pressed(visit: Visit, house: House) -> None:
    with visit() as page:
        page.goto(f"{house.base}/complaints/new/what")
        with page.expect_response(lambda answer: answer.request.method == "POST") as kept:
            page.locator("#what").fill(STATEMENT)
        assert kept.value.status == 204

        page.goto(f"{house.base}/complaints/new/what")
        assert page.locator("#what").input_value() == STATEMENT


def test_the_page_s_script_counts_as_the_intake_does(visit: Visit, house: House) -> None:
    texts = [f"7K3M-9QXT-AB2C:abc-{number}" for number in range(300)]
    counting = "texts => import('/static/dist/proof.js').then(proof => texts.map(proof.zeroBits))"
    with visit() as page:
        page.goto(f"{house.base}/complaints/new")

        assert page.evaluate(counting, texts) == [_zero_bits(text) for text in texts]


def _zero_bits(text: str) -> int:
    return 32 - int.from_bytes(sha256(text.encode()).digest()[:4], "big").bit_length()
