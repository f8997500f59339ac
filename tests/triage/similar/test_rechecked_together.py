"""Complaints that are answered together are rechecked once (petition art. 35, 36), whoever of them asks."""

from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest

from services.triage import contesting
from services.triage.models import Complaint, Happening
from shared.contracts.events import (
    ComplaintAccepted,
    ComplaintAnswered,
    ComplaintDecided,
    ComplaintJoined,
)
from shared.contracts.terms import RECHECKED_BEFORE, Service
from shared.work import Works
from tests.triage.builders import NOW, concluded, received, recheck_requested, supplemented
from tests.triage.similar.alike import RETOLD, Hear, Said, Sit, decision_of, merged, told

ABOVE, TOP = "SUP-330100", "SUP-330000"


def asked(of: Any, hours: int, reason: str = "") -> Any:
    return replace(recheck_requested(of), at=NOW + timedelta(hours=hours), reason=reason)


def answered(of: Any, hours: int, body: str = ABOVE) -> Any:
    at = NOW + timedelta(hours=hours)
    return replace(concluded(of, body), at=at, concluded_at=at)


def row(works: Works, event: Any) -> Complaint:
    with works.reading() as session:
        found = session.get(Complaint, event.complaint_id)
        assert found is not None
        return found


def ruled(seat: Sit, event: Any, body: str, decision: str = "confirm", **said: Any) -> None:
    answer = seat(home=body).decide(event.tracking_number, decision=decision, **said)
    assert answer.status_code == 200, answer.get_json()


@pytest.fixture
def both(hear: Hear, seat: Sit) -> tuple[Any, Any]:
    """Two complaints of one matter, with one reply."""
    first, second = merged(hear, seat())
    hear(concluded(first))
    return first, second


@pytest.mark.parametrize("later", [0, 1])
@pytest.mark.parametrize("decided", [True, False])
def test_who_asks_second_is_answered_with_the_recheck_that_is_in_hand(
    later: int, decided: bool, both: Any, hear: Hear, seat: Sit, said: Said, desk_works: Works
) -> None:
    one, other = both[1 - later], both[later]
    hear(asked(one, 1))
    if decided:
        ruled(seat, one, ABOVE)
    hear(asked(other, 2, "请核对收款记录"))

    assert decision_of(desk_works, other) == ("decided", "merge")
    assert row(desk_works, one).decision == "recheck"
    word = [each for each in said(ComplaintDecided, Service.INTAKE) if each.decision == "merge"][-1]
    assert (word.complaint_id, word.merged_into) == (other.complaint_id, one.tracking_number)
    assert "复查" in word.text
    assert one.tracking_number not in word.text
    words = [each for each in said(ComplaintJoined, Service.INVESTIGATION) if each.text == "请核对收款记录"]
    assert [(each.complaint_id, each.joined_id, each.held) for each in words] == [
        (one.complaint_id, other.complaint_id, True)
    ]
    if not decided:
        ruled(seat, one, ABOVE)
    again = [each for each in said(ComplaintAccepted) if each.decision == "recheck"]
    assert [(each.complaint_id, each.recheck_of) for each in again] == [
        (one.complaint_id, both[0].complaint_id)
    ]

    hear(answered(one, 48))
    assert [
        (each.complaint_id, each.body, each.rechecks)
        for each in said(ComplaintAnswered, Service.INTAKE)
        if each.body == ABOVE
    ] == [(other.complaint_id, ABOVE, 1)]
    assert decision_of(desk_works, other) == ("decided", "merge")


@pytest.mark.parametrize("later", [0, 1])
def test_after_an_answered_recheck_only_the_second_one_is_left_also_to_who_did_not_ask(
    later: int, both: Any, hear: Hear, seat: Sit, said: Said, desk_works: Works
) -> None:
    one, other = both[1 - later], both[later]
    hear(asked(one, 1))
    ruled(seat, one, ABOVE)
    hear(answered(one, 48))
    told = [each for each in said(ComplaintAnswered, Service.INTAKE) if each.body == ABOVE]
    assert [(each.complaint_id, each.rechecks) for each in told] == [(other.complaint_id, 1)]

    hear(asked(other, 50))
    assert (row(desk_works, other).desk, row(desk_works, other).decision) == (TOP, "recheck")
    ruled(seat, other, TOP)
    last = [each for each in said(ComplaintAccepted) if each.decision == "recheck"][-1]
    assert (last.complaint_id, last.body, last.recheck_of) == (other.complaint_id, TOP, one.complaint_id)
    assert RECHECKED_BEFORE in last.flags

    hear(asked(one, 51))
    assert decision_of(desk_works, one) == ("decided", "merge")
    hear(answered(other, 90, TOP))
    told = [each for each in said(ComplaintAnswered, Service.INTAKE) if each.body == TOP]
    assert [(each.complaint_id, each.rechecks) for each in told] == [(one.complaint_id, 2)]

    hear(asked(one, 95))
    assert decision_of(desk_works, one)[1] == "decline"  # art. 36: not accepted again


def test_a_complaint_made_anew_joins_the_recheck_whichever_of_them_it_is_like(
    both: Any, hear: Hear, desk_works: Works
) -> None:
    hear(asked(both[1], 1), asked(both[0], 2))
    hear(anew := told(RETOLD, same_person="one"))

    assert decision_of(desk_works, anew) == ("awaiting_decision", "merge")
    assert row(desk_works, anew).body == ABOVE


def test_a_recheck_that_is_not_taken_leaves_who_waited_for_it_a_recheck(
    both: Any, hear: Hear, seat: Sit, said: Said, desk_works: Works
) -> None:
    first, second = both
    hear(asked(second, 1), asked(first, 2))
    assert decision_of(desk_works, first) == ("decided", "merge")
    ruled(seat, second, ABOVE, "decline", reason="x", text="不予受理")

    assert decision_of(desk_works, first) == ("awaiting_decision", "recheck")
    assert row(desk_works, first).desk == ABOVE


@pytest.mark.parametrize("decision", ["decline", "close_withdrawn"])
def test_who_has_a_reply_and_asks_for_nothing_is_told_nothing_of_a_recheck_that_is_not_taken(
    decision: str, both: Any, hear: Hear, seat: Sit, said: Said, desk_works: Works
) -> None:
    first, second = both
    hear(asked(first, 1))
    before = len(said(ComplaintDecided))
    ruled(seat, first, ABOVE, decision, reason="x", text="不予受理")

    assert [each.complaint_id for each in said(ComplaintDecided)[before:]] == [first.complaint_id]
    assert decision_of(desk_works, second) == ("decided", "merge")


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_in_whatever_order_it_is_heard_there_is_one_recheck(
    order: tuple[int, ...], hear: Hear, seat: Sit, desk_works: Works
) -> None:
    first, second = merged(hear, seat())
    events = (concluded(first), asked(first, 1), asked(second, 2))
    hear(*(events[at] for at in order))

    assert sorted(str(row(desk_works, each).decision) for each in (first, second)) == ["merge", "recheck"]


def test_who_asked_after_the_rechecks_answer_that_comes_late_contests_that(
    both: Any, hear: Hear, seat: Sit, desk_works: Works
) -> None:
    first, second = both
    hear(asked(first, 1))
    ruled(seat, first, ABOVE)
    hear(asked(second, 50))
    assert decision_of(desk_works, second) == ("decided", "merge")

    hear(answered(first, 48))
    assert (row(desk_works, second).desk, row(desk_works, second).decision) == (TOP, "recheck")


@pytest.mark.parametrize(
    ("requests", "given", "which"),
    [
        ((), (1,), 0),
        ((2,), (), 0),
        ((2,), (1,), 1),
        ((2, 4), (1, 3), 2),
        ((4,), (1, 3), 2),
        ((2,), (1, 3), 1),
    ],
)
def test_which_reply_a_request_contests(
    requests: tuple[int, ...], given: tuple[int, ...], which: int
) -> None:
    def at(kind: str, hour: int) -> Happening:
        return Happening(kind=kind, at=NOW + timedelta(hours=hour), text="")

    happened = [at(contesting.ASKED, hour) for hour in requests]

    assert contesting.contested(happened, [at("concluded", hour) for hour in given]) == which


def test_two_that_are_no_matter_of_each_other_are_rechecked_each(hear: Hear, desk_works: Works) -> None:
    first, second = received(), received()
    hear(first, second, concluded(first), concluded(second), asked(first, 1), asked(second, 2))

    assert {row(desk_works, each).decision for each in (first, second)} == {"recheck"}


@pytest.mark.parametrize("later", [0, 1])
def test_what_is_written_meanwhile_and_afterwards_is_read_by_who_rechecks(
    later: int, both: Any, hear: Hear, seat: Sit, said: Said
) -> None:
    one, other = both[1 - later], both[later]
    hear(replace(supplemented(other), at=NOW - timedelta(hours=1), text="答复前的补充"))
    hear(asked(one, 1), asked(other, 2))
    ruled(seat, one, ABOVE)
    hear(replace(supplemented(other), at=NOW + timedelta(hours=3), text="复查期间的补充"))
    hear(answered(one, 48))
    hear(replace(supplemented(other), at=NOW + timedelta(hours=50), text="复查后的补充"))

    words = [each for each in said(ComplaintJoined, Service.INVESTIGATION) if each.text.endswith("的补充")]
    read = [each.text for each in words if each.complaint_id == one.complaint_id]
    assert [text for text in read if text != "答复前的补充"] == ["复查期间的补充", "复查后的补充"]
    assert ("答复前的补充" in read) is (later == 1)  # only with the case that it was joined to first
