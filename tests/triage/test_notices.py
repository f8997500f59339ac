"""Notices to the complainant: who gets one, what stands in it, and that nobody here knows the name."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from services.triage.models import LetterIssued
from shared.contracts.events import ComplaintReceived, NoticeIssued
from shared.contracts.terms import Service
from shared.work import Works
from tests.triage.builders import HANGZHOU, XIHU, concluded, received, recheck_requested, respondent
from tests.triage.conftest import Seat

Hear = Callable[..., None]
Sit = Callable[..., Seat]
Said = Callable[..., list[Any]]


def told(said: Said) -> list[NoticeIssued]:
    found: list[NoticeIssued] = said(NoticeIssued, Service.INTAKE)
    return found


def words(event: NoticeIssued) -> str:
    return json.dumps(event.paper, ensure_ascii=False)


def decided(hear: Hear, seat: Seat, event: ComplaintReceived, **body: Any) -> None:
    hear(event)
    answer = seat.decide(event.tracking_number, **(body or {"decision": "confirm"}))
    assert answer.status_code == 200, answer.get_json()


def test_who_can_be_reached_is_told_that_it_is_accepted(hear: Hear, seat: Sit, said: Said) -> None:
    event = received(respondent("officer", XIHU, name="张三"))
    decided(hear, seat(), event)

    notice = told(said)[0]
    assert (notice.notice, notice.paper["number"]) == ("acceptance", "西湖区应急执监受告〔2026〕1号")
    assert notice.paper["title"] == "受理告知书"
    assert notice.paper["addressee"] == ""
    for part in (
        event.tracking_number,
        "2026年11月23日",
        "网络",
        "张三",
        "执法监督科办理",
        "2027年1月22日",
        "回避",
    ):
        assert part in words(notice), part
    assert event.statement not in words(notice)


def test_a_recheck_has_its_day_and_speaks_of_no_extension(hear: Hear, seat: Sit, said: Said) -> None:
    """Petition art. 34 lets the first handling be extended, art. 35 and 36 no recheck."""
    event = received()
    hear(event, concluded(event), recheck_requested(event))
    said_before = len(told(said))
    seat("SUP-330100").decide(event.tracking_number, decision="confirm")

    notice = told(said)[said_before]
    assert "复查（复核）应当于" in words(notice)
    assert "延长" not in words(notice)
    assert "第三十五条、第三十六条进行复查（复核）" in words(notice)
    assert "提出了复查（复核）申请" in words(notice)


def test_a_refusal_names_reason_authority_and_remedies(hear: Hear, seat: Sit, said: Said) -> None:
    event = received(respondent("other_agency", XIHU, sector="fire"))
    hear(event)
    seat().decide(event.tracking_number, decision="confirm")

    notice = told(said)[0]
    assert notice.notice == "non_acceptance"
    assert notice.paper["number"] == "西湖区应急执监不受告〔2026〕1号"
    for part in ("G5", "第二条", "消防救援", "行政复议", "六个月"):
        assert part in words(notice), part


def test_decided_otherwise_the_complainant_reads_what_was_written_for_them(
    hear: Hear, seat: Sit, said: Said
) -> None:
    decided(hear, seat(), received(), decision="decline", reason="内部理由", text="同一事项已经答复。")

    notice = told(said)[0]
    assert "同一事项已经答复。" in words(notice)
    assert "内部理由" not in words(notice)


@pytest.mark.parametrize("who", [{"identity": "anonymous", "contactable": False}, {"contactable": False}])
def test_whom_nobody_can_reach_gets_none(hear: Hear, seat: Sit, said: Said, who: dict[str, Any]) -> None:
    decided(hear, seat(), replace(received(), **who))

    assert told(said) == []


@pytest.mark.parametrize(
    "body",
    [
        {"decision": "pending_info", "reason": "不清楚", "text": "何时？"},
        {"decision": "merge", "reason": "同一事项", "merged_into": "T1"},
        {"decision": "return", "reason": "不属本机关", "to": ["12345"]},
    ],
)
def test_what_is_asked_joined_or_returned_is_no_refusal(
    hear: Hear, seat: Sit, said: Said, body: dict[str, Any]
) -> None:
    earlier = received(same_person="one")
    hear(earlier)
    joined = {"merged_into": earlier.tracking_number} if "merged_into" in body else {}
    decided(hear, seat(), received(same_person="one"), **body | joined)

    assert told(said) == []


def test_a_sealed_matter_is_written_about_by_nobody(hear: Hear, said: Said) -> None:
    hear(received(circumstances={"discipline_clue": "only"}))

    assert told(said) == []


def test_numbers_have_no_gaps_and_each_body_counts_its_own(hear: Hear, seat: Sit, desk_works: Works) -> None:
    for _ in range(2):
        decided(hear, seat(), received())
    decided(hear, seat(f"SUP-{HANGZHOU}"), received(respondent("department", XIHU)))

    with desk_works.reading() as session:
        kept = session.query(LetterIssued).order_by(LetterIssued.body.desc(), LetterIssued.serial)
        assert [(one.body, one.serial) for one in kept] == [
            ("SUP-330106", 1),
            ("SUP-330106", 2),
            ("SUP-330100", 1),
        ]


def test_the_desk_can_read_what_was_issued(hear: Hear, seat: Sit) -> None:
    event = received()
    decided(hear, seat(), event)

    shown = seat().get(f"/triage/api/v1/complaints/{event.tracking_number}").get_json()
    file = seat().get(f"/triage/complaints/{event.tracking_number}/letters/{shown['notices'][0]['id']}.docx")

    assert [one["kind"] for one in shown["notices"]] == ["acceptance"]
    assert shown["letters"] == []
    assert file.status_code == 200
    assert seat("SUP-330110").get(file.request.path).status_code == 404
