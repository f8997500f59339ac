"""Merged complaints: one person, one matter; each has its answer, and a merger can be undone."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import select

from services.triage.models import Complaint
from services.triage.similar.models import Tie
from shared.contracts.events import (
    CaseKeptFrom,
    ComplaintAnswered,
    ComplaintAssessed,
    ComplaintDecided,
    ComplaintJoined,
    ComplaintReopened,
)
from shared.contracts.terms import Service
from shared.work import Works
from tests.triage.builders import (
    NOW,
    closed,
    concluded,
    recheck_requested,
    respondent,
    withdrawn,
)
from tests.triage.similar.alike import ABOUT, RETOLD, STORY, Hear, Said, Sit, act, decision_of, merged, told


@pytest.mark.usefixtures("automatic")
def test_nothing_is_merged_without_a_person(hear: Hear, desk_works: Works) -> None:
    first, second = told(same_person="one"), told(RETOLD, same_person="one")
    outside = [told(STORY, respondent("department", "000000"), same_person="two") for _ in range(2)]
    hear(first, second, *outside)

    assert decision_of(desk_works, first) == ("accepted", "accept")
    assert decision_of(desk_works, second) == ("awaiting_decision", "merge")
    assert decision_of(desk_works, outside[1]) == ("decided", "refer")


def test_only_one_persons_complaints_are_merged(hear: Hear, seat: Sit) -> None:
    first, other = told(same_person="one"), told(same_person="two")
    hear(first, other)

    answer = seat().decide(
        other.tracking_number, decision="merge", merged_into=first.tracking_number, reason="x"
    )

    assert answer.status_code == 422
    assert answer.get_json()["errors"][0]["code"] == "another_person"


def test_each_complainant_gets_the_answer_and_nothing_of_the_other(hear: Hear, seat: Sit, said: Said) -> None:
    first, second = merged(hear, seat())
    assert said(ComplaintJoined)[0].text == RETOLD
    event = concluded(first)
    end = type(event)(**{**vars(event), "reply": f"关于投诉{first.tracking_number}的答复：属实。"})
    hear(end, end, closed(first))

    answers = said(ComplaintAnswered, Service.INTAKE)
    assert [(one.complaint_id, one.stage) for one in answers] == [
        (second.complaint_id, "concluded"),
        (second.complaint_id, "closed"),
    ]
    assert answers[0].reply == f"关于投诉{second.tracking_number}的答复：属实。"
    assert first.tracking_number not in str(answers)
    refused = act(seat(), second, "separation", reason="不是同一事项")
    assert (refused.status_code, refused.get_json()["type"].rsplit(":", 1)[-1]) == (409, "already_answered")


def test_what_fell_of_the_answer_is_written_to_each_of_them_by_their_own_number(
    hear: Hear, seat: Sit, said: Said
) -> None:
    first, second = merged(hear, seat())
    told, until = f"对您的投诉（编号{first.tracking_number}）的答复：不再执行。", date(2027, 1, 6)
    event = concluded(first)
    hear(event, replace(event, id=uuid4(), letter=told, recheck_until=until))

    plain, answered = said(ComplaintAnswered, Service.INTAKE)
    assert (plain.letter, answered.recheck_until) == ("", until)
    assert answered.letter == told.replace(first.tracking_number, second.tracking_number)
    assert first.tracking_number not in str(answered)


def test_a_merged_complainant_may_contest_the_answer(hear: Hear, seat: Sit, desk_works: Works) -> None:
    first, second = merged(hear, seat())
    hear(concluded(first), recheck_requested(second))

    with desk_works.reading() as session:
        found = session.get(Complaint, second.complaint_id)
        assert found is not None
        assert (found.desk, found.decision) == ("SUP-330100", "recheck")


def test_an_undone_merger_is_judged_by_itself_and_not_proposed_again(
    hear: Hear, seat: Sit, said: Said, desk_works: Works
) -> None:
    first, second = merged(hear, seat())

    assert act(seat(), second, "separation", reason="不是同一次检查").status_code == 200

    assert decision_of(desk_works, second) == ("awaiting_decision", "accept")
    assert [one.complaint_id for one in said(ComplaintReopened)] == [second.complaint_id]
    hear(concluded(first))
    assert not said(ComplaintAnswered, Service.INTAKE)
    assert act(seat(), second, "separation", reason="x").status_code == 409
    with desk_works.reading() as session:
        tie = session.scalars(select(Tie)).one()
        assert (tie.ended_by_name, tie.end_reason) == ("受理员", "不是同一次检查")


def test_what_ends_without_a_case_is_told_to_all_who_joined(hear: Hear, seat: Sit, said: Said) -> None:
    first, second = merged(hear, seat())
    seat().decide(first.tracking_number, decision="decline", reason="x", text="不予受理，理由如下。")

    told_both = [
        one.complaint_id for one in said(ComplaintDecided, Service.INTAKE) if one.text.startswith("不予")
    ]
    assert told_both == [first.complaint_id, second.complaint_id]


def test_a_withdrawal_frees_what_was_joined(hear: Hear, seat: Sit, desk_works: Works) -> None:
    first, second = merged(hear, seat())
    hear(withdrawn(first))
    seat().decide(first.tracking_number, decision="confirm")

    assert decision_of(desk_works, first)[1] == "close_withdrawn"
    assert decision_of(desk_works, second) == ("awaiting_decision", "accept")


def test_who_was_barred_from_what_had_joined_it_is_barred_from_what_it_joins(
    hear: Hear, seat: Sit, said: Said
) -> None:
    """The files come along with both; who must not know of the first must not come upon them by the third."""
    third = told(same_person="one")
    second = told(RETOLD, same_person="one", channel="hotline")
    first = told(RETOLD, ABOUT, respondent("officer", name="王某"), same_person="one", channel="letter")
    hear(third, second, first)
    for event, into in ((first, second), (second, third)):
        wish = {"decision": "merge", "merged_into": into.tracking_number, "reason": "同一人同一事"}
        assert seat().decide(event.tracking_number, **wish).status_code == 200

    direct, onward = said(ComplaintJoined)

    assert (onward.complaint_id, onward.joined_id) == (third.complaint_id, second.complaint_id)
    accused = [code for code in direct.barred if "王某" in code]
    assert accused
    assert set(accused) <= set(onward.barred)


def test_who_withdrew_from_the_case_reads_nothing_of_what_is_answered_with_it(
    hear: Hear, seat: Sit, said: Said
) -> None:
    first, second = merged(hear, seat())
    third = told(same_person="one")
    clerk, other = seat(), seat(name="他人")
    codes = [f"STAFF-{clerk.token.staff_id}"]
    for event in (first, second):
        assert clerk.get(f"/triage/api/v1/complaints/{event.tracking_number}").status_code == 200
    about = {"complaint_id": first.complaint_id, "tracking_number": first.tracking_number}
    kept = CaseKeptFrom(id=uuid4(), at=NOW, case_id=uuid4(), version=4, barred=codes, **about)
    hear(kept, replace(kept, id=uuid4()), third)

    for event in (first, second):
        path = f"/triage/api/v1/complaints/{event.tracking_number}"
        assert (clerk.get(path).status_code, other.get(path).status_code) == (404, 200)
    assert clerk.get(f"/triage/api/v1/complaints/{third.tracking_number}").status_code == 200
    assert [
        each.barred
        for each in said(ComplaintAssessed, Service.INTAKE)
        if each.complaint_id == second.complaint_id
    ][1:] == [codes], "intake has its words too, and is told once"
