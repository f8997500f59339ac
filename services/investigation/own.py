"""Cases of one's own: what a case page tells of them, and clusters that were decided and have none yet."""

from collections import defaultdict
from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from services.investigation import joined
from services.investigation.domain.case import ENDED, Caller, State
from services.investigation.domain.own import ARTICLES, Origin
from services.investigation.folder import Folder
from services.investigation.models import BarredParty, Bound, Case, Notice
from services.investigation.sight import countable, party_index, visible

Document = dict[str, Any]
KINDS = {"special_supervision": "special", "dedicated_investigation": "dedicated"}
"""What a head decided on a cluster, and the origin that follows."""


def mandate(folder: Folder) -> Document | None:
    """Why it was begun, and what is owed to whom."""
    row = folder.mandate
    if row is None:
        return None
    return {
        "origin": folder.case.origin,
        "article": ARTICLES.get(Origin(folder.case.origin)),
        "reason": row.reason,
        "by": row.by_name,
        "assigner": row.assigner,
        "report_by": row.report_by.isoformat() if row.report_by else None,
        "report": row.report,
        "reported_at": row.reported_at.isoformat() if row.reported_at else None,
        "reported_by": row.reported_by,
        "interim": row.interim,
        "interim_at": row.interim_at.isoformat() if row.interim_at else None,
        "interim_by": row.interim_by,
    }


def bound(session: Session, folder: Folder, caller: Caller) -> list[Document]:
    """The cases it binds, as far as the caller may see them; of a bound case, the special."""
    mine = select(Case).join(Bound, Bound.case_id == Case.id).where(Bound.special_id == folder.case.id)
    over = select(Case).join(Bound, Bound.special_id == Case.id).where(Bound.case_id == folder.case.id)
    query = mine if folder.case.own else over
    return [
        {
            "id": str(case.id),
            "tracking_number": case.tracking_number,
            "state": case.state,
            "origin": case.origin,
            "due": case.due.isoformat(),
            "here": case.standing is not State.PASSED_UP,
        }
        for case in session.scalars(query.where(visible(caller)).order_by(Case.due, Case.id))
    ]


def all_bound(session: Session, special: Case) -> list[Case]:
    """All that it binds, whoever asks: for its file, which nobody gets who may not see each of them. Without
    what accuses the body itself by now, of which nobody there may be told."""
    mine = select(Case).join(Bound, Bound.case_id == Case.id).where(Bound.special_id == special.id)
    mine = mine.where(~_accuses(special.body))
    return list(session.scalars(mine.order_by(Case.accepted_at, Case.tracking_number))) if special.own else []


def lost(session: Session, special: Case) -> set[str]:
    """Numbers of what it binds and the body lost, since that accuses the body itself."""
    mine = select(Case.tracking_number).join(Bound, Bound.case_id == Case.id)
    mine = mine.where(Bound.special_id == special.id, _accuses(special.body))
    return set(session.scalars(mine)) if special.own else set()


def _accuses(body: str) -> ColumnElement[bool]:
    house = BarredParty.party == party_index(body)
    return exists().where(BarredParty.complaint_id == Case.complaint_id, house)


def complaint_numbers(session: Session, folder: Folder) -> set[str]:
    """By which complainants follow what this case is about: its complaint, those whose file it reads, and
    those that are handled together with it, and what joined any of these."""
    case = folder.case
    over = select(Bound.special_id).where(Bound.case_id == case.id)
    together = select(Case.complaint_id, Case.tracking_number).join(Bound, Bound.case_id == Case.id)
    together = together.where(or_(Bound.special_id == case.id, Bound.special_id.in_(over)))
    mine = [(each.complaint_id, each.tracking_number) for each in (case, *folder.before) if not each.own]
    found = dict(mine) | {each.complaint_id: each.tracking_number for each in session.execute(together)}
    return {*found.values(), *joined.ever_joined(session, found)}


def kept_from(session: Session, special: Case, caller: Caller) -> list[str]:
    """Numbers of those that it binds and that are kept from the caller."""
    mine = select(Case.tracking_number).join(Bound, Bound.case_id == Case.id)
    return list(session.scalars(mine.where(Bound.special_id == special.id, ~countable(caller))))


def listed(session: Session, caller: Caller) -> list[Case]:
    """The body's cases of its own, the nearest day first."""
    query = select(Case).where(visible(caller), Case.origin != "complaint")
    return list(session.scalars(query.order_by(Case.due, Case.id).limit(200)))


def clusters(session: Session, caller: Caller) -> list[Document]:
    """Clusters that a head decided to look into and whose complaints here are bound by nothing yet."""
    query = (
        select(Notice, Case)
        .join(Case, Case.complaint_id == Notice.complaint_id)
        .outerjoin(Bound, Bound.case_id == Case.id)
        .where(visible(caller), Notice.kind.in_(KINDS), Bound.case_id.is_(None), Case.state.not_in(ENDED))
    )
    found: dict[str, list[tuple[Notice, Case]]] = defaultdict(list)
    for row, case in session.execute(query.order_by(Notice.at, Case.id)):
        found[row.detail.get("cluster", "")].append((row, case))
    return [
        {
            "origin": KINDS[rows[0][0].kind],
            "reason": rows[0][0].text,
            "numbers": [case.tracking_number for _, case in rows],
        }
        for rows in found.values()
    ]
