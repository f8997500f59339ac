"""What the unit asked for, and that the complainant was called back, as forms of the file."""

from collections.abc import Iterator, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.investigation.folder import Folder
from services.investigation.models import Entry, UnitRequest
from services.investigation.replies import official, official_day
from services.investigation.sheets import Masthead, moment, rows_of
from services.investigation.words import unit as words_unit
from services.investigation.words.archive import PIECES
from shared.clock import china_day
from shared.papers import Sheet

REPORTED = ("report_rectification", "unit_reported")
REFUSED = "rectification_not_accepted"


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
    mine = select(UnitRequest).where(UnitRequest.case_id == folder.case.id).order_by(UnitRequest.at)
    for each in session.scalars(mine):
        rows = rows_of(
            ("what", official(words_unit.REQUESTS[each.request])),
            ("applicant", f"{each.who}　{moment(each.at)}"),
            ("reason", each.reasons),
            ("until", official_day(each.until) if each.until else None),
            ("decision", _decided(each)),
            ("decided", f"{each.decided_by}　{moment(each.decided_at)}" if each.decided_by else None),
        )
        yield "unit_request", head.sheet(official(PIECES["unit_request"]), china_day(each.at), rows)
    yield from called_back(folder, head)


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
