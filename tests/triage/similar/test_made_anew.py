"""A reply is rechecked once, also where one of two who contest it does so by complaining anew (G10)."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from services.triage import made_anew
from shared.contracts.events import ComplaintAccepted, ComplaintAnswered, ComplaintDecided, ComplaintJoined
from shared.contracts.terms import RECHECKED_BEFORE, Decision, Service
from shared.work import Works
from tests.triage.builders import NOW, concluded, passed_up
from tests.triage.similar.alike import RETOLD, Hear, Said, Sit, decision_of, told
from tests.triage.similar.test_rechecked_together import ABOVE, TOP, answered, asked, row, ruled

TWICE_TOLD = RETOLD + "答复与事实不符。"


def heard_anew(hear: Hear) -> tuple[Any, Any]:
    """A complaint with its reply, and one made anew about that."""
    first, anew = told(same_person="one"), told(RETOLD, same_person="one")
    hear(first, concluded(first), anew)
    return first, anew


def rechecks(said: Said) -> list[Any]:
    return [each for each in said(ComplaintAccepted) if each.decision == "recheck"]


def test_who_asks_formally_after_complaining_anew_is_answered_with_that_recheck(
    hear: Hear, seat: Sit, said: Said, desk_works: Works
) -> None:
    first, anew = heard_anew(hear)
    ruled(seat, anew, ABOVE)
    hear(asked(first, 1, "请核对收款记录"))

    assert decision_of(desk_works, first) == ("decided", "merge")
    word = said(ComplaintDecided, Service.INTAKE)[-1]
    assert (word.complaint_id, word.merged_into) == (first.complaint_id, anew.tracking_number)
    assert "复查" in word.text
    assert anew.tracking_number not in word.text
    (joined,) = said(ComplaintJoined, Service.INVESTIGATION)
    assert (joined.complaint_id, joined.text) == (anew.complaint_id, "请核对收款记录")
    assert [(each.complaint_id, each.recheck_of) for each in rechecks(said)] == [
        (anew.complaint_id, first.complaint_id)
    ]


@pytest.mark.parametrize("asks", [True, False])
def test_the_first_number_learns_the_answer_and_only_the_second_recheck_is_left_to_either(
    asks: bool, hear: Hear, seat: Sit, said: Said, desk_works: Works
) -> None:
    first, anew = heard_anew(hear)
    ruled(seat, anew, ABOVE)
    hear(*([asked(first, 1)] if asks else []), answered(anew, 48))
    assert [
        (each.complaint_id, each.body, each.rechecks) for each in said(ComplaintAnswered, Service.INTAKE)
    ] == [(first.complaint_id, ABOVE, 1)]

    hear(asked(first, 50))
    assert (row(desk_works, first).desk, row(desk_works, first).decision) == (TOP, "recheck")
    ruled(seat, first, TOP)
    last = rechecks(said)[-1]
    assert (last.complaint_id, last.recheck_of) == (first.complaint_id, anew.complaint_id)
    assert RECHECKED_BEFORE in last.flags

    hear(asked(anew, 51))
    assert decision_of(desk_works, anew) == ("decided", "merge")
    hear(answered(first, 90, TOP), asked(anew, 95))
    assert decision_of(desk_works, anew)[1] == "decline"  # art. 36: not accepted again


def test_who_made_it_anew_may_ask_for_the_second_recheck_once(
    hear: Hear, seat: Sit, said: Said, desk_works: Works
) -> None:
    first, anew = heard_anew(hear)
    ruled(seat, anew, ABOVE)
    hear(answered(anew, 48), asked(anew, 50))
    ruled(seat, anew, TOP)
    last = rechecks(said)[-1]
    assert (last.complaint_id, last.recheck_of) == (anew.complaint_id, anew.complaint_id)
    assert RECHECKED_BEFORE not in last.flags  # its own are counted by its cases

    hear(answered(anew, 90, TOP), asked(first, 95))
    assert decision_of(desk_works, first)[1] == "decline"


def test_what_waits_on_the_desk_is_to_join_the_recheck_that_was_asked_for_meanwhile(
    hear: Hear, seat: Sit, said: Said, desk_works: Works
) -> None:
    first, anew = heard_anew(hear)
    assert decision_of(desk_works, anew) == ("awaiting_decision", "recheck")
    hear(asked(first, 1))

    assert decision_of(desk_works, anew) == ("awaiting_decision", "merge")
    ruled(seat, anew, str(row(desk_works, anew).desk))
    ruled(seat, first, ABOVE)
    assert decision_of(desk_works, anew) == ("decided", "merge")
    assert [each.complaint_id for each in rechecks(said)] == [first.complaint_id]
    hear(answered(first, 48))
    assert [each.complaint_id for each in said(ComplaintAnswered, Service.INTAKE)] == [anew.complaint_id]


def test_of_two_made_anew_one_is_the_recheck_and_the_other_joins_it(
    hear: Hear, seat: Sit, said: Said, desk_works: Works
) -> None:
    first, anew = heard_anew(hear)
    hear(second := told(TWICE_TOLD, same_person="one"))
    ruled(seat, anew, ABOVE)

    assert decision_of(desk_works, second) == ("awaiting_decision", "merge")
    ruled(seat, second, str(row(desk_works, second).desk))
    assert decision_of(desk_works, second) == ("decided", "merge")
    hear(answered(anew, 48))
    told_of = {each.complaint_id for each in said(ComplaintAnswered, Service.INTAKE)}
    assert told_of == {first.complaint_id, second.complaint_id}


def test_who_is_decided_while_another_asks_joins_what_is_in_hand(
    hear: Hear, seat: Sit, said: Said, desk_works: Works, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On PostgreSQL the row that is being decided is passed over, and its ruling comes afterwards."""
    first, anew = heard_anew(hear)
    monkeypatch.setattr(made_anew, "overtaken", lambda work, among: [])
    hear(asked(first, 1))
    ruled(seat, anew, ABOVE)

    assert decision_of(desk_works, anew) == ("decided", "merge")
    assert rechecks(said) == []


def test_what_is_made_anew_about_a_rechecks_answer_goes_above_the_body_that_gave_it(
    hear: Hear, seat: Sit, said: Said, desk_works: Works
) -> None:
    """Also where the first number asked for nothing, and knows of its own body only."""
    _, anew = heard_anew(hear)
    ruled(seat, anew, ABOVE)
    hear(answered(anew, 48), second := told(TWICE_TOLD, same_person="one"))

    assert (row(desk_works, second).desk, row(desk_works, second).decision) == (TOP, "recheck")
    ruled(seat, second, TOP)
    last = rechecks(said)[-1]
    assert (last.complaint_id, last.recheck_of) == (second.complaint_id, anew.complaint_id)
    assert RECHECKED_BEFORE in last.flags
    hear(answered(second, 90, TOP), third := told(TWICE_TOLD + "请再查。", same_person="one"))
    assert decision_of(desk_works, third) == ("awaiting_decision", Decision.DECLINE)


def test_who_was_joined_to_a_recheck_made_anew_gets_one_where_that_one_is_not_taken(
    hear: Hear, seat: Sit, desk_works: Works
) -> None:
    first, anew = heard_anew(hear)
    ruled(seat, anew, ABOVE)
    hear(asked(first, 1))
    hear(passed_up(anew, ABOVE, TOP), passed_up(anew, TOP, "SUP-000000"), passed_up(anew, "SUP-000000", ""))
    assert row(desk_works, anew).state == "awaiting_decision"  # above the nation's own body there is nobody
    ruled(seat, anew, str(row(desk_works, anew).desk), "decline", reason="x", text="不予受理")

    assert decision_of(desk_works, first) == ("awaiting_decision", "recheck")
    assert row(desk_works, first).desk == ABOVE


def test_that_a_body_concludes_again_when_all_is_carried_out_opens_no_days_anew(
    hear: Hear, desk_works: Works
) -> None:
    """The 30 days run from the reply (petition art. 35), also for who complains anew."""
    first, anew = told(same_person="one"), told(RETOLD, same_person="one")
    proved = replace(concluded(first), at=NOW + timedelta(days=40), version=9)
    hear(first, concluded(first), proved)
    desk_works.clock.now = NOW + timedelta(days=45)
    hear(replace(anew, received_at=NOW + timedelta(days=45)))

    assert decision_of(desk_works, anew)[1] == Decision.DECLINE


@pytest.mark.parametrize(("days", "decision"), [(45, Decision.RECHECK), (60, Decision.DECLINE)])
def test_who_received_the_answer_later_complains_anew_as_long_as_a_recheck_can_be_asked_for(
    days: int, decision: Decision, hear: Hear, desk_works: Works
) -> None:
    first, anew = told(same_person="one"), told(RETOLD, same_person="one")
    given = replace(concluded(first), recheck_until=(NOW + timedelta(days=30)).date())
    served = replace(
        concluded(first), at=NOW + timedelta(days=21), version=9,
        recheck_until=(NOW + timedelta(days=50)).date(),
    )  # fmt: skip
    hear(first, given, served)
    desk_works.clock.now = NOW + timedelta(days=days)
    hear(replace(anew, received_at=NOW + timedelta(days=days)))

    assert decision_of(desk_works, anew)[1] == decision
