"""The clock of a case stands still and runs again: through the doors, by the forms, by itself."""

from datetime import date
from typing import Any

import pytest

from services.investigation.handlers.pauses import end_pauses
from services.investigation.oversight import escalate
from shared.contracts.events import CasePaused, CaseResumed, CaseTermMoved
from shared.contracts.terms import Role
from shared.work import Works
from tests.investigation.builders import accepted, found, outcome
from tests.investigation.conftest import Time
from tests.investigation.test_handlers import _announced
from tests.investigation.test_views import Browser, sound

TERMS = {"policy": "2026-4/330000/1", "pause_appraisal": 30, "pause_in_all": 45}
ASKED = {"ground": "appraisal", "until": "2026-12-03", "reason": "对王某执法时使用的设备委托鉴定"}
GRANTED = {"decision": "grant", "reason": "同意，王某一事待鉴定。"}


@pytest.fixture
def case(opened: Any, seat: Any) -> str:
    """A case that anna leads, in a province that lets the clock stand still for an appraisal."""
    case_id = str(opened(terms=TERMS))
    seat("anna").post(f"/cases/{case_id}/claim")
    return case_id


@pytest.fixture
def paused(case: str, seat: Any) -> str:
    """From 23 November to 3 December: ten days."""
    seat("anna").change(case, "pauses", ASKED)
    seat("head", Role.HEAD).change(case, "pauses/decision", GRANTED)
    return case


def seen(seat: Any, case: str) -> Any:
    return seat("anna").get(f"/cases/{case}").get_json()


def test_a_granted_pause_moves_the_last_day_and_the_complainant_reads_neutral_words(
    paused: str, seat: Any, said: Any
) -> None:
    after = seen(seat, paused)

    assert (after["investigate_by"], after["due"]) == ("2027-02-01", "2027-02-01")
    assert after["paused_until"] == "2026-12-03"
    assert after["terms"][0]["days_left"] == 70
    assert "paused" in seat("anna").get("/cases").get_json()["items"][0]["marks"]
    (told,) = said(CasePaused)
    assert (told.since, told.until, told.investigate_by) == (
        date(2026, 11, 23),
        date(2026, 12, 3),
        date(2027, 2, 1),
    )
    (letter,) = after["documents"]
    assert (letter["kind"], letter["number"]) == ("pause", "西湖区应急执监中〔2026〕1号")
    for text in (told.text, str(letter)):
        assert "王某" not in text
    assert "需要进行检验、鉴定" in told.text
    assert "2027年2月1日" in told.text


def test_one_application_lies_before_the_head_at_a_time(case: str, seat: Any) -> None:
    anna = seat("anna")
    after = anna.change(case, "pauses", ASKED)

    assert after["may"]["ask_pause"]["code"] == "pause_asked"
    again = anna.post(f"/cases/{case}/pauses", ASKED, after["version"])
    assert again.status_code == 409
    assert again.get_json()["type"].endswith("pause_asked")


def test_ended_by_hand_only_the_days_gone_by_do_not_count(
    paused: str, seat: Any, said: Any, time: Time
) -> None:
    time.pass_days(5)
    after = seat("anna").change(
        paused, "pauses/ending", {"resumed_on": "2026-11-27", "reason": "鉴定意见已送达"}
    )

    assert (after["investigate_by"], after["paused_until"]) == ("2027-01-26", None)
    (row,) = after["pauses"]
    assert (row["resumed_on"], row["ended_by"], row["ending"]) == ("2026-11-27", "anna", "鉴定意见已送达")
    (told,) = said(CaseResumed)
    assert (told.resumed_on, told.investigate_by) == (date(2026, 11, 27), date(2027, 1, 26))
    assert [each["kind"] for each in after["documents"]] == ["pause", "resumption"]
    assert after["pauses_possible"] == [{"ground": "appraisal", "days": 30}]


def test_at_its_day_it_ends_by_itself_once_and_the_complainant_is_told(
    paused: str, seat: Any, said: Any, time: Time, works: Works
) -> None:
    time.pass_days(9)
    assert end_pauses(works) == 0
    time.pass_days(1)
    assert [end_pauses(works) for _ in range(2)] == [1, 0]

    after = seen(seat, paused)
    assert (after["investigate_by"], after["paused_until"]) == ("2027-02-01", None)
    assert after["timeline"][-1]["kind"] == "pause_over"
    assert [each.resumed_on for each in said(CaseResumed)] == [date(2026, 12, 3)]


def test_the_body_above_hears_on_the_new_day_and_not_on_the_old_one(
    paused: str, time: Time, works: Works
) -> None:
    time.pass_days(69)
    end_pauses(works)
    assert escalate(works) == 0
    time.pass_days(2)
    assert escalate(works) == 1


def test_an_extension_comes_on_top_whichever_was_first(opened: Any, seat: Any) -> None:
    anna, head = seat("anna"), seat("head", Role.HEAD)
    days = []
    for first, then in ((_pause, _extend), (_extend, _pause)):
        case = str(opened(terms=TERMS))
        anna.post(f"/cases/{case}/claim")
        first(anna, head, case)
        days.append(then(anna, head, case)["investigate_by"])

    assert days == ["2027-03-03", "2027-03-03"], "60 and 10 days, and 30 from there"


def _pause(anna: Any, head: Any, case: str) -> Any:
    anna.change(case, "pauses", ASKED)
    return head.change(case, "pauses/decision", GRANTED)


def _extend(anna: Any, head: Any, case: str) -> Any:
    anna.change(case, "extensions", {"days": 30, "reason": "取证未毕"})
    return head.change(case, "extensions/decision", {"decision": "grant", "reason": "准予"})


def test_the_decision_on_the_case_ends_what_stands_still(paused: str, seat: Any, said: Any) -> None:
    anna = seat("anna")
    nothing = found("1", "unfounded")
    anna.change(
        paused,
        "findings",
        {"allegation": "1", "finding": "unfounded", "facts": nothing.facts, "reasons": nothing.reasons},
    )
    fields = dict(outcome("O12").fields)
    anna.change(paused, "outcomes", {"outcomes": [{"code": "O12", "fields": fields}]})
    after = seat("head", Role.HEAD).change(paused, "approval", {"decision": "approve"})

    assert (after["state"], after["paused_until"]) == ("concluded", None)
    assert (after["pauses"][0]["resumed_on"], after["investigate_by"]) == ("2026-11-23", "2027-01-22")
    assert said(CaseResumed) == [], "the reply tells it"
    page = Browser(anna).get(f"/investigation/cases/{paused}", tab="work", lang="zh")
    assert "中止自2026年11月23日（周一）终结" in page
    assert "起恢复计算" not in page


def test_too_late_it_can_only_be_refused(case: str, seat: Any, time: Time, said: Any) -> None:
    seat("anna").change(case, "pauses", ASKED)
    time.pass_days(10)
    head = seat("head", Role.HEAD)
    version = head.get(f"/cases/{case}").get_json()["version"]
    late = head.post(f"/cases/{case}/pauses/decision", GRANTED, version)

    assert late.status_code == 409
    assert late.get_json()["type"].endswith("pause_over")
    after = head.change(case, "pauses/decision", {"decision": "refuse", "reason": "已过期"})
    assert (after["investigate_by"], said(CasePaused)) == ("2027-01-22", [])


def test_what_the_terms_no_longer_allow_is_not_granted(hear: Any, seat: Any, opened: Any) -> None:
    """Triage decided anew, under other settings, while the application lay before the head."""
    event = accepted(terms=TERMS)
    case, anna, head = str(opened(event)), seat("anna"), seat("head", Role.HEAD)
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "pauses", ASKED)
    hear(accepted(event.complaint_id, version=3, terms=TERMS | {"pause_appraisal": 0}))
    version = seen(seat, case)["version"]
    refused = head.post(f"/cases/{case}/pauses/decision", GRANTED, version)

    assert refused.status_code == 409
    assert refused.get_json()["type"].endswith("no_pause_allowed")
    assert seen(seat, case)["investigate_by"] == "2027-01-22"


def test_nothing_is_got_by_asking_early_twice_or_of_oneself(opened: Any, seat: Any, paused: str) -> None:
    anna, both = seat("anna"), seat("both", Role.INVESTIGATOR, Role.HEAD)

    def tried(who: Any, case: str, address: str, body: dict[str, str]) -> tuple[int, str]:
        version = who.get(f"/cases/{case}").get_json()["version"]
        answer = who.post(f"/cases/{case}/{address}", body, version)
        return answer.status_code, answer.get_json()["type"].rsplit(":", 1)[-1]

    queued = str(opened(terms=TERMS))
    assert tried(anna, queued, "pauses", ASKED) == (409, "state")
    both.post(f"/cases/{queued}/claim")
    both.change(queued, "pauses", ASKED)
    assert tried(both, queued, "pauses/decision", GRANTED) == (403, "own_application")
    assert tried(anna, paused, "pauses", ASKED) == (409, "paused_already")
    ending = {"resumed_on": "2026-11-23", "reason": "已鉴定"}
    anna.change(paused, "pauses/ending", ending)
    assert tried(anna, paused, "pauses/ending", ending) == (409, "not_paused")


def test_who_is_accused_finds_none_of_the_addresses(hear: Any, seat: Any, opened: Any) -> None:
    case = str(opened(terms=TERMS, barred=["SUP-330106"]))
    for address, body in (("pauses", ASKED), ("pauses/decision", GRANTED)):
        assert seat("anna").post(f"/cases/{case}/{address}", body, 1).status_code == 404
    assert Browser(seat("anna"))._ask("GET", f"/investigation/cases/{case}/pauses/1.pdf").status_code == 404


def test_where_the_province_says_nothing_the_page_does_not_speak_of_it(opened: Any, seat: Any) -> None:
    case = str(opened())
    seat("anna").post(f"/cases/{case}/claim")

    assert seen(seat, case)["may"]["ask_pause"]["code"] == "no_pause_allowed"
    assert 'id="pause"' not in Browser(seat("anna")).get(f"/investigation/cases/{case}", tab="work")


def test_a_year_announced_counts_what_stood_still_too(paused: str, hear: Any, seat: Any, said: Any) -> None:
    hear(_announced("2027-02-01"))

    assert seen(seat, paused)["investigate_by"] == "2027-02-02"
    assert [each.investigate_by for each in said(CaseTermMoved)] == [date(2027, 2, 2)]


def test_what_was_granted_outlasts_a_new_word_of_triage(hear: Any, seat: Any, opened: Any) -> None:
    event = accepted(terms=TERMS)
    case = str(opened(event))
    anna, head = seat("anna"), seat("head", Role.HEAD)
    anna.post(f"/cases/{case}/claim")
    _pause(anna, head, case)
    _extend(anna, head, case)
    hear(accepted(event.complaint_id, version=3, terms=TERMS))

    after = seen(seat, case)
    assert (after["investigate_by"], after["due"]) == ("2027-03-03", "2027-03-03")


def test_by_forms_with_what_was_typed_and_the_paper(case: str, seat: Any) -> None:
    anna, head = Browser(seat("anna")), Browser(seat("head", Role.HEAD))
    address = f"/investigation/cases/{case}"
    page = anna.get(address, tab="work")
    day = {"until_year": "2026", "until_month": "12", "until_day": "3"}
    typed = {"ground": "appraisal", "reason": "委托<鉴定>"}
    refused = anna.post(f"{address}/pauses", page, **typed, **day | {"until_day": "43"})
    assert refused.status_code == 422
    assert "委托&lt;鉴定&gt;" in refused.get_data(as_text=True)
    long = anna.post(f"{address}/pauses", page, **typed, **day | {"until_day": "31"})
    assert (long.status_code, "30" in long.get_data(as_text=True)) == (422, True)
    assert anna.post(f"{address}/pauses", page, **typed, **day).status_code == 303
    page = head.get(address, tab="work")
    assert head.post(f"{address}/pauses/decision", page, decision="grant", reason="").status_code == 422
    assert head.post(f"{address}/pauses/decision", page, decision="grant", reason="准").status_code == 303
    page = anna.get(address, tab="work")
    ended = {"resumed_on_year": "2026", "resumed_on_month": "11", "resumed_on_day": "23"}
    assert anna.post(f"{address}/pauses/ending", page, **ended, reason="").status_code == 422
    assert anna.post(f"{address}/pauses/ending", page, **ended, reason="已鉴定").status_code == 303
    assert anna._ask("GET", f"{address}/pauses/1.docx").status_code == 200
    assert anna._ask("GET", f"{address}/pauses/2.pdf").status_code == 404


def test_a_refused_form_speaks_for_itself_where_two_applications_wait(case: str, seat: Any) -> None:
    anna, head = seat("anna"), Browser(seat("head", Role.HEAD))
    anna.change(case, "pauses", ASKED)
    anna.change(case, "extensions", {"days": 30, "reason": "取证未毕"})
    address = f"/investigation/cases/{case}"
    page = head.get(address, tab="work")
    sound(page)
    refused = head.post(f"{address}/pauses/decision", page, form="pause", decision="grant", reason="")
    back = refused.get_data(as_text=True)

    sound(back)
    assert back.count("govuk-form-group--error") == 1
    assert back.index("govuk-form-group--error") > back.index('id="pause"')


def test_a_head_finds_what_waits_for_their_word_and_what_was_decided_no_more(case: str, seat: Any) -> None:
    anna, head = seat("anna"), seat("head", Role.HEAD)
    anna.change(case, "pauses", ASKED)
    desk = Browser(head).get("/investigation/", view="approval", lang="zh")
    tracking = anna.get(f"/cases/{case}").get_json()["tracking_number"]

    assert tracking in desk
    assert "待您决定" in desk
    assert [row["marks"] for row in head.get("/cases").get_json()["items"]] == [["awaits_decision"]]
    head.change(case, "pauses/decision", {"decision": "refuse", "reason": "理由不足"})
    assert tracking not in Browser(head).get("/investigation/", view="approval", lang="zh")
