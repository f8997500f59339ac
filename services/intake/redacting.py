"""Versions of a statement for those who need one and may not read all; the original stays as it was."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from services.intake.domain import redaction as rules
from services.intake.domain.redaction import Mark
from services.intake.domain.telling import Passage, passages
from services.intake.models import Complaint
from services.intake.retention_models import Redaction
from services.intake.sight import visible
from shared import party_names
from shared.clock import china_day
from shared.contracts.events import ComplaintRedacted
from shared.papers import Paper
from shared.staff.tokens import StaffToken
from shared.work import Work


class NotTheirs(LookupError):
    """There is no such complaint or version for this caller."""


class NothingMarked(ValueError):
    """Nothing would be blacked out."""


class NotInText(ValueError):
    """Words that stand nowhere in the statement; `args` are they."""


@dataclass(frozen=True)
class Opened:
    """The original, what was found in it, and the versions that were made, the newest first."""

    complaint: Complaint
    statement: str
    found: list[Passage]
    versions: list[Redaction]


def opened(work: Work, staff: StaffToken, number: str) -> Opened:
    """The original is opened: that is kept in the trail. Raises NotTheirs."""
    complaint = _theirs(work, staff, number)
    work.record("statement.read", complaint.tracking_number, {"home": staff.home, "for": "redaction"})
    text = complaint.statement
    return Opened(complaint, text, passages(text), _versions(work.session, complaint))


def redact(
    work: Work, staff: StaffToken, number: str, marks: Sequence[Mark], words: Sequence[str]
) -> Redaction:
    """A new version beside the earlier ones. Raises NotTheirs, BadMark, NotInText, NothingMarked."""
    complaint = _theirs(work, staff, number)
    text = complaint.statement
    if lost := rules.missing(text, words):
        raise NotInText(*lost)
    places = rules.merged([*marks, *rules.places(text, words)], len(text))
    if not places:
        raise NothingMarked
    before = _versions(work.session, complaint)
    made = Redaction(
        complaint_id=complaint.id,
        version=(before[0].version if before else 0) + 1,
        at=work.now,
        body=staff.home,
        staff_id=staff.staff_id,
        staff_name=staff.display_name,
        text=rules.redacted(text, places),
        marks=[list(place) for place in places],
    )
    work.session.add(made)
    detail = {"version": made.version, "passages": len(places)}
    work.record("statement.redacted", complaint.tracking_number, detail)
    work.emit(
        work.event(
            ComplaintRedacted,
            complaint_id=complaint.id,
            tracking_number=complaint.tracking_number,
            version=made.version,
            redacted_at=work.now,
            by_name=staff.display_name,
            text=made.text,
        )
    )
    return made


def version(work: Work, staff: StaffToken, number: str, wanted: int) -> Redaction:
    """One version; reading it is kept in the trail. Raises NotTheirs."""
    complaint = _theirs(work, staff, number)
    made = work.session.get(Redaction, (complaint.id, wanted))
    if made is None:
        raise NotTheirs(number)
    work.record("statement.redacted_read", complaint.tracking_number, {"version": wanted})
    return made


def versions(work: Work, staff: StaffToken, number: str) -> list[Redaction]:
    """All of them, the newest first. Raises NotTheirs."""
    complaint = _theirs(work, staff, number)
    work.record("statement.redacted_read", complaint.tracking_number, {"version": 0})
    return _versions(work.session, complaint)


def as_json(made: Redaction) -> dict[str, Any]:
    return {
        "version": made.version,
        "at": made.at.isoformat(),
        "body": made.body,
        "staff_name": made.staff_name,
        "text": made.text,
        "passages": len(made.marks),
    }


def paper(made: Redaction) -> Paper:
    """To be enclosed to a letter: it bears neither the number of the complaint nor its sender."""
    issuer = party_names.in_use().party_name(made.body, "zh")
    lines = tuple(line for line in made.text.splitlines() if line.strip())
    return Paper(
        issuer=issuer,
        number=f"第{made.version}版",
        title="投诉举报材料（隐去版）",
        addressee="",
        sections=(
            ("", lines),
            (
                "",
                ("“■■■”处为依法隐去的内容。本件不得转给被举报的单位或者个人（《信访工作条例》第三十条）。",),
            ),
        ),
        signature=issuer,
        day=china_day(made.at),
    )


def _theirs(work: Work, staff: StaffToken, number: str) -> Complaint:
    query = select(Complaint).where(Complaint.tracking_number == number, visible(staff))
    complaint = work.session.scalar(query.options(undefer(Complaint.statement)).with_for_update(of=Complaint))
    if complaint is None:
        raise NotTheirs(number)
    return complaint


def _versions(session: Session, complaint: Complaint) -> list[Redaction]:
    query = select(Redaction).where(Redaction.complaint_id == complaint.id)
    return list(session.scalars(query.order_by(Redaction.version.desc())))
