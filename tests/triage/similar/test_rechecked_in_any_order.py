"""Complaints of one matter and the recheck of its reply: whatever is heard when, it is looked at again once."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from services.triage import merging
from services.triage.models import BarredParty, Complaint
from services.triage.sight import party_index
from shared.contracts.events import ComplaintAnswered, ComplaintDecided, ComplaintJoined
from shared.contracts.terms import Service
from shared.work import SYSTEM, Works
from tests.triage.builders import NOW, concluded, supplemented
from tests.triage.similar.alike import RETOLD, Hear, Said, Sit, decision_of, merged, told
from tests.triage.similar.test_rechecked_together import ABOVE, TOP, answered, asked, row, ruled

THIRD = "检查我厂的两名人员没有出示执法证件，整改指令书上只有一人签名，请查清。"


@pytest.fixture
def three(hear: Hear, seat: Sit) -> tuple[Any, Any, Any]:
    """Three complaints of one matter, with one reply."""
    first, second = merged(hear, seat())
    third = told(THIRD, same_person="one")
    hear(third)
    ruled(seat, third, "SUP-330106", "merge", merged_into=first.tracking_number)
    hear(concluded(first))
    return first, second, third


@pytest.mark.parametrize("replied_first", [True, False])
@pytest.mark.parametrize("place", range(4))
@pytest.mark.parametrize("leads", [0, 1])
def test_a_request_that_is_heard_late_is_answered_with_what_answered_it(
    leads: int, place: int, replied_first: bool, hear: Hear, seat: Sit, desk_works: Works
) -> None:
    both = merged(hear, seat())
    one, other = both[leads], both[1 - leads]
    events = [concluded(both[0]), asked(one, 1)] if replied_first else [asked(one, 1), concluded(both[0])]
    events += [answered(one, 48)]  # it was told what to recheck before it answered
    events.insert(place, asked(other, 40))
    hear(*events)

    rows = [row(desk_works, each) for each in both]
    assert [each.rechecks for each in rows] == [1, 1]
    assert "merge" in [each.decision for each in rows]
    assert TOP not in [each.desk for each in rows]
    hear(*events)
    assert [row(desk_works, each).revision for each in both] == [each.revision for each in rows]


def test_who_is_heard_after_the_recheck_that_answers_them_gets_no_second_one_of_the_same_reply(
    hear: Hear, seat: Sit, said: Said, desk_works: Works
) -> None:
    first, second = merged(hear, seat())
    hear(concluded(first), asked(first, 1))
    ruled(seat, first, ABOVE)
    hear(answered(first, 48), asked(second, 40))

    assert decision_of(desk_works, second) == ("decided", "merge")
    hear(asked(second, 60))
    assert (row(desk_works, second).desk, row(desk_works, second).decision) == (TOP, "recheck")


def test_of_two_that_wait_for_a_recheck_that_is_not_taken_one_gets_it(
    three: Any, hear: Hear, seat: Sit, desk_works: Works
) -> None:
    first, second, third = three
    hear(asked(second, 1), asked(first, 2), asked(third, 3))
    ruled(seat, second, ABOVE, "decline", reason="x", text="不予受理")

    found = [decision_of(desk_works, each) for each in (first, third)]
    assert sorted(found) == [("awaiting_decision", "recheck"), ("decided", "merge")]


@pytest.mark.parametrize("leads", [0, 1])
def test_what_is_written_while_one_waits_is_read_with_the_recheck(
    leads: int, three: Any, hear: Hear, seat: Sit, said: Said
) -> None:
    one, others = three[leads], [each for each in three if each is not three[leads]]
    hear(asked(one, 1), *(asked(each, 2) for each in others))
    for each in others:
        hear(
            replace(supplemented(each, NOW + timedelta(hours=3)), text=f"还有一份材料{each.tracking_number}")
        )
    ruled(seat, one, ABOVE)

    words = {each.text: each.complaint_id for each in said(ComplaintJoined) if "还有" in each.text}
    assert words == {f"还有一份材料{each.tracking_number}": one.complaint_id for each in others}


def test_a_complaint_made_anew_is_read_and_ends_with_the_recheck_it_joins(
    three: Any, hear: Hear, seat: Sit, said: Said, desk_works: Works
) -> None:
    hear(asked(three[1], 1))
    ruled(seat, three[1], ABOVE)
    hear(anew := told(RETOLD + "再次反映。", same_person="one"))
    assert decision_of(desk_works, anew) == ("awaiting_decision", "merge")
    ruled(seat, anew, str(row(desk_works, anew).desk))

    joined = [each for each in said(ComplaintJoined) if each.joined_id == anew.complaint_id]
    assert [each.complaint_id for each in joined] == [three[1].complaint_id]
    hear(answered(three[1], 48))
    assert anew.complaint_id in {each.complaint_id for each in said(ComplaintAnswered, Service.INTAKE)}


def test_a_complaint_made_anew_hears_when_the_recheck_it_joined_is_not_taken(
    three: Any, hear: Hear, seat: Sit, said: Said, desk_works: Works
) -> None:
    hear(asked(three[1], 1))
    hear(anew := told(RETOLD + "再次反映。", same_person="one"))
    ruled(seat, anew, str(row(desk_works, anew).desk))
    ruled(seat, three[1], ABOVE, "decline", reason="x", text="不予受理")

    last = [each for each in said(ComplaintDecided, Service.INTAKE) if each.complaint_id == anew.complaint_id]
    assert [each.decision for each in last] == ["merge", "decline"]


@pytest.mark.parametrize("leads", [0, 1, 2])
def test_whoever_gets_blind_for_the_recheck_gets_blind_for_all_that_is_answered_with_it(
    leads: int, three: Any, hear: Hear, desk_works: Works
) -> None:
    hear(asked(three[leads], 1), *(asked(each, 2) for each in three if each is not three[leads]))
    with desk_works.begin(SYSTEM) as work:
        one = work.session.get_one(Complaint, three[leads].complaint_id)
        one.desk = TOP
        merging.blind(work, one, [ABOVE])

    others = [each for each in three if each is not three[leads]]
    assert [row(desk_works, each).desk for each in others] == [TOP, TOP]
    with desk_works.reading() as session:
        assert all(session.get(BarredParty, (each.complaint_id, party_index(ABOVE))) for each in others)


def test_a_complaint_made_anew_stands_alone_as_one_about_a_reply_when_the_recheck_is_withdrawn(
    three: Any, hear: Hear, seat: Sit, desk_works: Works
) -> None:
    hear(asked(three[1], 1))
    hear(anew := told(RETOLD + "再次反映。", same_person="one"))
    ruled(seat, anew, str(row(desk_works, anew).desk))
    ruled(seat, three[1], ABOVE, "close_withdrawn", reason="x", text="撤回")

    assert decision_of(desk_works, anew) == ("awaiting_decision", "recheck")
    assert row(desk_works, anew).desk == ABOVE
