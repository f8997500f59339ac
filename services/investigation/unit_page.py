"""What a supervised unit may read by its link: gathered here and nowhere else, so that no more gets in."""

from typing import Any

from services.investigation.domain.clocks import OWES
from services.investigation.domain.limits import limits
from services.investigation.domain.outcomes import Kind, Outcome
from services.investigation.domain.unit import Request
from services.investigation.folder import Folder
from services.investigation.handlers.completion import ordering, ruled
from services.investigation.handlers.unit_links import find_item
from services.investigation.handlers.unit_requests import objected_before, objection_until
from services.investigation.models import Case, Document, Rectification, UnitLink
from services.investigation.replies import official
from services.investigation.wording import official_article
from services.investigation.words.law import FIELDS, OUTCOMES
from shared.divisions import division_of
from shared.i18n import N_, gettext
from shared.work import Work

MEASURE = N_("Measure")
TO_DO = ("act", "document", "external_decision", "decision", "manner")
"""Of the document that the unit holds: what it is to do. Facts, reasons and grounds stay on paper."""


def shown(work: Work, link: UnitLink, folder: Folder) -> dict[str, Any]:
    """The document's number and day, what is to be done by when, and what was sent and answered."""
    item = find_item(folder, link.item_id)
    document = work.session.get(Document, item.document_id) if item.document_id else None
    rectifying = folder.case.standing in OWES and not item.settled
    until = objection_until(work, folder, item)
    waiting = {each.request for each in folder.waiting if each.item_id == item.id}
    asks = rectifying and item.state == "open" and Request.MORE_TIME not in waiting
    at_most = ruled(work, folder, item)
    return {
        "unit": item.unit,
        "issuer": document.content["issuer"] if document else "",
        "title": document.content["title"] if document else "",
        "number": document.number if document else "",
        "issued_at": document.at if document else None,
        "to_do": _to_do(ordering(work, folder, item)),
        "due": item.due,
        "state": item.state,
        "report": item.report,
        "reported_at": item.reported_at,
        "refusal": item.refusal if item.state == "open" else None,
        "requests": _asked(work, folder, item),
        "objection_until": until,
        "objection_days": limits(folder.case.limits).unit_objection,
        "until": link.until,
        "may_report": rectifying and item.state == "open",
        "may_object": rectifying
        and Request.OBJECTION not in waiting
        and not objected_before(folder, item)
        and (until is None or until >= work.today),
        "may_ask_time": asks and (at_most is None or max(item.due, work.today) < at_most),
        "ruled_until": at_most if asks else None,
    }


def _to_do(outcome: Outcome | None) -> list[tuple[str, str]]:
    """From the outcome that the document carries, in its own words."""
    if outcome is None:
        return []
    article = official_article(outcome.spec.article)
    said = [(gettext(MEASURE), f"{official(OUTCOMES[outcome.code])}（{article}）")]
    for name in TO_DO:
        field, text = outcome.spec.field(name), outcome.fields.get(name, "").strip()
        if field is not None and field.kind in (Kind.TEXT, Kind.LINE) and text:
            said.append((gettext(FIELDS[name]), text))
    return said


def _asked(work: Work, folder: Folder, item: Rectification) -> list[dict[str, Any]]:
    found = []
    above = work.session.get(Case, item.upheld_in) if item.upheld_in else None
    for each in folder.requests:
        if each.item_id == item.id:
            letter = work.session.get(Document, each.document_id) if each.document_id else None
            found.append(
                {
                    "request": each.request,
                    "at": each.at,
                    "reasons": each.reasons,
                    "until": each.until,
                    "answer_by": each.answer_by,
                    "above": f"DEP-{division_of(above.body)}"
                    if above and folder.decided_in(each) == above.id
                    else None,
                    "ruling": each.ruling,
                    "answer": each.answer,
                    "letter": letter.number if letter else None,
                }
            )
    return found
