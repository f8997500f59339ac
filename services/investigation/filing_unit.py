"""What the unit had to carry out and what it asked for, and that the complainant was called back, as forms of
the file."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.investigation.document_ends import Told, ends_of
from services.investigation.folder import Folder
from services.investigation.models import Document, Entry, Rectification, UnitRequest
from services.investigation.replies import official, official_day
from services.investigation.sheets import Masthead, label, moment, rows_of
from services.investigation.words import archive as words_archive
from services.investigation.words import law as words_law
from services.investigation.words import terms as words
from services.investigation.words import unit as words_unit
from services.investigation.words.archive import PIECES
from shared.clock import china_day
from shared.papers import Sheet

REPORTED = ("report_rectification", "unit_reported")
REFUSED = "rectification_not_accepted"


def corrections(session: Session, folder: Folder, head: Masthead) -> Iterator[tuple[str, Sheet]]:
    """Each with its term, what was reported, and how it came to its end."""
    refused = refused_reports(session, folder)
    ends = ends_of(session, [item.document_id for item in folder.rectifications if item.document_id])
    for item in folder.rectifications:
        became = ends[item.document_id] if item.document_id else []
        yield "correction", _correction(item, refused.get(str(item.id), ()), became, head)


def _correction(
    item: Rectification, refused: Sequence[tuple[Entry, Entry]], ends: Sequence[Told], head: Masthead
) -> Sheet:
    rows = rows_of(
        ("outcomes", official(words_law.OUTCOMES[item.code])),
        ("unit", item.unit),
        ("first_due", official_day(item.first_due)),
        ("due", official_day(item.due)),
        ("urged", _urged(item)),
        ("report", f"{item.report}（{moment(item.reported_at)}）" if item.report else None),
        ("reported_on", official_day(item.reported_on) if item.reported_on else None),
        ("confirmation", _dated(item.confirmation, item.confirmed_at)),
        ("became", "\n".join(_became(each) for each in ends)),
    )
    last = item.confirmed_at or item.lifted_at or item.reported_at
    day = china_day(last) if last else item.due
    return head.sheet(official(PIECES["correction"]), day, rows, sections=_refused(refused))


def _dated(text: str | None, at: datetime | None) -> str | None:
    return f"{text}（{moment(at)}）" if text else None


def _urged(item: Rectification) -> str | None:
    """When it was pressed for, and the last day that was set then."""
    if item.urged_at is None:
        return None
    until = f"；{label('until')}：{official_day(item.urged_until)}" if item.urged_until else ""
    return moment(item.urged_at) + until


def _became(end: Mapping[str, Any]) -> str:
    """One end of the document that ordered it, with the number of what says so."""
    number = f"（{end['number']}）" if end["number"] else ""
    return f"{official(words.ENDS[end['how']], day=moment(end['at']))}{number}"


def _refused(reports: Sequence[tuple[Entry, Entry]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What the unit had reported before, and why that was not accepted as proof."""
    return tuple(
        (
            official(words_archive.REFUSED_REPORT),
            (
                *f"{label('report')}：{said.text}（{moment(said.at)}）".split("\n"),
                *f"{label('reasons')}：{why.text}（{why.by_name}　{moment(why.at)}）".split("\n"),
            ),
        )
        for said, why in reports
    )


def refused_reports(session: Session, folder: Folder) -> Mapping[str, list[tuple[Entry, Entry]]]:
    """By measure: each report that was not accepted as proof, with the refusal; the course has the words."""
    kinds = (*REPORTED, REFUSED)
    mine = select(Entry).where(Entry.case_id == folder.case.id, Entry.kind.in_(kinds))
    found: dict[str, list[tuple[Entry, Entry]]] = {}
    last: dict[str, Entry] = {}
    for each in session.scalars(mine.order_by(Entry.version, Entry.at, Entry.id)):
        item = each.detail.get("item")
        if item is None:
            continue
        if each.kind in REPORTED:
            last[item] = each
        elif item in last:
            found.setdefault(item, []).append((last.pop(item), each))
    return found


def _decided(asked: UnitRequest) -> str | None:
    """What the head ruled, and why."""
    return f"{official(words_unit.RULED[asked.ruling])}：{asked.answer}" if asked.ruling else None


def of_the_unit(session: Session, folder: Folder, head: Masthead) -> Iterator[tuple[str, Sheet]]:
    """Kind and form, oldest first."""
    for each in folder.requests:
        if each.case_id == folder.case.id or each in folder.ruled_here:
            yield "unit_request", request_form(session, folder, each, head)
    yield from called_back(folder, head)


def request_form(session: Session, folder: Folder, asked: UnitRequest, head: Masthead) -> Sheet:
    """Where it was made in another case, as an objection to what a recheck let stand, also against which
    document; nothing of that case besides."""
    rows = rows_of(
        ("document", None if asked.case_id == folder.case.id else _against(session, asked)),
        ("what", official(words_unit.REQUESTS[asked.request])),
        ("applicant", f"{asked.who}　{moment(asked.at)}"),
        ("reason", asked.reasons),
        ("until", official_day(asked.until) if asked.until else None),
        ("decision", _decided(asked)),
        ("decided", f"{asked.decided_by}　{moment(asked.decided_at)}" if asked.decided_by else None),
    )
    return head.sheet(official(PIECES["unit_request"]), china_day(asked.at), rows)


def _against(session: Session, asked: UnitRequest) -> str | None:
    ordered = select(Document.number).join(Rectification, Rectification.document_id == Document.id)
    return session.scalar(ordered.where(Rectification.id == asked.item_id))


def called_back(folder: Folder, head: Masthead) -> Iterator[tuple[str, Sheet]]:
    """That the complainant was asked how they see it; nothing before."""
    called = folder.call_back
    if called is not None and called.done_at is not None:
        rows = rows_of(
            ("called_by", official(words_unit.WAYS[called.way]) if called.way else None),
            ("called_said", official(words_unit.ANSWERS[called.answer]) if called.answer else None),
            ("note", called.text),
            ("by", f"{called.by_name}　{moment(called.done_at)}"),
        )
        yield "call_back", head.sheet(official(PIECES["call_back"]), china_day(called.done_at), rows)
