"""A unit that does not carry out what it must is pressed for it; the body above hears of it by itself."""

from datetime import date
from uuid import UUID

from services.investigation.document_text import Letterhead
from services.investigation.domain import traces, unit
from services.investigation.domain.case import Action, Caller, Fault
from services.investigation.domain.documents import DocumentKind
from services.investigation.folder import Folder
from services.investigation.handlers.documents import issue
from services.investigation.handlers.steps import Rejected, require, take
from services.investigation.handlers.unit_links import document_number, find_item, stay_open
from services.investigation.own import complaint_numbers
from services.investigation.replies import NameOf
from services.investigation.unit_text import urging_unit
from shared.papers import Paper
from shared.work import Work


def urge(
    work: Work, folder: Folder, caller: Caller, item_id: UUID, text: str, until: date | None, name_of: NameOf
) -> None:
    """督办函 to the unit, with a last day. The day that the document set stays, and stays broken."""
    item = find_item(folder, item_id)
    number = document_number(work, item)
    take(work, folder, caller, Action.URGE_UNIT, detail={"document": number}, text=text)
    if item not in folder.late(work.today):
        raise Rejected([Fault("/item", "item_not_late", "825:26")])
    require(
        ([] if text.strip() else [Fault("/text", "required", "825:26")])
        + unit.later_faults(until, item.due, work.today, "/until")
    )
    require(traces.number_faults({"/text": text}, complaint_numbers(work.session, folder)))
    item.urged_at, item.urged_until = work.now, until
    stay_open(work, item)
    addressee, due = item.unit, item.due

    def write(head: Letterhead) -> Paper:
        return urging_unit(addressee, number, due, text, until or due, head)

    issue(work, folder, DocumentKind.URGING, caller.signed, name_of, write)
