"""What a body had answered before another one took the matter over is no round of the matter's rechecks."""

from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest

from shared.contracts.events import ComplaintAccepted, ComplaintAnswered, ComplaintReplyFell
from shared.contracts.terms import RECHECKED_BEFORE, Service
from shared.work import Works
from tests.triage.builders import NOW, concluded, passed_up
from tests.triage.similar.alike import RETOLD, Hear, Said, Sit, decision_of, merged, told
from tests.triage.similar.test_rechecked_together import ABOVE, TOP, answered, asked, row, ruled


def taken(of: Any, hours: int) -> Any:
    return replace(passed_up(of), at=NOW + timedelta(hours=hours), taken_over=True, reason="")


def heard(hear: Hear, first: Any, order: tuple[int, ...] = (0, 1, 2)) -> None:
    """Its body answered, lost it to the one above, and that one answered."""
    events = concluded(first), taken(first, 1), answered(first, 48)
    hear(*(events[each] for each in order))


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 0, 2)])
def test_who_is_answered_together_keeps_both_rechecks(
    order: tuple[int, ...], hear: Hear, seat: Sit, said: Said, desk_works: Works
) -> None:
    first, second = merged(hear, seat())
    heard(hear, first, order)
    rounds = {each.body: each.rechecks for each in said(ComplaintAnswered, Service.INTAKE)}
    assert rounds[ABOVE] == 0

    hear(asked(second, 50))
    assert (row(desk_works, second).desk, row(desk_works, second).decision) == (TOP, "recheck")
    ruled(seat, second, TOP)
    last = [each for each in said(ComplaintAccepted) if each.decision == "recheck"][-1]
    assert (last.body, RECHECKED_BEFORE in last.flags) == (TOP, False)
    hear(answered(second, 90, TOP))
    assert [each.rechecks for each in said(ComplaintAnswered, Service.INTAKE) if each.body == TOP] == [1]


@pytest.mark.parametrize("order", list(permutations(range(2))))
def test_who_was_answered_together_is_told_that_the_answer_fell(
    order: tuple[int, ...], hear: Hear, seat: Sit, said: Said
) -> None:
    first, second = merged(hear, seat())
    events = concluded(first), taken(first, 1)
    hear(*(events[each] for each in order))
    hear(*events)

    (fell,) = said(ComplaintReplyFell, Service.INTAKE)
    (answer,) = said(ComplaintAnswered, Service.INTAKE)
    assert (fell.complaint_id, fell.body) == (second.complaint_id, "SUP-330106")
    assert (answer.complaint_id, answer.body) == (second.complaint_id, "SUP-330106")


def test_who_was_told_of_no_answer_is_told_of_none_that_fell(hear: Hear, seat: Sit, said: Said) -> None:
    first, _ = merged(hear, seat())
    hear(passed_up(first))

    assert said(ComplaintReplyFell, Service.INTAKE) == []


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_answer_stands_where_its_body_gives_up_what_was_alleged_later(
    order: tuple[int, ...], hear: Hear, seat: Sit, said: Said
) -> None:
    first, _ = merged(hear, seat())
    events = concluded(first), replace(passed_up(first), at=NOW + timedelta(hours=1), beside=True)
    hear(*(events[each] for each in order))
    hear(replace(concluded(first), at=NOW + timedelta(hours=2)))

    assert said(ComplaintReplyFell, Service.INTAKE) == []


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_and_falls_with_the_case_that_was_answered_whatever_is_said_of_it(
    order: tuple[int, ...], hear: Hear, seat: Sit, said: Said
) -> None:
    first, _ = merged(hear, seat())
    events = concluded(first), replace(passed_up(first), at=NOW + timedelta(hours=1), reason="无人可办")
    hear(*(events[each] for each in order))

    assert [each.body for each in said(ComplaintReplyFell, Service.INTAKE)] == ["SUP-330106"]


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 0, 2), (2, 1, 0)])
def test_what_stands_beside_an_answer_is_of_its_round_and_both_are_contested_above_the_last(
    order: tuple[int, ...], hear: Hear, seat: Sit, said: Said, desk_works: Works
) -> None:
    """The case of the first body was over when another one got what was alleged later."""
    first, second = merged(hear, seat())
    given_up = replace(passed_up(first), at=NOW + timedelta(hours=1), beside=True)
    events = concluded(first), given_up, replace(answered(first, 48), beside=True)
    hear(*(events[each] for each in order))
    rounds = {each.body: each.rechecks for each in said(ComplaintAnswered, Service.INTAKE)}
    assert rounds == {"SUP-330106": 0, ABOVE: 0}

    hear(asked(second, 50))
    assert (row(desk_works, second).desk, row(desk_works, second).rechecks) == (TOP, 1)
    ruled(seat, second, TOP)
    last = [each for each in said(ComplaintAccepted) if each.decision == "recheck"][-1]
    assert RECHECKED_BEFORE not in last.flags


def test_what_is_made_anew_after_its_recheck_may_be_rechecked_again(
    hear: Hear, seat: Sit, desk_works: Works
) -> None:
    first, _ = merged(hear, seat())
    heard(hear, first)
    hear(asked(first, 50))
    ruled(seat, first, TOP)
    hear(answered(first, 90, TOP))
    assert row(desk_works, first).rechecks == 1

    hear(anew := told(RETOLD, same_person="one"))
    assert decision_of(desk_works, anew) == ("awaiting_decision", "recheck")


def test_while_the_body_above_is_at_it_what_is_made_anew_is_answered_with_that(
    hear: Hear, seat: Sit, desk_works: Works
) -> None:
    """It is in hand, and no second body looks at it meanwhile."""
    first, _ = merged(hear, seat())
    hear(concluded(first), taken(first, 1))
    hear(anew := told(RETOLD, same_person="one"))

    assert decision_of(desk_works, anew) == ("awaiting_decision", "merge")
    ruled(seat, anew, str(row(desk_works, anew).desk), "merge", merged_into=first.tracking_number)
    assert decision_of(desk_works, anew) == ("decided", "merge")
