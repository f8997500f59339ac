"""May this caller know that this complaint exists? One predicate, part of every query."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, and_, exists, false

from services.triage.models import BarredParty, Complaint, Objection, Overdue
from services.triage.similar.models import Cluster, ClusterMember
from shared import crypto
from shared.contracts.terms import Role
from shared.staff.tokens import StaffToken


def party_index(code: str) -> str:
    """The keyed hash under which a party stands in the barred table."""
    return crypto.keyring().blind_index("triage:barred", code)


def codes_of(staff: StaffToken) -> frozenset[str]:
    """Under which codes an account may be barred: its house, its person."""
    division = staff.home.partition("-")[2]
    names = {f"PERSON-{division}:{staff.display_name}", f"STAFF-{staff.staff_id}"}
    return frozenset({staff.home, *names})


def visible(staff: StaffToken) -> ColumnElement[bool]:
    """Complaints on the caller's own desk from which neither they nor their house is barred."""
    return and_(Complaint.desk == staff.home, Complaint.state != "expected", _may_know(staff))


def supervised(staff: StaffToken) -> ColumnElement[bool]:
    """Complaints late on another desk of which the caller's body was told: that they exist, and no more."""
    told = exists().where(
        Overdue.complaint_id == Complaint.id, Overdue.due == Complaint.due, Overdue.superior == staff.home
    )
    return and_(told, Complaint.desk != staff.home, _may_know(staff))


def objected(staff: StaffToken) -> ColumnElement[bool]:
    """Complaints that the caller's body objected to and that lie elsewhere since: that much, no content."""
    said = exists().where(Objection.complaint_id == Complaint.id, Objection.desk == staff.home)
    return and_(said.correlate(Complaint), Complaint.desk != staff.home, _may_know(staff))


def _may_know(staff: StaffToken) -> ColumnElement[bool]:
    if Role.TRIAGE not in staff.roles:
        return false()
    barred = exists().where(
        BarredParty.complaint_id == Complaint.id, BarredParty.party.in_(_hashes(codes_of(staff)))
    )
    return ~barred


def visible_clusters(staff: StaffToken) -> ColumnElement[bool]:
    """Clusters of the caller's own body, for its head, unless any complaint in them bars the caller."""
    if Role.HEAD not in staff.roles:
        return false()
    barred = exists().where(
        ClusterMember.cluster_id == Cluster.id,
        BarredParty.complaint_id == ClusterMember.complaint_id,
        BarredParty.party.in_(_hashes(codes_of(staff))),
    )
    return and_(Cluster.desk == staff.home, ~barred)


def _hashes(codes: Iterable[str]) -> list[str]:
    return [party_index(code) for code in sorted(codes)]
