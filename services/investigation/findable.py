"""By what a case can be found: all its texts, and how it answered which category."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.investigation.domain import search
from services.investigation.domain.records import SPECS, RecordKind
from services.investigation.domain.search import Text
from services.investigation.models import (
    Allegation,
    Archive,
    Case,
    Document,
    FindingRow,
    Notice,
    Precedent,
    Proposal,
    Record,
)
from services.investigation.words_heard import readable
from shared import crypto
from shared.clock import china_day


def keyed(value: str) -> str:
    return crypto.keyring().blind_index("investigation:search", value)


def texts(session: Session, case: Case, *, sealed_too: bool) -> Iterator[Text]:
    """What can be searched of a case, in the order in which a hit is shown; records that are sealed within
    the body only with `sealed_too`."""
    yield Text("number", case.tracking_number)
    if begun(case):
        numbers = select(Archive.number).where(Archive.case_id == case.id)
        yield from (Text("document", number) for number in session.scalars(numbers))
    for each in _rows(session, Allegation, case, Allegation.position):
        for name in ("name", "role", "sector"):
            if each.respondent.get(name):
                yield Text("party", str(each.respondent[name]))
    if begun(case):
        for document in _rows(session, Document, case, Document.at):
            yield Text("document", document.number)
            yield Text("party", document.content["addressee"])
    yield Text("statement", case.statement)
    heard = select(Notice.text).where(Notice.complaint_id == case.complaint_id, readable(case.body))
    yield from (Text("letter", text) for text in session.scalars(heard.order_by(Notice.at)) if text)
    if begun(case):
        yield from _work(session, case, sealed_too)


def begun(case: Case) -> bool:
    """Whether anybody did anything in the case: until then it has no papers, records or findings."""
    return case.version > 1 or case.own


def _work(session: Session, case: Case, sealed_too: bool) -> Iterator[Text]:
    for found in _rows(session, FindingRow, case, FindingRow.allegation):
        yield Text("finding", found.facts)
        yield Text("finding", found.reasons)
    for record in _rows(session, Record, case, Record.at, Record.number):
        if SPECS[RecordKind(record.kind)].sealed and not sealed_too:
            continue
        for said in (*record.contents.values(), *(record.ending or {}).values()):
            yield Text("record", str(said))
    proposal = session.get(Proposal, (case.id, case.proposal)) if case.proposal else None
    for outcome in proposal.outcomes if proposal else []:
        for name, said in outcome["fields"].items():
            yield Text("party" if name == "unit" else "outcome", str(said))


def _rows(session: Session, kind: Any, case: Case, *order: Any) -> Iterable[Any]:
    return session.scalars(select(kind).where(kind.case_id == case.id).order_by(*order))


def tokens(session: Session, case: Case) -> set[int]:
    """What the index holds of the case."""
    return search.tokens((each.said for each in texts(session, case, sealed_too=True)), case.body, keyed)


def precedents(session: Session, case: Case) -> list[Precedent]:
    """Each category of a concluded case with each outcome that answered it."""
    proposal = session.get(Proposal, (case.id, case.proposal)) if case.proposal else None
    if case.concluded_at is None or proposal is None:
        return []
    found = {row.allegation: row.category for row in _rows(session, FindingRow, case)}
    categories = {
        each.ref: found.get(each.ref) or next(iter(each.categories), None)
        for each in _rows(session, Allegation, case)
    }
    rows = {
        (categories[ref], outcome["code"])
        for outcome in proposal.outcomes
        for ref in outcome["allegations"]
        if categories.get(ref)
    }
    day = china_day(case.concluded_at)
    return [
        Precedent(case_id=case.id, category=category, code=code, concluded_on=day) for category, code in rows
    ]
