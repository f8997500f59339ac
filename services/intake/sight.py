"""May this account of the staff know of this complaint's files? One predicate, part of every query."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, and_, exists, false, or_
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
    is, unless they are barred from either."""
    told, other = aliased(Holder), aliased(Complaint)
    stages = [stage for stage, roles in STAGES.items() if staff.roles & roles]
    parties = parties_of(staff)
    answered = exists().where(
        told.complaint_id == Complaint.id,
        told.stage == JOINED,
        other.tracking_number == told.body,
        exists().where(Holder.complaint_id == other.id, Holder.stage.in_(stages), Holder.body == staff.home),
        ~exists().where(Barred.complaint_id.in_([other.id, Complaint.id]), Barred.party.in_(parties)),
    )
    return or_(visible(staff), and_(Complaint.assessed_at.is_not(None), answered))


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
