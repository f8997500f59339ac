"""What the complainant says after submitting, as it is heard: in any order and any number of times."""

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import bindparam, select, update

from services.investigation.handlers.barring import bar, bar_over, joined_later
from services.investigation.handlers.kept_away import leave
from services.investigation.models import Case, Notice, PassedWords
from services.investigation.sight import party_index
from shared.contracts.events import (
    ClusterDecided,
    ComplaintJoined,
    ComplaintRated,
    ComplaintReopened,
    ComplaintSupplemented,
    ComplaintWithdrawn,
    FileAdded,
    RecheckRequested,
    WordsPassed,
)
from shared.files import register
from shared.rows import table_of
from shared.work import Work

_CASES = table_of(Case)
_TO_BE_INDEXED = (
    update(_CASES).where(_CASES.c.complaint_id == bindparam("of_complaint")).values(indexed=False)
)
"""Also where it is said already: who looks at the case now may have read it without what is new, and it is
written here when they are done."""
_above = select(Notice.complaint_id).where(Notice.joined_id == bindparam("joined")).cte(recursive=True)
_above = _above.union(select(Notice.complaint_id).join(_above, Notice.joined_id == _above.c.complaint_id))
_IS_ABOVE = _CASES.c.complaint_id.in_(select(_above.c.complaint_id))
_ANSWERED_WITH = update(_CASES).where(_IS_ABOVE).values(indexed=False)
"""The cases of those that a complaint joined, and of those that these joined."""


def to_be_indexed(work: Work, complaint_id: UUID) -> None:
    """Something of the complaint is new: what can be found of its cases, and what came to archived ones, is
    looked at again."""
    work.later(_TO_BE_INDEXED, of_complaint=complaint_id)


def what_it_joined_to_be_indexed(work: Work, complaint_id: UUID) -> None:
    """The same of the cases that a complaint was answered with."""
    work.later(_ANSWERED_WITH, joined=complaint_id)


def on_file_added(work: Work, event: FileAdded) -> None:
    """It lies also with what the complaint is answered with."""
    register.on_file_added(work, event)
    to_be_indexed(work, event.complaint_id)
    what_it_joined_to_be_indexed(work, event.complaint_id)


def on_complaint_supplemented(work: Work, event: ComplaintSupplemented) -> None:
    _notice(work, event, "supplemented", event.text)


def on_complaint_withdrawn(work: Work, event: ComplaintWithdrawn) -> None:
    """A withdrawal is a fact for the investigator; what it ends is theirs and the head's to decide."""
    _notice(work, event, "withdrawn", event.reason)


def on_complaint_rated(work: Work, event: ComplaintRated) -> None:
    marks = {"manner": event.manner, "speed": event.speed, "result": event.result}
    _notice(work, event, "rated", event.comment, marks)


def on_recheck_requested(work: Work, event: RecheckRequested) -> None:
    _notice(work, event, "recheck_requested", event.reason)


def on_words_passed(work: Work, event: WordsPassed) -> None:
    """Whom the words accuse is barred before anybody reads them; searches learn of them."""
    bar(work, event.complaint_id, event.barred)
    bar_over(work, event.complaint_id, event.barred)
    if event.barred:
        leave(work, event.complaint_id, event.barred)
    work.keep_newest(
        PassedWords,
        said_id=event.said_id,
        complaint_id=event.complaint_id,
        version=event.version,
        kept_from=" ".join(sorted(party_index(code) for code in event.kept_from)),
    )
    to_be_indexed(work, event.complaint_id)
    work.record("complaint.words_passed", f"complaint:{event.complaint_id}")


def on_complaint_joined(work: Work, event: ComplaintJoined) -> None:
    """The same person complained again about the matter: the investigator reads that too."""
    bar(work, event.complaint_id, event.barred)
    bar_over(work, event.complaint_id, event.barred)
    if event.barred:
        leave(work, event.complaint_id, event.barred)
    joined_later(work, event)
    _notice(work, event, "joined", event.text, {"joined": str(event.joined_id)}, event.joined_id)
    what_it_joined_to_be_indexed(work, event.complaint_id)


def on_complaint_reopened(work: Work, event: ComplaintReopened) -> None:
    """What was joined stands by itself again."""
    if event.joined_before is not None:
        there = replace(event, complaint_id=UUID(event.joined_before))
        _notice(work, there, "parted", "", {"joined": str(event.complaint_id)})
        what_it_joined_to_be_indexed(work, there.complaint_id)


def on_cluster_decided(work: Work, event: ClusterDecided) -> None:
    """Each of the cases learns that it is to be part of a special one (Measures art. 12)."""
    work.record("cluster.decided", f"cluster:{event.cluster_id}", {"decision": event.decision})
    if event.decision == "neither":
        return
    for complaint in event.complaints:
        work.keep_once(
            Notice,
            id=uuid5(event.id, complaint),
            complaint_id=UUID(complaint),
            kind=event.decision,
            version=event.version,
            at=event.decided_at,
            detail={"cluster": str(event.cluster_id)},
            held=False,
            joined_id=None,
            joined_number=None,
            text=event.reason,
        )


def _notice(
    work: Work,
    event: ComplaintSupplemented
    | ComplaintWithdrawn
    | ComplaintRated
    | RecheckRequested
    | ComplaintJoined
    | ComplaintReopened,
    kind: str,
    text: str,
    detail: dict[str, Any] | None = None,
    joined: UUID | None = None,
) -> None:
    work.keep_once(
        Notice,
        id=event.id,
        complaint_id=event.complaint_id,
        kind=kind,
        version=event.version,
        at=event.at,
        detail=detail or {},
        held=getattr(event, "held", False),
        joined_id=joined,
        joined_number=getattr(event, "joined_number", None),
        text=text,
    )
    work.record(f"complaint.{kind}", f"complaint:{event.complaint_id}")
    to_be_indexed(work, event.complaint_id)
