"""How long messages gather before they are handled."""

import pytest

from shared.contracts.events import EVENTS
from shared.contracts.routing import may_gather
from shared.contracts.terms import Service
from shared.messaging.gathering import BATCH, PACE_SECONDS, PATIENCE_SECONDS, Gathering


def test_a_lone_message_that_somebody_waits_for_is_handled_at_once() -> None:
    gathering = Gathering()
    gathering.begin(100.0)
    gathering.add(awaited=True)

    assert gathering.until() <= 100.0


def test_what_nobody_waits_for_gathers_until_something_awaited_comes() -> None:
    gathering = Gathering()
    gathering.begin(100.0)
    gathering.add(awaited=False)

    assert gathering.until() == 100.0 + PATIENCE_SECONDS

    gathering.add(awaited=True)

    assert gathering.until() <= 100.0


@pytest.mark.parametrize(
    ("awaited", "seconds"), [(0, 0), (1, 0), (2, 0.001), (10, 0.005), (BATCH, PACE_SECONDS)]
)
def test_the_more_were_awaited_the_longer_the_next_batch_may_grow(awaited: int, seconds: float) -> None:
    gathering = Gathering(awaited=awaited)

    gathering.settle(100.0, handled=awaited, awaited=awaited)
    gathering.begin(100.0)
    gathering.add(awaited=True)

    assert gathering.until() == pytest.approx(100.0 + seconds)


def test_after_a_full_batch_more_lies_ready_and_is_not_kept_waiting() -> None:
    gathering = Gathering()
    gathering.settle(100.0, handled=BATCH, awaited=0)
    gathering.begin(100.0)
    gathering.add(awaited=False)

    assert gathering.until() <= 100.0


def test_what_came_in_while_a_batch_was_handled_belongs_to_the_next() -> None:
    gathering = Gathering()
    gathering.add(awaited=True)
    gathering.add(awaited=True)
    gathering.settle(100.0, handled=1, awaited=1)

    assert gathering.awaited == 1


def test_a_complaint_on_its_way_to_its_body_waits_nowhere() -> None:
    way = [("complaint.received", Service.TRIAGE), ("complaint.accepted", Service.INVESTIGATION)]

    assert not any(may_gather(service, name) for name, service in way)
    assert may_gather(Service.INTAKE, "complaint.accepted")
    assert may_gather(Service.TRIAGE, "case.opened")


def test_only_those_who_hear_an_event_wait_for_it() -> None:
    assert all(set(kind.awaited_by) <= set(kind.heard_by) for kind in EVENTS.values())


def test_an_event_that_nobody_knows_yet_does_not_lie() -> None:
    assert not may_gather(Service.TRIAGE, "complaint.of_next_year")
    assert not may_gather(Service.TRIAGE, "")
