"""The link by which a supervised unit answers a document: issued, revoked, opened; and its report by it."""

import secrets
from collections.abc import Callable
from datetime import date
from uuid import UUID

from sqlalchemy import select

from services.investigation.cabinet import folder_of
from services.investigation.domain import unit
from services.investigation.domain.case import Action, Caller, Fault
from services.investigation.domain.clocks import OWES
from services.investigation.folder import Folder
from services.investigation.handlers.steps import Rejected, note, require, take
from services.investigation.models import Case, Document, Rectification, UnitLink
from services.investigation.sight import kept
from shared import crypto
from shared.clock import china_day
from shared.work import Work

Draw = Callable[[], str]


class NoSuchLink(LookupError):
    """The link leads nowhere: made up, revoked or over; which of these is not told."""


class TooOften(Exception):
    """More was sent by this link in a day than a unit can mean."""


def drawn() -> str:
    return "".join(secrets.choice(unit.ALPHABET) for _ in range(unit.LENGTH))


def issue(work: Work, folder: Folder, caller: Caller, item_id: UUID, draw: Draw = drawn) -> str:
    """A link to one correction, for whoever serves its document; its secret is returned and kept nowhere.

    Links issued before for the same correction are revoked: one paper is good at a time. Raises Rejected.
    """
    item = find_item(folder, item_id)
    take(work, folder, caller, Action.ISSUE_LINK, detail={"document": document_number(work, item)})
    if item.settled:
        raise Rejected([Fault("/item", f"rectification_{item.state}")])
    token = draw()
    for former in folder.links:  # also one that is over: with a later day it would lead there again
        if former.item_id == item.id and former.revoked_at is None:
            former.revoked_at, former.revoked_by = work.now, caller.name
    link = UnitLink(
        id=work.new_id(),
        case_id=folder.case.id,
        item_id=item.id,
        token_hash=hashed(token),
        by=caller.staff_id,
        by_name=caller.name,
        at=work.now,
        until=unit.open_until(_last_day(item), work.today),
        opened=0,
        sent=0,
    )
    folder.links.append(link)
    work.session.add(link)
    return token


def stay_open(work: Work, item: Rectification) -> None:
    """The unit answers a correction that has a later day by the link that it holds: it is open as long as one
    that is issued now."""
    until = unit.open_until(_last_day(item), work.today)
    held = select(UnitLink).where(UnitLink.item_id == item.id, UnitLink.revoked_at.is_(None))
    for link in work.session.scalars(held):
        link.until = max(link.until, until)


def _last_day(item: Rectification) -> date:
    """Of the document, or of the letter that pressed for it since."""
    return max(item.due, item.urged_until or item.due)


def hashed(token: str) -> str:
    return crypto.keyring().blind_index("investigation:unit-link", unit.clean(token))


def document_number(work: Work, item: Rectification) -> str:
    from_document = work.session.get(Document, item.document_id) if item.document_id else None
    return from_document.number if from_document else ""


def came_in(work: Work, item: Rectification, received: date | None) -> date:
    """The day on which a paper of the unit came in: today, or the one named. Nobody answers a document
    before there is one. Raises Rejected."""
    if received is None:
        return work.today
    document = work.session.get(Document, item.document_id) if item.document_id else None
    early = document is not None and received < china_day(document.at)
    require([Fault("/received", "day_is_to_come")] if received > work.today else [])
    require([Fault("/received", "before_it_was_issued")] if early else [])
    return received


def find_item(folder: Folder, item_id: UUID) -> Rectification:
    """The correction of that id. Raises Rejected."""
    for each in folder.rectifications:
        if each.id == item_id:
            return each
    raise Rejected([Fault("/item", "unknown_item")])


def revoke(work: Work, folder: Folder, caller: Caller, link_id: UUID) -> None:
    """The link leads nowhere from now on. Raises Rejected."""
    to = folder.case.standing
    take(work, folder, caller, Action.REVOKE_LINK, to=to)
    link = next((each for each in folder.open_links(work.today) if each.id == link_id), None)
    if link is None:
        raise Rejected([Fault("/link", "unknown_link")])
    link.revoked_at, link.revoked_by = work.now, caller.name


def find(work: Work, token: str, *, to_change: bool = False) -> tuple[UnitLink, Folder]:
    """What the link leads to; its case is kept from others with `to_change`. Of what was erased no paper is
    left to lead to. Raises NoSuchLink."""
    link = work.session.scalar(select(UnitLink).where(UnitLink.token_hash == hashed(token)))
    if link is None:
        raise NoSuchLink
    query = select(Case).where(Case.id == link.case_id, kept())
    case = work.session.scalar(query.with_for_update() if to_change else query)
    if case is None:
        raise NoSuchLink
    if to_change:  # it may have been revoked, or be another case's, while this one was waited for
        work.session.refresh(link)
        if link.case_id != case.id:
            return find(work, token, to_change=True)
    if link.revoked_at is not None or link.until < work.today:
        raise NoSuchLink
    return link, folder_of(work.session, case)


def open_link(work: Work, token: str) -> tuple[UnitLink, Folder]:
    """The unit looks at its document; that it did is kept. Raises NoSuchLink."""
    link, folder = find(work, token)
    link.opened, link.opened_at = link.opened + 1, work.now
    work.record("unit_link.opened", f"case:{link.case_id}", {"link": str(link.id)})
    return link, folder


def sending(work: Work, token: str) -> tuple[UnitLink, Folder]:
    """As `find`, for something that the unit sends. Raises NoSuchLink, TooOften."""
    link, folder = find(work, token, to_change=True)
    if link.sent_on != work.today:
        link.sent_on, link.sent = work.today, 0
    if link.sent >= unit.MOST_A_DAY:
        raise TooOften
    link.sent += 1
    return link, folder


def report(work: Work, token: str, who: str, text: str, proofs: str) -> None:
    """The unit says itself what it did, and what proves it. Raises NoSuchLink, TooOften, Rejected."""
    link, folder = sending(work, token)
    item = find_item(folder, link.item_id)
    said = {"who": who, "text": text, "proofs": proofs}
    require(Fault(f"/{name}", "required", unit.ARTICLE) for name, given in said.items() if not given.strip())
    if item.state != "open":
        raise Rejected([Fault("/text", f"rectification_{item.state}")])
    require([] if folder.case.standing in OWES else [Fault("/text", "follows_no_more")])
    item.report, item.reported_at, item.reported_on = written(said), work.now, work.today
    note(work, folder.case, "unit_reported", {"link": str(link.id), "item": str(item.id)}, item.report)


def written(said: dict[str, str]) -> str:
    """The report as the file keeps it: what was done, then the proofs, then who says so."""
    return "\n".join((said["text"].strip(), said["proofs"].strip(), said["who"].strip()))
