"""May this account of the staff know of this complaint's files? One predicate, part of every query."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, or_, select
from sqlalchemy.orm import aliased

from services.intake.models import Barred, Complaint, Holder
from shared.contracts.terms import Role
from shared.staff.tokens import StaffToken

TRIAGE, INVESTIGATION = "triage", "investigation"
JOINED = "joined"
"""No stage: in place of a body stands the number of the complaint that this one is answered with."""
STAGES: Mapping[str, frozenset[Role]] = {
    TRIAGE: frozenset({Role.TRIAGE}),
    INVESTIGATION: frozenset({Role.INVESTIGATOR, Role.HEAD}),
}
"""Which roles look at a complaint at which stage."""
LOOKING = frozenset[Role]().union(*STAGES.values())


def visible(staff: StaffToken) -> ColumnElement[bool]:
    """Complaints that the caller's own body has at the stage of one of their roles, and from which neither
    they nor their house is barred. Before triage has said who is barred, nobody's."""
    stages = [stage for stage, roles in STAGES.items() if staff.roles & roles]
    if not stages:
        return false()
    held = exists().where(
        Holder.complaint_id == Complaint.id, Holder.stage.in_(stages), Holder.body == staff.home
    )
    barred = exists().where(Barred.complaint_id == Complaint.id, Barred.party.in_(parties_of(staff)))
    return and_(Complaint.assessed_at.is_not(None), held, ~barred)


def readable(staff: StaffToken) -> ColumnElement[bool]:
    """Complaints whose files the caller may read: those visible to them, and those answered with one that
    is, also by way of others, unless they are barred from any on that way."""
    stages = [stage for stage, roles in STAGES.items() if staff.roles & roles]
    parties = parties_of(staff)
    told, other = aliased(Holder), aliased(Complaint)
    way = select(Complaint.id.label("at")).where(_unbarred(Complaint.id, parties)).correlate(Complaint)
    upward = way.cte("way", recursive=True, nesting=True)
    further = (
        select(other.id)
        .select_from(upward)
        .join(told, and_(told.complaint_id == upward.c.at, told.stage == JOINED))
        .join(other, other.tracking_number == told.body)
        .where(_unbarred(other.id, parties))
    )
    upward = upward.union(further)
    held = and_(Holder.complaint_id == upward.c.at, Holder.stage.in_(stages), Holder.body == staff.home)
    answered = (
        select(upward.c.at).where(upward.c.at != Complaint.id, exists().where(held)).correlate(Complaint)
    )
    return or_(visible(staff), and_(Complaint.assessed_at.is_not(None), answered.exists()))


def _unbarred(complaint: Any, parties: list[str]) -> ColumnElement[bool]:
    return ~exists().where(Barred.complaint_id == complaint, Barred.party.in_(parties))


def concerned(staff: StaffToken) -> ColumnElement[bool]:
    """The same, and for its head whatever the body has at any stage: what it must keep, and how long."""
    if Role.HEAD not in staff.roles:
        return visible(staff)
    held = exists().where(Holder.complaint_id == Complaint.id, Holder.body == staff.home)
    barred = exists().where(Barred.complaint_id == Complaint.id, Barred.party.in_(parties_of(staff)))
    return and_(Complaint.assessed_at.is_not(None), held, ~barred)


def parties_of(staff: StaffToken) -> list[str]:
    """Under which codes an account may be barred: its house, its person."""
    named = f"PERSON-{staff.division}:{staff.display_name}"
    return sorted({staff.home, named, f"STAFF-{staff.staff_id}"})
