"""What a recheck reads in the file that was handed over, and by whom it was handled before."""

import re
from typing import Any
from uuid import UUID, uuid4

from services.investigation import filing_forms
from services.investigation.cabinet import folder_of
from services.investigation.domain.records import RecordKind
from services.investigation.models import Case, Extension
from services.investigation.sheets import Masthead
from shared.contracts.terms import Role
from shared.work import SYSTEM, Works
from tests.investigation.builders import accepted, record_fields
from tests.investigation.rechecked import ABOVE, HERE, TOP, answered, reader, rechecked
from tests.investigation.test_api import FINDING, concluded
from tests.investigation.test_views import Browser


def test_who_gets_a_case_from_below_reads_why(opened: Any, seat: Any) -> None:
    complaint, why = uuid4(), "两名人员均与被投诉人同村。"
    case, only = opened(accepted(complaint)), seat("head", Role.HEAD)
    version = only.get(f"/cases/{case}").get_json()["version"]
    gone = only.post(f"/cases/{case}/passing-up", {"reason": why}, version)
    assert gone.status_code == 200, gone.get_data(as_text=True)
    above = opened(accepted(complaint, version=7, body=ABOVE, recheck_body=TOP))
    desk = reader(seat, ABOVE)

    assert desk.get(f"/cases/{above}").get_json()["earlier"][0]["passed_on_because"] == why
    assert why in Browser(desk)._ask("GET", f"/investigation/cases/{above}").get_data(as_text=True)


def test_the_page_shows_what_was_handed_over(opened: Any, seat: Any) -> None:
    complaint = uuid4()
    concluded(opened(accepted(complaint)), seat)
    case = rechecked(opened, complaint, 7, ABOVE)
    page = Browser(seat("reader", home=ABOVE)).get(f"/investigation/cases/{case}", tab="matters", lang="zh")

    assert FINDING["reasons"] in page


def test_what_was_handed_over_is_told_in_words_and_days_instead_of_codes(opened: Any, seat: Any) -> None:
    complaint = uuid4()
    first, anna = opened(accepted(complaint)), seat("anna")
    anna.post(f"/cases/{first}/claim")
    anna.change(first, "plan", {"fields": record_fields(RecordKind.PLAN)})
    concluded(first, seat)
    case = rechecked(opened, complaint, 9, ABOVE)
    page = Browser(seat("reader", home=ABOVE)).get(f"/investigation/cases/{case}", tab="matters", lang="zh")
    shown = page.partition("移交（")[2].partition("</dl>")[0]

    for label in ("调查目的：", "方式：", "处理决定：", "办理期限："):
        assert label in shown
    assert "on_site" not in shown
    assert not re.search(r"\d{4}-\d{2}-\d{2}", shown)


def test_what_a_body_noted_for_itself_does_not_go_up_with_the_file(opened: Any, seat: Any) -> None:
    complaint, private = uuid4(), "队长与我私下说过此事，仅供内部参考"
    first, anna = opened(accepted(complaint)), seat("anna")
    anna.post(f"/cases/{first}/claim")
    anna.change(first, "notes", {"fields": {"text": private}})
    anna.change(first, "plan", {"fields": record_fields(RecordKind.PLAN)})
    concluded(first, seat)
    case = rechecked(opened, complaint, 9, ABOVE)
    for one in (seat("reader", home=ABOVE), seat("chief", Role.HEAD, home=ABOVE)):
        seen = one.get(f"/cases/{case}")
        assert [each["kind"] for each in seen.get_json()["earlier"][0]["records"]] == ["plan"]
        assert private not in seen.get_data(as_text=True)
        assert private not in Browser(one).get(f"/investigation/cases/{case}", tab="matters", lang="zh")


def test_what_was_asked_for_on_a_recheck_before_this_was_ruled_can_only_be_refused(
    opened: Any, seat: Any, works: Works
) -> None:
    complaint = uuid4()
    concluded(opened(accepted(complaint)), seat)
    case = rechecked(opened, complaint, 7, ABOVE)
    seat("anna above", home=ABOVE).post(f"/cases/{case}/claim")
    with works.begin(SYSTEM) as work:
        asked = {"id": work.new_id(), "days": 10, "reason": "需委托鉴定", "by": "a", "by_name": "a"}
        work.session.add(Extension(case_id=UUID(case), at=work.now, **asked))
    head, address = seat("h", Role.HEAD, home=ABOVE), f"/cases/{case}/extensions/decision"
    page = Browser(head).get(f"/investigation/cases/{case}", tab="work", lang="zh")
    version = head.get(f"/cases/{case}").get_json()["version"]

    assert 'value="grant"' not in page
    assert "法律未规定可以延长" in page
    refused = head.post(address, {"decision": "grant", "reason": "准予"}, version)
    assert refused.get_json()["type"].endswith("recheck_not_extended")
    head.change(case, "extensions/decision", {"decision": "refuse", "reason": "复查不予延期"})


def test_the_file_says_why_the_recheck_is_this_bodys_and_not_whose_it_was_at_first(
    opened: Any, seat: Any, works: Works
) -> None:
    reasons = [
        {"rule": "G10", "article": "petition:35", "text": "三十日内提出异议。", "text_en": ""},
        {"rule": "R1", "article": "measures:2", "text": "由本部门执法监督机构办理。", "text_en": ""},
        {"rule": "BARRED", "article": "petition:30(3)", "text": "被投诉人不得知悉。", "text_en": ""},
    ]
    complaint = uuid4()
    concluded(opened(accepted(complaint, reasons=reasons)), seat)

    def grounds(case: str) -> str:
        with works.reading() as session:
            folder = folder_of(session, session.get_one(Case, UUID(case)))
            forms = dict(filing_forms.of_case(session, folder, Masthead("某局", "1")))
            return str(forms["acceptance"].sections)

    def again(version: int, body: str) -> str:
        said = {"decision": "recheck", "recheck_of": complaint, "recheck_body": TOP, "reasons": reasons}
        return str(opened(accepted(complaint, version=version, body=body, **said)))

    first = again(7, ABOVE)
    assert "申请复查" in grounds(first)
    assert "信访工作条例" in grounds(first)
    assert "第三十五条" in grounds(first)
    assert "杭州市西湖区应急管理局执法监督科" in grounds(first)
    assert "由本部门执法监督机构办理" not in grounds(first)
    assert "被投诉人不得知悉" in grounds(first)
    answered(first, seat, ABOVE, first_result="confirm")
    second = grounds(again(9, TOP))
    assert "申请复核" in second
    assert "第三十六条" in second


def test_the_days_of_a_recheck_and_of_the_second_one_have_names_of_their_own(opened: Any, seat: Any) -> None:
    """Both were called those of an investigation."""
    complaint = uuid4()
    answered(opened(accepted(complaint)), seat, HERE)
    for version, body, name in ((4, ABOVE, "复查"), (6, TOP, "复核")):
        case = rechecked(opened, complaint, version, body)
        page = Browser(reader(seat, body)).get(f"/investigation/cases/{case}", lang="zh")
        assert f'<span class="jd-case__term">{name}：' in page
        assert f" · {name}" in page
        assert "调查处理：" not in page
        answered(case, seat, body, first_result="confirm")
