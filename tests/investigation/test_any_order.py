"""Whatever order is heard, the cases, their timelines and who is barred are the same in the end."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings

from services.investigation.handlers import HANDLERS
from services.investigation.models import Base
from shared import crypto
from shared.contracts import events as said
from tests.orders import NO_SHRINKING, Order, Stage, begin, orders
from tests.stories import NOW, UPPER, Story


def story() -> Story:
    """Accepted, decided anew before anyone began, supplemented, withdrawn, rated, contested one level up."""
    told = Story()
    told.tell(said.ComplaintAssessed, barred=["SUP-330110", "PERSON-330106:王某"])
    told.accepted()
    told.tell(said.ComplaintSupplemented, message_id=told.message("more"), text="补充")
    told.file("failed").file("ready")
    told.accepted("accept_split", flags=["PRIORITY"], barred=["DEP-330110"])
    told.tell(said.ComplaintWithdrawn, reason="不想追究了")
    told.tell(said.ComplaintRated, manner=1, speed=2, result=3, comment="一般")
    told.tell(said.RecheckRequested, reason="不服")
    told.tell(said.ComplaintAssessed, barred=["SUP-330106"])
    told.accepted("recheck", UPPER, recheck_of=Story().message(UPPER))
    told.tell(said.ComplaintSupplemented, message_id=told.message("again"), text="再补充")
    told.tell(said.ComplaintJoined, joined_id=told.message("joined"), text="同一事项", barred=["SUP-330110"])
    told.tell(said.ComplaintReopened, joined_before=str(told.complaint))
    told.tell(
        said.ClusterDecided,
        cluster_id=told.message("cluster"),
        version=1,
        body="SUP-330106",
        decision="special_supervision",
        decided_at=NOW,
        complaints=[str(told.complaint)],
        reason="集中反映",
    )
    told.tell(said.ComplaintSupplemented, message_id=told.message("bad"), text="局长收了钱", held=True)
    for kept_from in ([UPPER], []):
        told.tell(
            said.WordsPassed,
            said_id=told.events[-1].id if kept_from else told.events[-2].id,
            kept_from=kept_from,
            barred=["SUP-330106"],
        )
    told.accepted("recheck", "SUP-330000", taken_from=UPPER)
    told.tell(said.ComplaintDecided, decision="decline", decided_at=NOW)
    for version in (1, 2):
        told.tell(said.ComplaintRedacted, redacted_at=NOW, by_name="甲", text=f"第{version}版")
        told.tell(said.HoldChanged, holds=[{"kind": "other", "reason": str(version)}])
    return told.registers().settings().staff().served()


ORDERS = orders(len(story().events))


@pytest.fixture
def stage(tmp_path: Path) -> tuple[Stage, dict[str, list[str]]]:
    crypto.configure([b"investigation tests' own master!"])
    beginning = begin(tmp_path / "investigation.sqlite3", Base.metadata)
    # An entry's id is made when it is written; nothing refers to it.
    apart = frozenset({"entries.id"})
    played = Stage("investigation", HANDLERS, Base.metadata, story().events, beginning, NOW, apart)
    return played, played.straight()


@hypothesis_settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
    phases=NO_SHRINKING,
)
@given(order=ORDERS)
def test_any_order_repetition_and_batching_ends_in_one_state(
    order: Order, stage: tuple[Stage, dict[str, list[str]]]
) -> None:
    played, expected = stage

    assert played.after(order) == expected


def test_every_event_takes_part() -> None:
    """But the one that ends all others (test_retention.py)."""
    assert {type(event) for event in story().events} == set(HANDLERS) - {said.ComplaintErased}
