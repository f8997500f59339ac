"""Putting a case's file together: every piece with what stands on it, in the order of the file."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.investigation import course, sheets
from services.investigation import filing_forms as forms
from services.investigation.archive.arrivals import (
    CALLED,
    document_key,
    file_key,
    letter_key,
    record_key,
    request_key,
    service_key,
)
from services.investigation.domain.archive import PIECES as SPECS
from services.investigation.domain.archive import Withheld, of_record
from services.investigation.evidence import keeping
from services.investigation.evidence import sheet as evidence_sheet
from services.investigation.filing_course import course_of, letters
from services.investigation.filing_unit import called_back, request_form
from services.investigation.folder import Folder
from services.investigation.joined import files_of_case
from services.investigation.models import Document, Record, ServiceRecord
from services.investigation.sheets import Masthead
from shared.clock import china_day
from shared.papers import Sheet

Drawn = dict[str, Any]


@dataclass(frozen=True)
class Filed:
    """One piece before it has its number and pages."""

    kind: str
    title: str
    author: str
    day: date
    drawn: Drawn
    sign: str = ""
    withheld: Withheld | None = None
    key: str = ""
    """Of what may come after the file was put away (`archive.arrivals`)."""


def pieces(session: Session, folder: Folder, head: Masthead) -> list[Filed]:
    """All pieces; within one place of the order the older first."""
    found = [
        *_documents(session, folder, head),
        *_records(session, folder, head),
        *_forms(session, folder, head),
    ]
    return _in_order(found)


def pieces_since(
    session: Session, folder: Folder, head: Masthead, came: Collection[str], after: int
) -> list[Filed]:
    """The pieces of what `came` since, by name, in the same order; the course from the step `after` on."""
    found = [
        each
        for each in (*_documents(session, folder, head), *_records(session, folder, head))
        if each.key in came
    ]
    body = folder.case.body_name
    said = [each for each in course.messages(session, folder) if letter_key(each["id"]) in came]
    if said:
        found.append(_filed("letters", letters(said, head), body))
    if CALLED in came:
        found += [_filed(kind, sheet, body) for kind, sheet in called_back(folder, head)]
    for each in folder.ruled_here:
        if request_key(each.id) in came:
            found.append(_filed("unit_request", request_form(session, folder, each, head), body))
    if files := files_since(session, folder, came):
        found.append(_filed("files", forms.files(files, head), body))

    def since(entry: dict[str, Any]) -> bool:
        step, heard = course.which(entry)
        return step > after or letter_key(heard or "") in came

    found.append(_filed("course", course_of(session, folder, head, since), body))
    return _in_order(found)


def files_since(session: Session, folder: Folder, came: Collection[str]) -> list[dict[str, Any]]:
    """The complainant's files among what came."""
    return [each for each in files_of_case(session, folder.case) if file_key(each) in came]


def _in_order(found: Iterable[Filed]) -> list[Filed]:
    return sorted(found, key=lambda each: (SPECS[each.kind].place, each.day))


def _documents(session: Session, folder: Folder, head: Masthead) -> Iterator[Filed]:
    """Documents as they were issued, and how each was served."""
    mine = select(Document).where(Document.case_id == folder.case.id)
    issued = list(session.scalars(mine.order_by(Document.at, Document.kind, Document.serial)))
    for each in issued:
        title, author, day = each.content["title"], each.content["issuer"], china_day(each.at)
        withheld, key = SPECS[each.kind].withheld, document_key(each.id)
        yield Filed(each.kind, title, author, day, each.drawn, each.number, withheld, key)
    served = select(ServiceRecord, Document).join(Document, Document.id == ServiceRecord.document_id)
    served = served.where(ServiceRecord.case_id == folder.case.id)
    for row, document in session.execute(served.order_by(ServiceRecord.served_on, ServiceRecord.at)):
        sheet = sheets.service(document, row, head, row.served_on)
        title, withheld = f"{sheet.title}（{document.number}）", SPECS[document.kind].withheld
        key = service_key(row.id)
        yield Filed("service", title, row.by_name, row.served_on, sheet.as_json(), "", withheld, key)


def _records(session: Session, folder: Folder, head: Masthead) -> Iterator[Filed]:
    order = (Record.at, Record.kind, Record.number)
    for row in session.scalars(select(Record).where(Record.case_id == folder.case.id).order_by(*order)):
        sheet = sheets.record(row, head)
        title = f"{sheet.title}（{row.number}）"
        filed = _filed(f"record_{row.kind}", sheet, row.by_name, title, record_key(row))
        yield replace(filed, withheld=of_record(row.kind, row.contents))


def _forms(session: Session, folder: Folder, head: Masthead) -> Iterator[Filed]:
    body = folder.case.body_name
    for kind, sheet in forms.of_case(session, folder, head):
        yield _filed(kind, sheet, body)
    for each in folder.extensions:
        yield _filed("extension_form", sheets.extension(each, head), each.by_name)
    for paused in folder.pauses:
        yield _filed("pause_form", sheets.pause(paused, head), paused.by_name)
    for application in folder.recusals:
        sheet = sheets.recusal_application(application, head)
        yield _filed("recusal_application", sheet, application.by_name)
    if evidence := keeping.kept(session, folder.case.id):
        yield _filed("evidence_files", evidence_sheet.listed(session, evidence, head), body)
    files = files_of_case(session, folder.case)
    if files:
        yield _filed("files", forms.files(files, head), body)


def _filed(kind: str, sheet: Sheet, author: str, title: str = "", key: str = "") -> Filed:
    withheld = SPECS[kind].withheld
    return Filed(kind, title or sheet.title, author, sheet.day, sheet.as_json(), "", withheld, key)
