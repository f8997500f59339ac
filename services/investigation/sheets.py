"""Forms of a case's file, in the official language: records, receipts of service, approvals."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from services.investigation.document_text import paragraphs
from services.investigation.domain.outcomes import Field, Kind
from services.investigation.domain.records import SPECS, RecordKind
from services.investigation.models import Document, Extension, Pause, Record, Recusal, ServiceRecord
from services.investigation.replies import official, official_day
from services.investigation.words import archive as words_archive
from services.investigation.words import terms as words
from services.investigation.words import work as words_work
from services.investigation.words.archive import LABELS, PIECES
from shared.clock import china_day
from shared.papers import Sheet

BLANK = "　　　　　　　　"
TOLD_BELOW = frozenset({"rights_told", "signature"})
"""Which the paper itself shows: the rights as they were told, and the lines signed or why they are not."""
Rows = tuple[tuple[str, str], ...]
Sections = tuple[tuple[str, tuple[str, ...]], ...]
Lines = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Masthead:
    """Whose forms they are, and of which case."""

    issuer: str
    case: str

    def sheet(
        self, title: str, day: date, rows: Rows = (), sections: Sections = (), signed: tuple[str, ...] = ()
    ) -> Sheet:
        parts = tuple((heading, paragraphs(lines)) for heading, lines in sections)
        sign = official(words_archive.CASE_SIGN, case=self.case)
        return Sheet(title, day, self.issuer, sign, rows, sections=parts, signed=signed)

    def table(
        self, title: str, day: date, columns: Sequence[str], widths: tuple[int, ...], lines: Lines
    ) -> Sheet:
        """A form that is a list: `columns` by the names of their labels."""
        return replace(self.sheet(title, day), columns=tuple(map(label, columns)), widths=widths, lines=lines)


def label(name: str) -> str:
    return official(LABELS[name])


def rows_of(*pairs: tuple[str, str | None]) -> Rows:
    """Labels and what stands beside them; what is empty is left out."""
    return tuple((label(name), text) for name, text in pairs if text)


def moment(at: datetime | None) -> str:
    return official_day(china_day(at)) if at else ""


def record(row: Record, head: Masthead) -> Sheet:
    """One record of the work; an interview and a visit have lines to be signed."""
    spec = SPECS[RecordKind(row.kind)]
    title = official(PIECES[f"record_{row.kind}"])
    long = [each for each in spec.fields if each.kind is Kind.TEXT]
    short = [each for each in spec.fields if each.kind is not Kind.TEXT and each.name not in TOLD_BELOW]
    ending = [pair for each in spec.ending for pair in _said(each, row.ending or {})]
    rows = (
        *(pair for each in short for pair in _said(each, row.contents, row.kind)),
        *rows_of(("there", "、".join(row.supervisors)), ("by", f"{row.by_name}　{moment(row.at)}")),
        *ending,
    )
    sections = tuple(
        (
            official(words_work.ON_PAPER.get((row.kind, each.name)) or words_work.FIELDS[each.name]),
            _lines(row.contents[each.name]),
        )
        for each in long
        if row.contents.get(each.name) and each.name != "refusal"
    )
    if row.kind == RecordKind.INTERVIEW:
        told = (official(words_archive.RIGHTS), (official(words_archive.RIGHTS_TOLD),))
        sections = (told, *sections)
    return head.sheet(
        title, china_day(row.at), rows, sections=sections, signed=tuple(_signed(row)),
    )  # fmt: skip


def _signed(row: Record) -> Iterable[str]:
    if row.kind == RecordKind.INTERVIEW:
        agrees, first, second = words_archive.SIGNED_INTERVIEW
        refused = row.contents.get("signature") == "refused"
        why = official(words_archive.REFUSED, why=row.contents.get("refusal", "")) if refused else ""
        yield why or official(agrees)
        if not refused:
            yield official(first) + BLANK
        yield official(second) + BLANK
    if row.kind == RecordKind.VISIT:
        yield from (official(line) + BLANK for line in words_archive.SIGNED_VISIT)


def _said(field: Field, contents: dict[str, str], kind: str = "") -> Rows:
    text = contents.get(field.name, "").strip()
    if not text:
        return ()
    if field.kind is Kind.CHOICE:
        text = official(words_work.CHOICES[text])
    elif field.kind in (Kind.DAY, Kind.PAST):
        text = official_day(date.fromisoformat(text))
    return ((official(words_work.ON_PAPER.get((kind, field.name)) or words_work.FIELDS[field.name]), text),)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.split("\n") if line.strip())


def service(document: Document, row: ServiceRecord | None, head: Masthead, today: date) -> Sheet:
    """送达回证: how the document was served; without `row`, the form to take along."""
    rows = rows_of(
        ("document", f"{document.content['title']}\n{document.number}"),
        ("addressee", document.content["addressee"] or None),
        ("recipient", row.recipient if row else None),
        ("way", official(words.WAYS[row.way]) if row else None),
        ("served_on", official_day(row.served_on) if row else None),
        ("server", row.by_name if row else None),
    )
    if row is None:
        rows += tuple((label(name), BLANK) for name in ("recipient", "way", "served_on", "server"))
    signed = tuple(official(line) + BLANK for line in words_archive.SIGNED_SERVICE)
    day = row.served_on if row else today
    return head.sheet(official(PIECES["service"]), day, rows, signed=signed)


def extension(row: Extension, head: Masthead) -> Sheet:
    """延期审批表: what was asked for, and what the head said."""
    said = (
        words_archive.PENDING
        if row.granted is None
        else words_archive.GRANTED
        if row.granted
        else words_archive.NOT_GRANTED
    )
    rows = rows_of(
        ("applicant", f"{row.by_name}　{moment(row.at)}"),
        ("days", official(words_archive.DAYS, days=row.days)),
        ("reason", row.reason),
        ("decision", official(said) + (f"：{row.answer}" if row.answer else "")),
        ("decided", f"{row.decided_by}　{moment(row.decided_at)}" if row.decided_by else None),
        ("until", official_day(row.until) if row.until else None),
    )
    signed = tuple(official(line) + BLANK for line in words_archive.SIGNED_APPROVAL)
    return head.sheet(official(PIECES["extension_form"]), china_day(row.at), rows, signed=signed)


def pause(row: Pause, head: Masthead) -> Sheet:
    """中止（恢复）办理期限审批表: what was asked for, what the head said, from when the clock ran again."""
    said = words_archive.GRANTED if row.granted else words_archive.NOT_GRANTED
    said = words_archive.PENDING if row.granted is None else said
    over = row.resumed_on or row.until
    alone = words_archive.BY_ITSELF if over == row.until else words_archive.WITH_THE_CASE
    ended = f"{row.ended_by or official(alone)}　{moment(row.ended_at)}"
    rows = rows_of(
        ("applicant", f"{row.by_name}　{moment(row.at)}"),
        ("ground", official(words.GROUNDS[row.ground])),
        ("asked_until", official_day(row.until)),
        ("reason", row.reason),
        ("decision", official(said) + (f"：{row.answer}" if row.answer else "")),
        ("decided", f"{row.decided_by}　{moment(row.decided_at)}" if row.decided_by else None),
        ("stood_still", f"{official_day(row.since)}—{official_day(over)}" if row.since else None),
        ("resumed", official_day(row.resumed_on)),
        ("ended_by", ended if row.resumed_on else None),
        ("ending", row.ending),
    )
    signed = tuple(official(line) + BLANK for line in words_archive.SIGNED_APPROVAL)
    return head.sheet(official(PIECES["pause_form"]), china_day(row.at), rows, signed=signed)


def recusal_application(row: Recusal, head: Masthead) -> Sheet:
    granted = None if row.moot else row.granted
    said = words_archive.PENDING if granted is None else words_archive.GRANTED
    said = words_archive.NOT_GRANTED if granted is False else said
    rows = rows_of(
        ("name", row.name),
        ("side", official(words.SIDES[row.side])),
        ("tie", official(words.TIES[row.tie])),
        ("reason", row.reason),
        ("by", f"{row.by_name}　{moment(row.at)}"),
        ("decision", official(said) + (f"：{row.answer}" if row.answer else "")),
        ("decided", f"{row.decided_by}　{moment(row.decided_at)}" if row.decided_by else None),
    )
    return head.sheet(official(PIECES["recusal_application"]), china_day(row.at), rows)
