"""Putting a case's file together: every piece with what stands on it, in the order of the file."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.investigation import filing_forms as forms
from services.investigation import sheets
from services.investigation.domain.archive import PIECES as SPECS
from services.investigation.domain.archive import Withheld
from services.investigation.evidence import keeping
from services.investigation.evidence import sheet as evidence_sheet
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


def pieces(session: Session, folder: Folder, head: Masthead) -> list[Filed]:
    """All pieces; within one place of the order the older first."""
    found = [
        *_documents(session, folder, head),
        *_records(session, folder, head),
        *_forms(session, folder, head),
    ]
    return sorted(found, key=lambda each: (SPECS[each.kind].place, each.day))


def _documents(session: Session, folder: Folder, head: Masthead) -> Iterator[Filed]:
    """Documents as they were issued, and how each was served."""
    mine = select(Document).where(Document.case_id == folder.case.id)
    issued = list(session.scalars(mine.order_by(Document.at, Document.kind, Document.serial)))
    for each in issued:
        title, day = each.content["title"], china_day(each.at)
        withheld = SPECS[each.kind].withheld
        yield Filed(each.kind, title, each.content["issuer"], day, each.drawn, each.number, withheld)
    by_id = {each.id: each for each in issued}
    served = select(ServiceRecord).where(ServiceRecord.case_id == folder.case.id)
    for row in session.scalars(served.order_by(ServiceRecord.served_on, ServiceRecord.at)):
        document = by_id[row.document_id]
        sheet = sheets.service(document, row, head, row.served_on)
        title, withheld = f"{sheet.title}（{document.number}）", SPECS[document.kind].withheld
        yield Filed("service", title, row.by_name, row.served_on, sheet.as_json(), "", withheld)


def _records(session: Session, folder: Folder, head: Masthead) -> Iterator[Filed]:
    order = (Record.at, Record.kind, Record.number)
    for row in session.scalars(select(Record).where(Record.case_id == folder.case.id).order_by(*order)):
        sheet = sheets.record(row, head)
        yield _filed(f"record_{row.kind}", sheet, row.by_name, f"{sheet.title}（{row.number}）")


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
        yield _filed("files", forms.files(files, folder, head), body)


def _filed(kind: str, sheet: Sheet, author: str, title: str = "") -> Filed:
    withheld = SPECS[kind].withheld
    return Filed(kind, title or sheet.title, author, sheet.day, sheet.as_json(), "", withheld)
