"""Whatever order is heard, a complaint stands at the same desk with the same judgment in the end."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings

from services.triage.handlers import HANDLERS
from services.triage.models import Base
from shared import crypto
from shared.contracts import events as said
from shared.settings import Settings
from tests.orders import NO_SHRINKING, Order, Stage, begin, orders
from tests.sampled import due
from tests.stories import NOW, UPPER, Story
from tests.triage.builders import received, respondent

Play = Callable[[Story], tuple[Stage, dict[str, list[str]]]]


def begun() -> Story:
    told = Story()
    first = received(respondent(name="甲"), complaint=told.complaint)
    kept = ("channel", "identity", "contactable", "received_at", "accept_by", "statement", "facts")
    told.tell(said.ComplaintReceived, **{name: getattr(first, name) for name in kept})
    told.tell(said.ComplaintSupplemented, message_id=told.message("more"), text="补充")
    told.file("failed").file("ready").absences()
    told.tell(said.OrderDesignated)
    told.case(said.CaseOpened).case(
        said.CaseExtended,
        body_name="西湖",
        investigate_by=date(2027, 2, 22),
        message_id=told.message("longer"),
    )
    days = {"investigate_by": date(2027, 3, 1), "body_name": "西湖"}
    still = {"since": date(2026, 12, 1), "until": date(2026, 12, 8)}
    told.case(said.CasePaused, message_id=told.message("still"), **still, **days)
    told.case(said.CaseResumed, message_id=told.message("runs"), resumed_on=date(2026, 12, 8), **days)
    told.case(said.CaseKeptFrom, barred=["STAFF-9"])
    for reason in ("诉讼", "审计"):
        told.tell(said.HoldChanged, holds=[{"kind": "other", "reason": reason}])
    return told.tell(said.ComplaintWithdrawn, reason="不想追究了")


def contested() -> Story:
    """Supplemented, withdrawn, concluded twice, contested, concluded one level up and contested again."""
    told = begun().concluded().concluded().case(said.CaseClosed, closed_at=NOW)
    told.tell(said.ComplaintRated, manner=1, speed=1, result=1, held=True, comment="太慢")
    told.tell(said.RecheckRequested, reason="不服")
    told.case(said.CaseOpened, UPPER).concluded(UPPER).case(said.CaseClosed, UPPER, closed_at=NOW)
    return told.tell(said.RecheckRequested, reason="仍不服")


def passed_up() -> Story:
    """Nobody at the body may handle it. (Words of the body above come of this one, so they come later.)"""
    return begun().case(said.CasePassedUp, to_body=UPPER, passed_at=NOW, reason="无人可办")


def accusing() -> Story:
    """What is written later accuses the leader of the body that has the case."""
    told = begun()
    told.tell(said.ComplaintSupplemented, message_id=told.message("bad"), held=True, text=LEADER)
    return told.tell(said.ComplaintSupplemented, message_id=told.message("more"), held=True, text="再补充")


LEADER = "西湖区应急局局长收了老板的好处，一直包庇他们。"
STORIES = (contested, passed_up, accusing)
APART = frozenset(
    {
        "complaint.revision",  # counts changes, and fewer are needed where more is known at once
        "complaint.withdrawal_judged",  # read before the first recheck only
        "judgment.number",
        "judgment.at",
        "policy_kept.at",  # the settings came to be kept with the first judgment
        "letter.id",
        "letter.at",
        "decision.id",
        "decision.at",
        "complaint.decided_at",
    }
)


MODES = ("assisted", "automatic")
TOLD = [
    (story, mode)
    for at, story in enumerate(STORIES)
    for turn, mode in enumerate(MODES)
    if due(at + turn, len(MODES))
]
"""Each story in one of the two modes, in the other the next day."""


@pytest.fixture
def play(request: pytest.FixtureRequest, house: Settings, tmp_path: Path) -> Play:
    """A stage for a story, and how it ends when told straight."""
    crypto.configure([b"the master key of triage's tests"])
    beginning = begin(tmp_path / "triage.sqlite3", Base.metadata)
    settings, last = replace(house, triage_mode=request.param), {"judgment": "number"}

    def stage(story: Story) -> tuple[Stage, dict[str, list[str]]]:
        stream = story.events
        played = Stage("triage", HANDLERS, Base.metadata, stream, beginning, NOW, APART, settings, last)
        return played, played.straight()

    return stage


@pytest.mark.parametrize(
    ("story", "play"), TOLD, indirect=["play"], ids=[f"{mode}-{story.__name__}" for story, mode in TOLD]
)
def test_any_order_repetition_and_batching_ends_in_one_state(story: Callable[[], Story], play: Play) -> None:
    played, expected = play(story())

    @hypothesis_settings(max_examples=15, deadline=None, phases=NO_SHRINKING)
    @given(order=orders(len(played.stream)))
    def holds(order: Order) -> None:
        assert played.after(order) == expected

    holds()


def test_every_event_takes_part() -> None:
    """But the one that ends all others (test_retention.py)."""
    told = {type(event) for story in STORIES for event in story().events}
    assert told == set(HANDLERS) - {said.ComplaintErased}
