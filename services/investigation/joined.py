"""Complaints that are answered with a case's own: their files lie with it too."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from services.investigation.models import Case, Notice
from services.investigation.words_heard import had_until
from shared.files.register import files_of

JOINED, PARTED = "joined", "parted"
_EVER = datetime.min.replace(tzinfo=UTC)


def files_of_case(session: Session, case: Case) -> list[dict[str, Any]]:
    """Those of its complaint, then those of each complaint that is answered with it; as far as they came
    while the case's body had the matter. Triage bars from the case who must not see one of these."""
    until = had_until(session, case)
    found = files_of(session, case.complaint_id, answered_with(session, case.complaint_id, until))
    return [each for each in found if until is None or datetime.fromisoformat(each["added_at"]) <= until]


def answered_with(session: Session, complaint_id: UUID, until: datetime | None) -> list[UUID]:
    """In the order in which they came to it, until then: what joined it, and what had joined those. What they
    say may wait; that they joined never does."""
    came: dict[UUID, tuple[datetime, int]] = {}
    level, depth = {complaint_id: _EVER}, 0
    while level:
        below: dict[UUID, datetime] = {}
        for (above, joined), at in _standing(session, level, until).items():
            if joined not in came and joined != complaint_id:
                below.setdefault(joined, max(at, level[above]))
        depth += 1
        came |= {joined: (at, depth) for joined, at in below.items()}
        level = below
    return sorted(came, key=came.__getitem__)


def numbers(session: Session, cases: Sequence[Case]) -> dict[UUID, list[str]]:
    """By which those follow their complaints who are answered with these cases, as far as a case's body had
    the matter then; of most cases one question says that there are none."""
    said = select(Notice.complaint_id).where(Notice.joined_id.is_not(None)).distinct()
    with_others = set(session.scalars(said.where(Notice.complaint_id.in_([c.complaint_id for c in cases]))))
    found = {}
    for case in cases:
        if case.complaint_id in with_others:
            came = answered_with(session, case.complaint_id, had_until(session, case))
            told = select(Notice.joined_number).where(Notice.joined_id.in_(came)).distinct()
            found[case.id] = sorted(each for each in session.scalars(told) if each)
    return found


def ever_joined(session: Session, complaints: Iterable[UUID]) -> set[str]:
    """Numbers of all that ever joined one of these complaints, or what had joined it, parted since or not."""
    below = select(Notice.joined_id, Notice.joined_number)
    came = below.where(Notice.complaint_id.in_(complaints), Notice.joined_id.is_not(None)).cte(recursive=True)
    further = below.join(came, Notice.complaint_id == came.c.joined_id)
    found = select(came.union(further.where(Notice.joined_id.is_not(None))).c.joined_number)
    return {each for each in session.scalars(found) if each}


def joined_into(complaint_id: UUID) -> Select[Any]:
    """The complaints that it ever joined, and those that these joined."""
    above = select(Notice.complaint_id).where(Notice.joined_id == complaint_id).cte(recursive=True)
    further = select(Notice.complaint_id).join(above, Notice.joined_id == above.c.complaint_id)
    return select(above.union(further).c.complaint_id)


def _standing(
    session: Session, complaints: Iterable[UUID], until: datetime | None
) -> dict[tuple[UUID, UUID], datetime]:
    """Which complaint joined which of these, and when; without those that were parted since."""
    query = select(Notice.complaint_id, Notice.kind, Notice.at, Notice.detail).where(
        Notice.complaint_id.in_(complaints), Notice.kind.in_((JOINED, PARTED)), Notice.held.is_(False)
    )
    if until is not None:
        query = query.where(Notice.at <= until)
    found: dict[tuple[UUID, UUID], datetime] = {}
    for above, kind, at, detail in session.execute(query.order_by(Notice.at, Notice.id)):
        if "joined" not in detail:
            continue
        tie = above, UUID(detail["joined"])
        if kind == JOINED:
            found.setdefault(tie, at)
        else:
            found.pop(tie, None)
    return found
