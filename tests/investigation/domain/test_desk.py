"""Terms, the queue's marks, the reply, and what a complaint becomes."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.investigation.domain import clocks, opening, queue, reply
from services.investigation.domain.case import State
from services.investigation.domain.clocks import DueState
from services.investigation.domain.queue import Mark, Row
from shared.contracts.terms import Finding, Role
from tests.investigation.builders import NOW, TODAY, caller, found, outcome, respondent


def test_how_near_a_day_is() -> None:
    near = {days: clocks.due_state(TODAY + timedelta(days=days), TODAY) for days in (-1, 0, 1, 7, 8)}

    assert near == {
        -1: DueState.OVERDUE, 0: DueState.TODAY, 1: DueState.SOON, 7: DueState.SOON, 8: DueState.RUNNING,
    }  # fmt: skip


def test_the_investigation_stops_with_the_answer_and_the_correction_runs() -> None:
    terms = clocks.terms(
        State.RECTIFYING, TODAY, TODAY, TODAY + timedelta(days=3), TODAY + timedelta(days=30)
    )

    assert [(term.name, term.state) for term in terms] == [
        ("rectification", DueState.SOON), ("investigation", DueState.STOPPED), ("recheck", DueState.RUNNING),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("answers_before", "articles"),
    [
        (0, ["petition:34", "petition:35"]),
        (1, ["petition:35", "petition:36"]),
        (2, ["petition:36", "petition:36"]),
    ],
)
def test_each_round_has_its_days_by_its_own_article(answers_before: int, articles: list[str]) -> None:
    terms = clocks.terms(State.CONCLUDED, TODAY, TODAY, None, TODAY, answers_before)

    assert [term.article for term in terms] == articles


@given(st.dates(date(2020, 1, 1), date(2090, 1, 1)))
def test_thirty_days_for_a_recheck_and_never_fewer(served: date) -> None:
    assert clocks.recheck_until(served, lambda day: day + timedelta(days=2)) == served + timedelta(days=32)


def test_what_a_row_wants_from_its_reader() -> None:
    me, head = caller("i"), caller("h", Role.HEAD)
    row = Row(State.PROPOSED, TODAY - timedelta(days=1), frozenset({"i"}), last_heard=NOW)

    assert queue.marks(row, me, TODAY) == {Mark.MINE, Mark.OVERDUE, Mark.MESSAGE_WAITING}
    assert queue.marks(row, head, TODAY) == {Mark.AWAITS_APPROVAL, Mark.OVERDUE, Mark.MESSAGE_WAITING}
    asked = Row(State.INVESTIGATING, TODAY + timedelta(days=30), frozenset({"i"}), asked=True)
    assert queue.marks(asked, head, TODAY) == {Mark.AWAITS_DECISION}
    away = replace(head, away_until=TODAY)
    assert queue.marks(row, away, TODAY) == {Mark.OVERDUE, Mark.MESSAGE_WAITING}
    assert queue.marks(asked, away, TODAY) == set()
    assert queue.marks(asked, me, TODAY) == {Mark.MINE}
    assert queue.marks(Row(State.CLOSED, TODAY - timedelta(days=9)), me, TODAY) == set()


def test_the_reply_names_nobody_and_tells_the_remedy() -> None:
    subjects = [reply.Subject("a", "officer", "C4.1"), reply.Subject("b", "department", None)]
    findings = {"a": found("a", told="确未出示证件"), "b": found("b", Finding.UNFOUNDED)}
    remedy = reply.Remedy(date(2026, 12, 23), "杭州市应急管理局执法监督处")

    written = reply.compose(
        "JD-1", TODAY, subjects, findings, [outcome("O2", "a"), outcome("O12", "b")], remedy, "本机构", TODAY
    )

    assert [each.part for each in written] == ["opening", "allegation", "allegation", "remedy", "closing"]
    assert written[1].outcomes == ("O2",)
    assert written[1].told == "确未出示证件"
    assert (written[3].day, written[3].body) == (remedy.until, remedy.body)


def test_persons_named_are_barred_in_every_division_they_sit_in() -> None:
    moved = respondent(kind="supervision_staff", name="赵某", current_post={"division": "330100"})

    assert opening.accused_persons([moved, respondent(kind="internal_unit", name="执法大队")]) == {
        "PERSON-330106:赵某", "PERSON-330100:赵某",
    }  # fmt: skip


def test_a_complaint_that_was_not_split_is_one_allegation() -> None:
    assert [each.ref for each in opening.alleged([])] == ["1"]


def test_a_complaint_has_one_case_before_one_body() -> None:
    complaint = UUID(int=7)

    assert opening.case_id(complaint, "SUP-330106") == opening.case_id(complaint, "SUP-330106")
    assert opening.case_id(complaint, "SUP-330106") != opening.case_id(complaint, "SUP-330100")
