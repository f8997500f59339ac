"""Clusters as the head reads them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from services.triage.cluster.keeping import Special, members, twins
from services.triage.history import moment
from services.triage.models import Complaint
from services.triage.similar.models import Cluster
from shared.i18n import N_

SPECIALS = {
    Special.SUPERVISION: N_("Special supervision"),
    Special.INVESTIGATION: N_("Dedicated investigation"),
    Special.NEITHER: N_("Neither"),
}


def cluster_documents(session: Session, clusters: Sequence[Cluster]) -> list[dict[str, Any]]:
    """What they share, which they are, and what was decided; of one to decide, what else the same complaints
    share, since that is decided with it."""
    same = twins(session, clusters)
    return [
        _document(session, one) | {"twins": [each.about for each in same.get(one.id, ())]} for one in clusters
    ]


def _document(session: Session, cluster: Cluster) -> dict[str, Any]:
    evidence = members(session, cluster)
    return {
        "id": str(cluster.id),
        "version": cluster.revision,
        "proposed_at": cluster.proposed_at.isoformat(),
        "about": cluster.about,
        "count": len(evidence),
        "complaints": [one.tracking_number for one in evidence],
        "evidence": [_line(one) for one in evidence],
        "decision": cluster.decision,
        "decided_at": cluster.decided_at.isoformat() if cluster.decided_at else None,
        "decided_by": cluster.decided_by_name,
        "reason": cluster.reason,
    }


def _line(found: Complaint) -> dict[str, Any]:
    """What the head weighs: whom it accuses of what. Its words are read where it is decided."""
    return {
        "tracking_number": found.tracking_number,
        "received_at": moment(found.received_at),
        "state": found.state,
        "respondents": [
            {"kind": one["kind"], "division": one.get("division") or "", "name": one.get("name") or ""}
            for one in found.known.get("respondents") or ()
        ],
        "categories": (found.known.get("claims") or {}).get("categories") or [],
    }
