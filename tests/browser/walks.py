"""Walks over all pages. A walk stops wherever there is something to look at, and names the place."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.browser.form import STATEMENT, STEPS, answer, go_on, press
from tests.browser.world import World
from tests.intake.orders_at_hand import HEAD, LINE, csv_of

Stops = Iterator[str]


@dataclass(frozen=True)
class Walk:
    """Who walks (a role, or nobody signed in) and where."""

    stops: Callable[[Page, World], Stops]
    role: str | None = None


def _each(page: Page, world: World, *paths: str) -> Stops:
    for path in paths:
        page.goto(f"{world.base}{path}")
        yield path


def public(page: Page, world: World) -> Stops:
    yield from _each(
        page,
        world,
        "/investigation/verify?code=ABC",
        "/triage/verify?code=ABC",
        "/investigation/unit/nobodys",
        "/verify",
        "/",
        "/guide",
        "/statistics",
        "/about",
        "/privacy",
        "/accessibility",
    )
    page.goto(f"{world.base}/verify")
    page.locator("details summary").click()
    page.locator("#proof").fill("jiandu proof of receipt 1")
    press(page, page.locator("form[action='/verify'] button"))
    yield "a proof that is none"
    yield from _each(page, world, "/complaints/new", "/complaints/saved", "/complaints/receipt")
    yield from _each(page, world, "/complaints/whole")
    go_on(page)
    yield "the whole form, refused"
    page.locator("#who_kind").check()
    page.locator("#who_place_unknown").check()
    page.locator("#what").fill(STATEMENT)
    page.locator("[name=marks][value=imminent_danger]").check()
    page.locator("[name=identity][value=anonymous]").check()
    go_on(page)
    yield "the whole form, looked over"
    yield from _each(page, world, "/complaints/resume/0123456789abcdef", "/no-such-page")
    page.goto(f"{world.base}/follow?q=%00")
    yield "a refused address"
    yield from _each(page, world, "/api/v1/", "/triage/api/v1/", "/investigation/api/v1/")


def form(page: Page, world: World) -> Stops:
    """Each step empty, refused where it can be, answered; then the receipt."""
    page.goto(f"{world.base}/complaints/new/who")
    for step in STEPS:
        yield f"{step}, empty"
        if _spoil(page, step):
            go_on(page)
            yield f"{step}, refused"
        answer(page, step)
        go_on(page)
    yield "check"
    page.goto(f"{world.base}/complaints/new/who")
    yield "who, the list"
    yield from _each(page, world, "/complaints/new/who?edit=1", "/complaints/saved", "/complaints/new")
    page.goto(f"{world.base}/complaints/new/check")
    go_on(page)
    yield "receipt"
    page.locator("#last_group").fill("000")
    press(page, page.locator("form[action$=noted] button"))
    yield "receipt, wrongly noted"
    page.locator("#last_group").fill(page.locator("#receipt-code").inner_text()[-3:])
    press(page, page.locator("form[action$=noted] button"))
    yield "receipt, noted"


def _spoil(page: Page, step: str) -> bool:
    """Bring the step into a state that is refused; whether it has one."""
    match step:
        case "who":
            page.locator("#kind").check()
            page.locator("#place").fill("鼓楼区")
        case "when":
            page.locator("[name=occurred_on_month]").fill("13")
        case "circumstances":
            page.locator("#earlier").fill("7K3M")
        case "evidence":
            return False
        case "you":
            page.locator("[name=identity][value=real_name]").check()
    return True


def stale(page: Page, world: World) -> Stops:
    """Forms whose protection is gone keep what was typed."""
    page.goto(f"{world.base}/complaints/new/what")
    answer(page, "what")
    page.locator("[name=csrf_token]").first.evaluate("field => field.value = 'old'")
    go_on(page)
    yield "a step of the form"
    page.goto(f"{world.base}/staff/login")
    page.locator("[name=csrf_token]").first.evaluate("field => field.value = 'old'")
    go_on(page)
    yield "sign-in"


def follow(page: Page, world: World) -> Stops:
    yield from _each(page, world, "/follow")
    go_on(page)
    yield "nothing typed"
    page.locator("#number").fill("7K3M-9QXT-AB2C")
    page.locator("#code").fill("000-000-000-000-000-000")
    go_on(page)
    yield "nothing found"
    for key in FOLLOWED:
        page.context.clear_cookies(name="jiandu_follow")
        page.goto(f"{world.base}/follow")
        number, code = world.receipt(key)
        page.locator("#number").fill(number)
        page.locator("#code").fill(code)
        go_on(page)
        yield key
    page.locator("details:has(form[action$=rating]) summary").click()
    press(page, page.locator("form[action$=rating] button"))
    yield "an empty rating"


FOLLOWED = (
    "xihu-too-vague",
    "xihu-review-pending",
    "yuhang-borrowed-badge",
    "yuhang-gifts",
    "yuhang-no-reinspection",
    "yuhang-photos",
    "xihu-unequal-fines",
)


def staff(page: Page, world: World) -> Stops:
    """Signing in, and what nobody may enter."""
    yield from _each(page, world, "/staff/login")
    page.locator("#username").fill("nobody")
    page.locator("#password").fill("wrong")
    go_on(page)
    yield "not signed in"


def hotline(page: Page, world: World) -> Stops:
    yield from _each(
        page, world, "/hotline/", "/hotline/scripts?kind=officer", "/staff/account", "/investigation/"
    )
    yield from orders(page, world)
    page.goto(f"{world.base}/hotline/")
    press(page, page.locator("[data-key=s]"))
    yield "an empty call"
    page.locator("#what").fill("来电人反映：执法人员检查时未出示证件。")
    page.locator("[name=who_kind]").first.check()
    page.locator("#who_place").fill("杭州市西湖区")
    page.locator("[name=identity][value=anonymous]").check()
    page.locator("#read_back").check()
    press(page, page.locator("[data-key=h]"))
    page.locator("details.jd-call__script").last.locator("summary").click()
    page.locator("form[action$=practice] button").click()
    page.locator("[data-key=d]").click()
    page.wait_for_url("**?draft=*")
    page.locator("[data-key=m]").click()
    yield "a caller waits, another rings"
    press(page, page.locator("[data-key=s]"))
    yield "to be read out"
    yield from _each(page, world, "/hotline/papers", "/hotline/")
    press(page, page.locator("[data-key=n]"))


def orders(page: Page, world: World) -> Stops:
    yield from _each(page, world, "/hotline/marks", "/hotline/orders", "/hotline/orders/import")
    go_on(page)
    yield "no file"
    lines = csv_of(HEAD, LINE, ("HZ-9", "某天", *LINE[2:]))
    page.locator("#lines").fill(lines)
    go_on(page)
    yield "a file looked at"
    if page.locator("form[action$=kept]").count():
        press(page, page.locator("form[action$=kept] button"))
        yield "a file taken in"
    page.goto(f"{world.base}/hotline/orders?view=all")
    press(page, page.locator(".jd-row__link").first)
    yield "an order"
    if page.locator("form[action$=interim]").count():
        page.locator("form[action$=interim] textarea").fill("")
        press(page, page.locator("form[action$=interim] button"))
        yield "an interim reply without a word"


def triage(page: Page, world: World) -> Stops:
    yield from _each(page, world, "/triage/", "/triage/?state=accepted", "/triage/?q=nothing")
    yield from _each(page, world, f"/triage/complaints/{world.number('yuhang-borrowed-badge')}")
    for summary in page.locator(".jd-pane--item details summary").all():
        summary.click()
    yield "every form open"
    press(page, page.locator(".jd-pane--item details form").last.locator("button"))
    yield "a decision without a reason"
    yield from _each(page, world, f"/triage/complaints/{world.number('yuhang-borrowed-badge')}/facts")
    page.locator("#r0_kind").select_option("leader")
    page.locator("#what-if mark").first.wait_for()
    yield "what if it were otherwise"
    press(page, page.locator("[name=do][value=keep]"))
    yield "a correction without a reason"
    yield from _each(page, world, "/triage/overdue", "/triage/objections")
    yield from _each(page, world, f"/triage/complaints/{world.number('yuhang-gifts')}?state=accepted")
    yield from _each(page, world, "/triage/complaints/7K3M-9QXT-AB2C")


def investigation(page: Page, world: World) -> Stops:
    yield from _each(
        page,
        world,
        "/investigation/",
        "/investigation/?view=overdue",
        "/investigation/search?q=%E6%89%A7%E6%B3%95",
        "/investigation/search?q=x",
        "/investigation/?due=week&channel=web",
        "/investigation/due",
        "/investigation/share",
        "/investigation/reports/annual",
        "/staff/account",
        "/staff/account/second-factor",
    )
    yield from _each(page, world, world.case("yuhang-town-station"))
    for tab in (
        "timeline",
        "matters",
        "work",
        "work&record=interview",
        "people",
        "messages",
        "closing",
        "outcome",
    ):
        yield from _each(page, world, f"{world.case('yuhang-gifts')}?tab={tab}")
    for box in page.locator("[name=outcomes]:not(:disabled)").all():
        box.check()
    press(page, page.locator("#propose form button.govuk-button").last)
    yield "an outcome without its contents"
    yield from _each(page, world, f"{world.case('yuhang-no-reinspection')}?tab=closing")
    press(page, page.locator("form[action$=unit-links] button").first)
    yield "a link for the unit"
    page.goto(page.locator("[data-copy]").get_attribute("data-copy") or "")
    yield "the unit's page"
    press(page, page.locator("form:has([value=report]) button"))
    yield "a report without its contents"


def samples(page: Page, world: World) -> Stops:
    """Calls are drawn, unless all were before; one is opened and marked without a grade."""
    yield from _each(page, world, "/hotline/samples")
    press(page, page.locator("form[action$=samples] button"))
    yield "calls drawn by lot"
    page.goto(f"{world.base}/hotline/samples")
    if page.locator("td a, th a").count():
        press(page, page.locator("th a, td a").first)
        yield "a call to be marked"
        press(page, page.locator("form[data-guard] button"))
        yield "a mark without a grade"


def head(page: Page, world: World) -> Stops:
    yield from _each(page, world, "/investigation/", "/investigation/recusals", "/investigation/late")
    yield from _each(page, world, "/investigation/templates#opinion")
    yield from _each(page, world, "/investigation/absences", "/investigation/own")
    press(page, page.locator("#open form button"))
    yield "a case of our own without its contents"
    yield from _each(page, world, "/triage/clusters", "/hotline/overview")
    yield from samples(page, world)
    yield from _each(page, world, f"{world.case('yuhang-licence-delay')}?tab=outcome")
    press(page, page.locator("[name=decision][value=return]"))
    yield "returned without a reason"
    yield from _each(page, world, f"{world.case('yuhang-photos')}?tab=closing")
    number = world.number("yuhang-photos")
    yield from _each(page, world, "/retention/", f"/identity/{number}", f"/redaction/{number}")
    yield from _each(page, world, f"/retention/{number}")
    press(page, page.locator("form[action$=holds] button"))
    yield "a hold without a reason"


def custodian(page: Page, world: World) -> Stops:
    yield from _each(page, world, "/identity/")


def files(page: Page, world: World) -> Stops:
    number = world.number("yuhang-photos")
    yield from _each(page, world, f"/triage/complaints/{number}", f"/files/{number}")
    page.locator("details:has(form[action$=original]) summary").first.click()
    press(page, page.locator("form[action$=original] button").first)
    yield "an original without a reason"


def administration(page: Page, world: World) -> Stops:
    yield from _each(
        page, world, "/staff/", "/triage/", "/triage/settings", "/triage/registers", "/triage/workdays"
    )
    yield from _each(
        page,
        world,
        "/triage/settings?key=accept_notice",
        "/triage/registers/posts",
        "/triage/registers/staff",
    )
    press(page, page.locator("form[method=post][action='/triage/registers/staff'] button"))
    yield "an entry without its contents"


WALKS: Mapping[str, Walk] = {
    "public": Walk(public),
    "form": Walk(form),
    "stale": Walk(stale),
    "follow": Walk(follow),
    "staff": Walk(staff),
    "hotline": Walk(hotline, "hotline"),
    "triage": Walk(triage, "triage"),
    "files": Walk(files, "triage"),
    "investigation": Walk(investigation, "investigator"),
    "head": Walk(head, "head"),
    "custodian": Walk(custodian, "custodian"),
    "administration": Walk(administration, "admin"),
}
