"""Whatever order is heard, a complaint stands at the same desk with the same judgment in the end."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings

from services.triage.handlers import HANDLERS
from services.triage.models import Base
from shared import crypto
from shared.contracts import events as said
from shared.settings import Settings
from tests.orders import NO_SHRINKING, Order, Stage, begin, orders
from tests.stories import NOW, UPPER, Story
from tests.triage.builders import received, respondent

Played = tuple[Stage, dict[str, list[str]]]


def story() -> Story:
    """Supplemented, withdrawn, concluded twice, contested, concluded one level up and contested again."""
    told = Story()
    first = received(respondent(name="甲"), complaint=told.complaint)
    fields = {name: getattr(first, name) for name in first.__dataclass_fields__}
    kept = ("channel", "identity", "contactable", "received_at", "accept_by", "statement", "facts")
    told.tell(said.ComplaintReceived, **{name: fields[name] for name in kept})
    told.tell(said.ComplaintSupplemented, message_id=told.message("more"), text="补充")
    told.case(said.CaseOpened).tell(said.ComplaintWithdrawn, reason="不想追究了")
    told.concluded().concluded().case(said.CaseClosed, closed_at=NOW)
    told.tell(said.RecheckRequested, reason="不服")
    told.case(said.CaseOpened, UPPER).concluded(UPPER).case(said.CaseClosed, UPPER, closed_at=NOW)
    return told.tell(said.RecheckRequested, reason="仍不服")


APART = frozenset(
    {
        "complaint.revision",  # counts changes, and fewer are needed where more is known at once
        "complaint.withdrawal_judged",  # read before the first recheck only
        "judgment.number",
        "judgment.at",
        "decision.id",
        "decision.at",
        "complaint.decided_at",
    }
)
ORDERS = orders(len(story().events))


@pytest.fixture(params=["assisted", "automatic"])
def stage(request: pytest.FixtureRequest, house: Settings, tmp_path: Path) -> Played:
    crypto.configure([b"the master key of triage's tests"])
    beginning = begin(tmp_path / "triage.sqlite3", Base.metadata)
    settings = replace(house, triage_mode=request.param)
    stream, last = story().events, {"judgment": "number"}
    played = Stage("triage", HANDLERS, Base.metadata, stream, beginning, NOW, APART, settings, last)
    return played, played.straight()


@hypothesis_settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
    phases=NO_SHRINKING,
)
@given(order=ORDERS)
def test_any_order_repetition_and_batching_ends_in_one_state(order: Order, stage: Played) -> None:
    played, expected = stage

    assert played.after(order) == expected
