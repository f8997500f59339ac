"""Versions of what a complainant wrote for those who need one and may not read all; the original stays.

A version holds the statement and those of the complainant's messages that were chosen to go along.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session, undefer

from services.intake.domain import redaction as rules
from services.intake.domain.redaction import Mark, Part
from services.intake.files import withholding
from services.intake.models import Complaint, Message, PassedWords
from services.intake.retention_models import RedactedMessage, Redaction
from services.intake.sight import visible
from shared import party_names
from shared.clock import china_day
from shared.contracts.events import ComplaintRedacted
from shared.papers import Paper
from shared.staff.tokens import StaffToken
from shared.work import Work

STATEMENT = ""
"""Its name among the texts; a message is named by its id."""
NOTE = "“■■■”处为依法隐去的内容。本件不得转给被举报的单位或者个人（《信访工作条例》第三十条）。"


class NotTheirs(LookupError):
    """There is no such complaint or version for this caller."""


class NothingMarked(ValueError):
    """Nothing would be blacked out."""


class NotInText(ValueError):
    """Words that stand in none of the texts; `args` are they."""


class NoSuchMessage(ValueError):
    """The complainant wrote no message of that name; `args` is its place among those asked for."""


@dataclass(frozen=True)
class Version:
    """One version: the statement as blacked out, and the messages that go along."""

    made: Redaction
    messages: list[RedactedMessage]

    @property
    def text(self) -> str:
        """All of it."""
        return rules.composed(self.made.text, [(china_day(one.at), one.text) for one in self.messages])

    @property
    def passages(self) -> int:
        return len(self.made.marks) + sum(len(one.marks) for one in self.messages)


@dataclass(frozen=True)
class Wanted:
    """What to black out: places of the statement and of the messages that go along, and words in all."""

    marks: Sequence[Mark]
    words: Sequence[str]
    messages: Mapping[UUID, Sequence[Mark]] = field(default_factory=dict)


@dataclass(frozen=True)
class Opened:
    """The originals, and the versions that were made, the newest first."""

    complaint: Complaint
    statement: str
    messages: list[Message]
    versions: list[Version]


def opened(work: Work, staff: StaffToken, number: str) -> Opened:
    """The original is opened: that is kept in the trail. Raises NotTheirs."""
    complaint = _theirs(work, staff, number)
    work.record("statement.read", complaint.tracking_number, {"home": staff.home, "for": "redaction"})
    return Opened(
        complaint,
        complaint.statement,
        _written(work.session, complaint),
        _versions(work.session, complaint),
    )


def redact(work: Work, staff: StaffToken, number: str, wanted: Wanted) -> Version:
    """A new version beside the earlier ones. Raises NotTheirs, BadMark, NotInText, NothingMarked,
    NoSuchMessage."""
    complaint = _theirs(work, staff, number)
    chosen = _chosen(work.session, complaint, wanted)
    texts = {STATEMENT: complaint.statement} | {str(one.id): one.text for one in chosen}
    if lost := rules.missing(texts.values(), wanted.words):
        raise NotInText(*lost)
    marks = {STATEMENT: wanted.marks} | {str(key): given for key, given in wanted.messages.items()}
    parts = rules.parts(texts, marks, wanted.words)
    if not any(part.marks for part in parts.values()):
        raise NothingMarked
    made = _keep(work, staff, complaint, chosen, parts)
    detail = {"version": made.made.version, "passages": made.passages, "messages": len(chosen)}
    work.record("statement.redacted", complaint.tracking_number, detail)
    work.emit(
        work.event(
            ComplaintRedacted,
            complaint_id=complaint.id,
            tracking_number=complaint.tracking_number,
            version=made.made.version,
            redacted_at=work.now,
            by_name=staff.display_name,
            text=made.text,
        )
    )
    return made


def _chosen(session: Session, complaint: Complaint, wanted: Wanted) -> list[Message]:
    """The messages that go along, in the order in which they were written. Raises NoSuchMessage."""
    written = {one.id: one for one in _written(session, complaint)}
    for place, key in enumerate(wanted.messages):
        if key not in written:
            raise NoSuchMessage(place)
    return [one for key, one in written.items() if key in wanted.messages]


def _keep(
    work: Work, staff: StaffToken, complaint: Complaint, chosen: list[Message], parts: Mapping[str, Part]
) -> Version:
    before = _versions(work.session, complaint)
    made = Redaction(
        complaint_id=complaint.id,
        version=(before[0].made.version if before else 0) + 1,
        at=work.now,
        body=staff.home,
        staff_id=staff.staff_id,
        staff_name=staff.display_name,
        text=parts[STATEMENT].text,
        marks=[list(place) for place in parts[STATEMENT].marks],
    )
    messages = [
        RedactedMessage(
            complaint_id=complaint.id,
            version=made.version,
            message_id=one.id,
            at=one.at,
            text=parts[str(one.id)].text,
            marks=[list(place) for place in parts[str(one.id)].marks],
        )
        for one in chosen
    ]
    work.session.add_all([made, *messages])
    return Version(made, messages)


def version(work: Work, staff: StaffToken, number: str, wanted: int) -> Version:
    """One version; reading it is kept in the trail. Raises NotTheirs."""
    complaint = _theirs(work, staff, number)
    made = work.session.get(Redaction, (complaint.id, wanted))
    if made is None:
        raise NotTheirs(number)
    work.record("statement.redacted_read", complaint.tracking_number, {"version": wanted})
    return _with_messages(work.session, [made])[0]


def versions(work: Work, staff: StaffToken, number: str) -> list[Version]:
    """All of them, the newest first. Raises NotTheirs."""
    complaint = _theirs(work, staff, number)
    work.record("statement.redacted_read", complaint.tracking_number, {"version": 0})
    return _versions(work.session, complaint)


def as_json(found: Version) -> dict[str, Any]:
    made = found.made
    return {
        "version": made.version,
        "at": made.at.isoformat(),
        "body": made.body,
        "staff_name": made.staff_name,
        "text": found.text,
        "passages": found.passages,
        "messages": [
            {
                "id": str(one.message_id),
                "at": one.at.isoformat(),
                "text": one.text,
                "passages": len(one.marks),
            }
            for one in found.messages
        ],
    }


def paper(session: Session, found: Version) -> Paper:
    """To be enclosed to a letter: it bears neither the number of the complaint nor its sender."""
    made = found.made
    issuer = party_names.in_use().party_name(made.body, "zh")
    parts = [("", made.text), *((rules.heading(china_day(one.at)), one.text) for one in found.messages)]
    lines = [(head, tuple(line for line in text.splitlines() if line.strip())) for head, text in parts]
    return Paper(
        issuer=issuer,
        number=f"第{made.version}版",
        title="投诉举报材料（隐去版）",
        addressee="",
        sections=(*lines, *_files(session, made), ("", (NOTE,))),
        signature=issuer,
        day=china_day(made.at),
    )


def _files(session: Session, made: Redaction) -> list[tuple[str, tuple[str, ...]]]:
    """Which files may go along, as copies without metadata, and how many may not."""
    given, kept = withholding.parted(session, made.complaint_id)
    said = [f"可以附送的附件（不含元数据的副本）：{'、'.join(given)}。"] if given else []
    said += [f"另有{kept}件附件不予附送。"] if kept else []
    return [("", tuple(said))] if said else []


def _theirs(work: Work, staff: StaffToken, number: str) -> Complaint:
    query = select(Complaint).where(Complaint.tracking_number == number, visible(staff))
    complaint = work.session.scalar(query.options(undefer(Complaint.statement)).with_for_update(of=Complaint))
    if complaint is None:
        raise NotTheirs(number)
    return complaint


def _written(session: Session, complaint: Complaint) -> list[Message]:
    """What the complainant wrote afterwards, in its order, as far as all who handle it may read it: a version
    goes to them, and outside."""
    passed = exists().where(PassedWords.said_id == Message.said_id, PassedWords.kept.is_(False))
    mine = select(Message).where(
        Message.complaint_id == complaint.id,
        Message.sender == "complainant",
        or_(Message.said_id.is_(None), passed),
    )
    return list(session.scalars(mine.order_by(Message.at, Message.id)))


def _versions(session: Session, complaint: Complaint) -> list[Version]:
    query = select(Redaction).where(Redaction.complaint_id == complaint.id)
    return _with_messages(session, list(session.scalars(query.order_by(Redaction.version.desc()))))


def _with_messages(session: Session, made: list[Redaction]) -> list[Version]:
    mine = select(RedactedMessage).where(
        RedactedMessage.complaint_id.in_({one.complaint_id for one in made}),
        RedactedMessage.version.in_({one.version for one in made}),
    )
    found: dict[int, list[RedactedMessage]] = {}
    for one in session.scalars(mine.order_by(RedactedMessage.at, RedactedMessage.message_id)):
        found.setdefault(one.version, []).append(one)
    return [Version(one, found.get(one.version, [])) for one in made]
