"""The main job by clicking only: a complaint goes in, is decided, and is read by who complained."""

from contextlib import ExitStack

from tests.browser.conftest import Visit
from tests.browser.people import TOLD, Citizen, Official
from tests.journeys.house import House


def test_a_complaint_is_clicked_from_the_form_to_its_closure(visit: Visit, house: House) -> None:
    with ExitStack() as windows:

        def desk(role: str) -> Official:
            return Official(windows.enter_context(visit()), house.base, f"{role}-330106")

        citizen = Citizen(windows.enter_context(visit()), house.base)
        citizen.complains()
        citizen.keeps_the_receipt()
        citizen.follows()
        citizen.reads("已收到")

        triage = desk("triage")
        triage.opens(citizen.number)
        triage.does("确认：分件受理")

        investigator, head = desk("investigator"), desk("head")
        investigator.opens(citizen.number)
        investigator.does("领办")
        citizen.sees("正在调查")

        investigator.turns_to("事项与认定")
        investigator.establishes_everything()
        investigator.turns_to("处理结果")
        investigator.proposes("退还款项，书面说明")

        head.opens(citizen.number)
        head.turns_to("处理结果")
        head.page.locator("#reason").fill("写明由谁负责。")
        head.does("退回并说明理由")

        investigator.turns_to("处理结果")
        investigator.proposes("退还款项，书面说明，由大队长负责")
        head.turns_to("处理结果")
        head.does("批准并答复")

        citizen.sees(TOLD)
        citizen.reads("整改中")

        investigator.turns_to("办结")
        investigator.proves_the_correction()
        citizen.sees("已作出结论")
        citizen.rates()
        investigator.turns_to("办结")
        investigator.closes()
        citizen.sees("已办结")
