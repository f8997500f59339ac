"""Documents are written, numbered and kept in the transaction of the step that calls for them."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.investigation import document_text, receipts
from services.investigation.cabinet import NoSuchCase
from services.investigation.document_text import Letterhead
from services.investigation.domain import templates
from services.investigation.domain.case import Action, Caller, Fault, State
from services.investigation.domain.documents import OF_OUTCOME, SPECS, DocumentKind, Way, called_for
from services.investigation.domain.limits import limits
from services.investigation.domain.outcomes import Outcome
from services.investigation.folder import Folder
from services.investigation.handlers.conclusion import say_concluded
from services.investigation.handlers.steps import require, take
from services.investigation.models import Document, DocumentSeries, ServiceRecord
from services.investigation.replies import NameOf, issuer, official, until_when
from services.investigation.signs import sign_of
from services.investigation.written import Written
from services.investigation.written import write as write_by_template
from shared import crypto
from shared.clock import china_day
from shared.divisions import division_of, divisions
from shared.papers import Paper, number
from shared.papers.series import next_serial
from shared.work import Work

Write = Callable[[Letterhead], Paper]


def issue(
    work: Work,
    folder: Folder,
    kind: DocumentKind,
    by: str,
    name_of: NameOf,
    write: Write,
    body: str | None = None,
) -> Document:
    """Number the document and keep it for good; gapless per body (if none, the case's own), kind, year."""
    return _issued(work, folder, kind, by, name_of, write, body)[0]


def _issued(
    work: Work,
    folder: Folder,
    kind: DocumentKind,
    by: str,
    name_of: NameOf,
    write: Write,
    body: str | None = None,
) -> tuple[Document, Written]:
    case, year = folder.case, work.today.year
    body = body or case.body
    serial = next_serial(work.session, DocumentSeries, body=body, kind=kind.value, year=year)
    division = division_of(body)
    signed = number(f"{divisions()[division].name}{SPECS[kind].sign}", year, serial)
    code = verification_of(signed, str(case.id))
    head = Letterhead(issuer(body, name_of), signed, work.today, case_sign(folder), code)
    written = write_by_template(work.session, body, kind, write(head))
    made = Document(
        id=work.new_id(),
        case_id=case.id,
        kind=kind.value,
        body=body,
        year=year,
        serial=serial,
        number=signed,
        at=work.now,
        by_name=by,
        verification=code,
        content=written.paper.as_json(),
        template=written.template,
        word=written.word,
        set_as=written.set_as,
    )
    work.session.add(made)
    told: dict[str, Any] = {"number": signed, "kind": kind.value}
    if written.passed_over is not None:
        told["template_passed_over"] = written.passed_over
    work.record("document.issued", f"case:{case.id}", told)
    return made, written


def issue_outcomes(work: Work, folder: Folder, caller: Caller, name_of: NameOf, seen: str) -> None:
    """What the approved proposal calls for, and the reply; a correction knows the document that orders it.
    Written by the templates that were `seen`, and no others. Raises Rejected."""
    written: dict[DocumentKind, Written] = {}
    for position, outcome in enumerate(folder.outcomes, start=1):
        kind = OF_OUTCOME.get(outcome.code)
        if kind is None:
            continue
        about = _outcome(folder, kind, outcome)
        made, written[kind] = _issued(work, folder, kind, caller.signed, name_of, about)
        for item in folder.rectifications:
            if item.position == position and item.case_id == folder.case.id:
                work.session.flush()
                item.document_id = made.id
    text, tracking = folder.proposal.reply if folder.proposal else "", folder.case.tracking_number
    if text and folder.case.contactable:

        def answer(head: Letterhead) -> Paper:
            return document_text.reply(text, tracking, head, folder.answers_before)

        kind = DocumentKind.REPLY
        _, written[kind] = _issued(work, folder, kind, caller.signed, name_of, answer)
    used = {kind: each.in_use for kind, each in written.items()}
    require(
        Fault("/templates", "template_changed", "measures:14(2)", {"kind": kind})
        for kind in templates.changed(seen, used)
    )


def _outcome(folder: Folder, kind: DocumentKind, outcome: Outcome) -> Write:
    enclosed, objection = _enclosed(folder, kind), limits(folder.case.limits).unit_objection
    return lambda head: document_text.of_outcome(kind, outcome, head, enclosed, objection)


def _enclosed(folder: Folder, kind: DocumentKind) -> str:
    """What the complainant wrote goes to another authority in its redacted version, or not at all."""
    made = folder.redacted if kind is DocumentKind.HANDOVER else None
    return made.text if made else ""


def preview(session: Session, folder: Folder, position: int, today: date, name_of: NameOf) -> Written:
    """The document of the outcome at this place of the proposal, not yet numbered. Raises NoSuchCase."""
    called = called_for(folder.outcomes)
    if not 0 <= position < len(called):
        raise NoSuchCase(position)
    kind, outcome = called[position]
    pending = official(document_text.PENDING_NUMBER)
    head = Letterhead(issuer(folder.case.body, name_of), pending, today, case_sign(folder))
    return write_by_template(session, folder.case.body, kind, _outcome(folder, kind, outcome)(head))


def serve(
    work: Work, folder: Folder, caller: Caller, document_id: UUID, recipient: str, way: Way, served_on: date
) -> None:
    """That a document reached whom it is for, also one of a body that had the matter before: kept in the file
    of the case that answers for it. Raises NoSuchCase, Rejected."""
    document = work.session.get(Document, document_id)
    if document is None or not receipts.answers_for(folder, document):
        raise NoSuchCase(document_id)
    to, detail = folder.case.standing, {"way": way, "document": document.number}
    longer = _recheck_from_receipt(folder, document, served_on) if served_on <= work.today else None
    detail |= {"recheck_until": longer.isoformat()} if longer else {}
    take(work, folder, caller, Action.SERVE, to=to, kind="served", detail=detail)
    late, early = served_on > work.today, served_on < china_day(document.at)
    require(
        ([] if recipient.strip() else [Fault("/recipient", "required")])
        + ([Fault("/served_on", "day_is_to_come")] if late else [])
        + ([Fault("/served_on", "before_it_was_issued")] if early else [])
    )
    work.session.add(
        ServiceRecord(
            id=work.new_id(),
            case_id=folder.case.id,
            document_id=document.id,
            recipient=recipient,
            way=way,
            served_on=served_on,
            by_name=caller.name,
            at=work.now,
        )
    )
    if longer:
        folder.case.recheck_until = longer
        say_concluded(work, folder)


def _recheck_from_receipt(folder: Folder, document: Document, served_on: date) -> date | None:
    """The last day for a recheck, where the answer came later than it was given: its 30 days run from the
    receipt (petition art. 35)."""
    told = folder.case.recheck_until
    mine = document.case_id == folder.case.id and folder.case.standing is not State.PASSED_UP
    if document.kind != DocumentKind.REPLY or told is None or not mine:
        return None
    counted = until_when(served_on)
    return counted if counted > told else None


def case_sign(folder: Folder) -> str:
    """What a case is called outside."""
    return sign_of(folder.case.id)


def verification_of(signed: str, case: str) -> str:
    """A keyed hash of number and case that nobody can make up (60 bits)."""
    return crypto.keyring().blind_index("investigation:document", f"{signed}|{case}")[:15].upper()
