"""Clusters (Measures art. 12): proposed when enough complaints share something, decided by the head."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import NAMESPACE_OID, UUID, uuid5

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import Session, undefer

from services.triage.grievances import Count, since
from services.triage.models import Complaint
from services.triage.sight import visible_clusters
from services.triage.similar.models import Cluster, ClusterMember, Grievance
from shared.contracts.events import ClusterDecided
from shared.rows import adding_once, table_of
from shared.staff.tokens import StaffToken
from shared.work import Work


class Special(StrEnum):
    """What the head may decide; art. 12 says "may", so neither is a decision too."""

    SUPERVISION = "special_supervision"
    INVESTIGATION = "dedicated_investigation"
    NEITHER = "neither"


class AlreadyDecided(Exception):
    """Somebody decided about the cluster before."""


@dataclass(frozen=True)
class Wish:
    """What the head sent."""

    decision: Special
    reason: str


def propose(work: Work, complaint: Complaint, counts: Iterable[Count], threshold: int) -> None:
    """A proposal for each that has become many; one that is open grows, one decided needs as many again."""
    for count in counts:
        if count.number < threshold:
            continue
        if count.last is not None and not count.decided:
            work.keep_once(ClusterMember, cluster_id=count.last, complaint_id=complaint.id)
        elif count.last is None or _more(work, count) >= threshold:
            _proposed(work, complaint, count)


def listed(session: Session, staff: StaffToken) -> list[Cluster]:
    """The caller's clusters: those to decide first, then the newest. Of one whose complaints are all erased
    or elsewhere nothing is left to tell, unless it was decided."""
    query = select(Cluster).where(visible_clusters(staff), _still_there())
    order = (Cluster.decided_at.is_not(None), Cluster.proposed_at.desc(), Cluster.id)
    return [one for one in session.scalars(query.order_by(*order).limit(200)) if one.about]


def find(session: Session, staff: StaffToken, key: UUID, lock: bool = False) -> Cluster | None:
    """The cluster, if the caller may know of it."""
    query = select(Cluster).where(visible_clusters(staff), _still_there(), Cluster.id == key)
    found = session.scalar(query.with_for_update(key_share=True) if lock else query)
    return found if found is not None and found.about else None


def _still_there() -> ColumnElement[bool]:
    member = exists().where(
        ClusterMember.cluster_id == Cluster.id,
        ClusterMember.complaint_id == Complaint.id,
        Complaint.desk == Cluster.desk,
    )
    return or_(Cluster.decided_at.is_not(None), member)


def members(session: Session, cluster: Cluster) -> list[Complaint]:
    """The evidence, oldest first, without what was erased or lies on another desk by now: it may lie there
    because this one's side is accused."""
    query = select(Complaint).join(ClusterMember, ClusterMember.complaint_id == Complaint.id)
    here = (ClusterMember.cluster_id == cluster.id, Complaint.desk == cluster.desk)
    found = query.where(*here).options(undefer(Complaint.facts), undefer(Complaint.corrected))
    return list(session.scalars(found.order_by(Complaint.received_at, Complaint.id).limit(200)))


def twins(session: Session, clusters: Sequence[Cluster]) -> Mapping[UUID, list[Cluster]]:
    """Of those to decide, the others of the desk with the very same complaints: these were proposed for more
    than one thing that they share."""
    desks = {one.desk for one in clusters if one.decided_at is None}
    rows = select(Cluster, ClusterMember.complaint_id).join(ClusterMember)
    held: dict[UUID, tuple[Cluster, set[UUID]]] = {}
    for cluster, complaint in session.execute(
        rows.where(Cluster.desk.in_(desks), Cluster.decided_at.is_(None))
    ):
        if cluster.about:  # of an erased one nothing is left to decide
            held.setdefault(cluster.id, (cluster, set()))[1].add(complaint)
    alike: dict[frozenset[UUID], list[Cluster]] = {}
    for cluster, complaints in held.values():
        alike.setdefault(frozenset(complaints), []).append(cluster)
    return {
        one.id: sorted((each for each in same if each.id != one.id), key=lambda each: each.id)
        for same in alike.values()
        for one in same
    }


def decide(work: Work, cluster: Cluster, wish: Wish) -> None:
    """Kept either way, audited and told; for its twins too, which are about the same complaints. One that
    another head decides in this moment stays theirs. Raises AlreadyDecided."""
    if cluster.decided_at is not None:
        raise AlreadyDecided(cluster.id)
    others = twins(work.session, [cluster]).get(cluster.id, ())
    _keep(work, cluster, wish)
    for other in others:
        mine = select(Cluster).where(Cluster.id == other.id, Cluster.decided_at.is_(None))
        free = mine.with_for_update(key_share=True, skip_locked=True)
        if work.session.scalar(free.execution_options(populate_existing=True)) is not None:
            _keep(work, other, wish)
    work.emit(
        work.event(
            ClusterDecided,
            cluster_id=cluster.id,
            version=cluster.revision,
            body=cluster.desk,
            decision=wish.decision.value,
            decided_at=work.now,
            about=cluster.about,
            complaints=[str(one.id) for one in members(work.session, cluster)],
            reason=wish.reason,
        )
    )


def _keep(work: Work, cluster: Cluster, wish: Wish) -> None:
    cluster.revision += 1
    cluster.decision = wish.decision.value
    cluster.decided_at = work.now
    cluster.decided_by = str(work.actor)
    cluster.decided_by_name = work.actor.name
    cluster.reason = wish.reason
    detail = {"decision": wish.decision.value, "body": cluster.desk}
    work.record("cluster.decided", f"cluster:{cluster.id}", detail)


def _more(work: Work, count: Count) -> int:
    """Open complaints that were not in the evidence of the last proposal."""
    known = exists().where(
        ClusterMember.cluster_id == count.last, ClusterMember.complaint_id == Grievance.complaint_id
    )
    fresh = select(Grievance.complaint_id).where(
        Grievance.key == count.key, Grievance.received_on > since(work.today), ~known
    )
    return work.session.scalar(select(func.count()).select_from(fresh.limit(50).subquery())) or 0


def _proposed(work: Work, complaint: Complaint, count: Count) -> None:
    """Under an id that follows from the key, so that two workers make one proposal."""
    key = uuid5(NAMESPACE_OID, f"{count.key}:{count.proposals}")
    values = {
        "id": key,
        "key": count.key,
        "desk": complaint.desk,
        "revision": 1,
        "proposed_at": work.now,
        "about": count.shared.as_json(),
    }
    evidence = [{"cluster_id": key, "complaint_id": one} for one in _open(work, count.key)]
    work.session.flush()
    dialect, connection = work.session.get_bind().dialect.name, work.session.connection()
    connection.execute(adding_once(table_of(Cluster), dialect), [values])
    connection.execute(adding_once(table_of(ClusterMember), dialect), evidence)
    work.record("cluster.proposed", f"cluster:{key}", {"body": complaint.desk})


def _open(work: Work, key: str) -> Sequence[UUID]:
    query = select(Grievance.complaint_id).where(
        Grievance.key == key, Grievance.received_on > since(work.today)
    )
    return work.session.scalars(query.order_by(Grievance.received_on.desc()).limit(50)).all()
