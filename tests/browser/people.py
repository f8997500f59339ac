"""The people of the main path, who do everything by clicking and typing on what they see, in Chinese."""

from datetime import timedelta

from playwright.sync_api import Locator, Page

from shared.clock import china_day, system_clock
from tests.browser.conftest import PATIENCE
from tests.browser.form import STEPS, answer, press
from tests.journeys.house import PASSWORD
from tests.journeys.waiting import until

TOLD = "情况属实：所收现金未开具票据，已责令退还。"
CHECKS = 6


class Person:
    """Somebody before a browser window."""

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        page.goto(base)

    def click(self, role: str, name: str, within: str = "body") -> None:
        """Press what is called so, and see the page that comes."""
        press(self.page, self._called(role, name, within))

    def _called(self, role: str, name: str, within: str) -> Locator:
        return self.page.locator(within).get_by_role(role, name=name, exact=True).first  # type: ignore[arg-type]

    def write(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=True).first.fill(text)

    def reads(self, text: str) -> None:
        self.page.locator("main").get_by_text(text).first.wait_for(timeout=PATIENCE)


def _in_a_month() -> tuple[str, str, str]:
    """A term as units get it, by the house's own clock."""
    day = china_day(system_clock()) + timedelta(days=30)
    return str(day.year), str(day.month), str(day.day)


class Citizen(Person):
    """Keeps the receipt, as the page asks for."""

    number = code = ""

    def complains(self) -> None:
        self.click("link", "投诉举报", "main")
        self.click("button", "分步填写", "main")
        for step in STEPS:
            answer(self.page, step)
            if step == "who":
                self._finds_the_place("xhq")
            if step == "you":
                # Somebody else than whoever sends the same words in other tests: nothing to be merged with.
                self.page.locator("#real_name_phone").fill("13800000077")
            self.click("button", "继续", "main")
        self.click("button", "提交投诉", "main")

    def _finds_the_place(self, typed: str) -> None:
        field = self.page.get_by_role("combobox")
        field.fill("")
        field.press_sequentially(typed)
        self.page.get_by_role("option", name="浙江省杭州市西湖区").click()

    def keeps_the_receipt(self) -> None:
        self.number = self.page.locator("#tracking-number").inner_text().strip()
        self.code = self.page.locator("#receipt-code").inner_text().strip()
        self.write("记下了吗？请输入查询码的最后一组试一试", self.code[-3:])
        self.click("button", "核对")
        self.reads("正确：您已记下查询码。")
        self.click("button", "已经记下，隐藏回执")

    def follows(self) -> None:
        self.click("link", "查询进度", "nav")
        self.write("编号", self.number)
        self.write("查询码", self.code)
        self.click("button", "查看")

    def sees(self, text: str) -> None:
        """What is on its way from the other services is waited for, as one presses reload."""

        def shown() -> bool:
            self.page.reload()
            return self.page.locator("main").get_by_text(text).first.is_visible()

        until(shown, f"the citizen to read {text!r}")

    def rates(self) -> None:
        self.page.get_by_text("评价办理情况", exact=True).click()
        for field in ("manner", "speed", "result"):
            self.page.locator(f"#{field}").select_option("5")
        self.click("button", "提交评价")
        self.reads("谢谢")


class Official(Person):
    """Signs in once and goes from list to case."""

    def __init__(self, page: Page, base: str, username: str) -> None:
        super().__init__(page, base)
        self.click("link", "工作人员", "footer")
        self.write("用户名", username)
        self.write("密码", PASSWORD)
        self.click("button", "登录", "main")

    def opens(self, number: str) -> None:
        """Looks for the number until it is on the desk, then opens it."""
        row = self.page.locator(".jd-pane--list a, .jd-correction h2 a", has_text=number)

        def listed() -> bool:
            self.page.locator(".jd-search [name=q]").first.fill(number)
            self.click("button", "查找")
            return row.count() == 1

        until(listed, f"{number} on the desk")
        press(self.page, row)

    def turns_to(self, tab: str) -> None:
        press(self.page, self.page.locator(".jd-pane--item .jd-tabs a", has_text=tab))

    def does(self, button: str) -> None:
        self.click("button", button, "main")

    def establishes_everything(self) -> None:
        """A finding on one matter after the other; the page offers the next one itself."""
        while self.page.get_by_text("尚未认定").count():
            self.page.get_by_role("radio", name="属实", exact=True).check()
            self.write("查明的事实", "执法记录仪与收据存根相互印证，确有收取现金未开票据的事实。")
            self.page.locator("#reasons").fill("违反罚缴分离与票据管理规定。")
            self.page.get_by_label("认定的类别").select_option("C4.1")
            self.page.get_by_role("radio", name="违法", exact=True).check()
            self.page.locator("#told").fill(TOLD)
            self.does("保存认定")

    def proposes(self, manner: str) -> None:
        self.page.get_by_role("checkbox", name="补正", exact=True).check()
        self.page.locator("#O3-unit").fill("杭州市西湖区应急管理局执法大队")
        self.page.locator("#O3-ground").select_option(index=1)
        self.page.locator("#O3-document").fill("现场处理措施决定书")
        self.page.locator("#O3-manner").fill(manner)
        for part, typed in zip(("year", "month", "day"), _in_a_month(), strict=True):
            self.page.locator(f"[name=O3-carry_out_by_{part}]").fill(typed)
        self.does("报负责人审批")

    def proves_the_correction(self) -> None:
        self.write("被监督单位报告的内容及凭证", "款项已退还，附收条。")
        self.does("登记报告")
        self.page.get_by_label("据以确认的凭证").fill("已核对收条原件。")
        self.does("确认已办理")

    def closes(self) -> None:
        boxes = self.page.locator("#checks textarea")
        assert boxes.count() == CHECKS
        for page_of_file, box in enumerate(boxes.all(), 1):
            box.fill(f"卷宗第{page_of_file}页")
        self.does("六项均已符合，办结")
