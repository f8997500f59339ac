"""Erasing what is over: by itself, some at a time, each in a transaction of its own; then it is certified."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import delete, select

from services.intake.base import Base
from services.intake.domain.retention import Standing, bare
from services.intake.files.leaving import abandon
from services.intake.hotline_models import SeatSketch
from services.intake.models import (
    Attachment,
    Complaint,
    Holder,
    IdentityLook,
    IdentityRecord,
    Message,
    Notice,
    OriginalReading,
    PassedWords,
    ProgressFact,
)
from services.intake.retention import certificates, holding, planning
from services.intake.retention_models import Erasure, RedactedMessage, Redaction, Withholding
from shared import erasing
from shared.clock import china_day
from shared.contracts.events import ComplaintErased
from shared.work import SYSTEM, Actor, Work, Works

MOST_A_ROUND = 1000
GONE = (
    IdentityRecord,
    IdentityLook,
    Message,
    PassedWords,
    Notice,
    Redaction,
    RedactedMessage,
    Withholding,
    SeatSketch,
    Holder,
)
"""Rows of which nothing is counted. Who is barred stays: the barred learn nothing of certificates either."""
KEPT = {"progress_fact": frozenset({"data"})}
"""Made bare by itself below: it tells when what happened."""


def erase_due(works: Works) -> int:
    """What the house does by itself; how many were erased. Safe to be killed, repeated, run twice at once."""
    return run(works, SYSTEM, MOST_A_ROUND)


def run(works: Works, actor: Actor, most: int) -> int:
    done = 0
    for key in _due(works):
        if done >= most:
            break
        with works.begin(actor) as work:
            done += _erase_if_due(work, key)
    with works.begin(actor) as work:
        certificates.issue(work)
    return done


def _due(works: Works) -> Iterator[UUID]:
    with works.reading() as session:
        today = china_day(works.clock())
        keys = [key for page in planning.pages(session, today) for key in page]
    yield from keys


def _erase_if_due(work: Work, key: UUID) -> bool:
    """Decided with the complaint locked: nobody asks for a recheck or places a hold meanwhile."""
    complaint = work.session.scalar(select(Complaint).where(Complaint.id == key).with_for_update())
    if complaint is None or work.session.get(Erasure, key) is not None:
        return False
    standing = planning.of(work.session, complaint, work.today)
    if not standing.due:
        return False
    if planning.awaits_the_law(work.session, complaint):
        holding.place_by_itself(work, complaint)
        return False
    _erase(work, complaint, standing)
    return True


def _erase(work: Work, complaint: Complaint, standing: Standing) -> None:
    word, mine = standing.by, complaint.id
    if word is None:
        raise ValueError("nothing is due without a term")
    body = planning.body_of(work.session, mine)
    files = _let_files_go(work, mine)
    complaint.version += 1
    complaint.seat = complaint.external_key = None
    complaint.fingerprint = ""
    for fact in work.session.scalars(select(ProgressFact).where(ProgressFact.complaint_id == mine)):
        fact.data = bare(fact.data)
    work.session.flush()
    for kind in GONE:
        work.session.execute(delete(kind).where(kind.complaint_id == mine))
    erasing.blank(work.session, Base.metadata, mine, KEPT)
    work.session.add(
        Erasure(
            complaint_id=mine, tracking_number=complaint.tracking_number, at=work.now, body=body,
            rule=word.rule, years=word.years, ended_on=word.ended_on, until=word.until, files=files,
        )
    )  # fmt: skip
    work.record(
        "complaint.erased",
        complaint.tracking_number,
        {"rule": word.rule, "until": word.until.isoformat(), "files": files},
    )
    work.emit(
        work.event(
            ComplaintErased,
            complaint_id=mine,
            tracking_number=complaint.tracking_number,
            version=complaint.version,
            erased_at=work.now,
            rule=word.rule,
        )
    )
    work.session.flush()
    work.session.expire_all()


def _let_files_go(work: Work, complaint: UUID) -> int:
    """Their keys are destroyed now, so that what lies in the store is noise; the rounds clear the store."""
    mine = list(work.session.scalars(select(Attachment).where(Attachment.complaint_id == complaint)))
    keys = [row.id for row in mine]
    work.session.execute(delete(OriginalReading).where(OriginalReading.attachment_id.in_(keys)))
    for row in mine:
        abandon(row, work.now)
        row.secret = row.sha256 = None
    return len(mine)
