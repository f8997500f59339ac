"""The citizens' form as it is filled in, in any language: by the fields' own ids, one step after another."""

from collections.abc import Iterator

from playwright.sync_api import Locator, Page

STATEMENT = (
    "2026年11月12日上午，两名执法人员到我店检查，没有出示证件，当场收取现金两千元，没有开票据。"
    "我问依据，其中一人说不交就停业。店里监控录下了全过程。"
)
STEPS = ("who", "what", "when", "circumstances", "evidence", "you")


def go_on(page: Page) -> None:
    """The page's own button."""
    press(page, page.locator("main form button.govuk-button:not(.govuk-button--secondary):visible").first)


def press(page: Page, button: Locator) -> None:
    """Press it and wait for the page that comes: for a load, since a page may write what it keeps into its address."""
    with page.expect_event("load"):
        button.click()


def answer(page: Page, step: str, identity: str = "real_name") -> None:
    """A full answer to the step that is open, without going on."""
    match step:
        case "who":
            page.locator("#kind").check()
            page.locator("#place").fill("杭州市西湖区")
            page.locator("#name").fill("王某")
            page.locator("#role").fill("执法大队检查人员")
        case "what":
            page.locator("#what").fill(STATEMENT)
            page.locator("#natures").check()
        case "when":
            for part, typed in zip(("year", "month", "day"), ("2026", "11", "12"), strict=True):
                page.locator(f"[name=occurred_on_{part}]").fill(typed)
            page.locator("#place").fill("浙江省杭州市西湖区")
            page.locator("#spot").fill("文三路 112 号五金店")
        case "circumstances":
            page.locator("#marks-2").check()
            page.locator("#earlier").fill("")
        case "evidence":
            page.locator("#evidence").fill("店内监控录像，存有备份。")
        case "you":
            page.locator(f"[name=identity][value={identity}]").check()
            if identity != "anonymous":
                page.locator(f"#{identity}_name").fill("陈某")
                page.locator(f"#{identity}_phone").fill("13800000001")


def filled_in(page: Page, base: str, identity: str = "real_name") -> Iterator[str]:
    """Every step from the first, each named when it is answered and not yet sent; then `check`."""
    page.goto(f"{base}/complaints/new/who")
    for step in STEPS:
        answer(page, step, identity)
        yield step
        go_on(page)
    yield "check"
