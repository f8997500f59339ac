"""The JSON door to clusters: proposed by the system, decided by the head (Measures art. 12)."""

from typing import Any
from uuid import UUID

from services.triage.api import blueprint
from services.triage.cluster import keeping as clusters
from services.triage.cluster.documents import cluster_documents
from services.triage.cluster.keeping import AlreadyDecided, Special, Wish
from services.triage.schemas.similar import ClusterListOut, ClusterOut, SpecialSchema
from services.triage.similar.models import Cluster
from shared.contracts.terms import Role
from shared.i18n import N_, gettext
from shared.kept_answers import Answer
from shared.staff.web import acting, deciding, require_role, staff
from shared.web import etags, works
from shared.web.api import VERSION, once
from shared.web.idempotency import answer_once
from shared.web.problems import problem
from shared.work import Work

DECIDED = N_("This cluster was already decided.")


@blueprint.get("/clusters")
@require_role(Role.HEAD)
@blueprint.response(200, ClusterListOut)
def list_clusters() -> dict[str, Any]:
    """Complaints of the caller's body with much in common, those to decide first."""
    with works().begin(acting()) as work:
        found = clusters.listed(work.session, staff())
        work.record("clusters.listed", staff().home, {"count": len(found)})
        return {"items": cluster_documents(work.session, found)}


@blueprint.get("/clusters/<uuid:cluster_id>")
@require_role(Role.HEAD)
@blueprint.response(200, ClusterOut)
@blueprint.gives(ETag=VERSION)
@blueprint.refuses(404)
def read_cluster(cluster_id: UUID) -> Answer:
    """One of them; the ETag goes into If-Match."""
    with works().begin(acting()) as work:
        return _answer(work, look(work, cluster_id))


@blueprint.post("/clusters/<uuid:cluster_id>/decision")
@require_role(Role.HEAD)
@once
@blueprint.arguments(SpecialSchema)
@blueprint.response(200, ClusterOut)
@blueprint.versioned
@blueprint.refuses(404, 409)
def post_cluster_decision(body: dict[str, Any], cluster_id: UUID) -> Answer:
    """Special supervision, a dedicated investigation, or neither: kept with its reason either way."""

    def do(work: Work) -> Answer:
        cluster = look(work, cluster_id, lock=True)
        etags.check(cluster.revision)
        clusters.decide(work, cluster, Wish(Special(body["decision"]), body["reason"]))
        work.session.flush()
        return _answer(work, cluster)

    def again(work: Work, kept: Answer) -> Answer:
        look(work, cluster_id)
        return kept

    try:
        return answer_once(deciding(), do, again=again)
    except AlreadyDecided as error:
        raise problem(409, "already_decided", gettext(DECIDED)) from error


def look(work: Work, key: UUID, lock: bool = False) -> Cluster:
    """The cluster; 404 for whoever may not know of it."""
    found = clusters.find(work.session, staff(), key, lock)
    if found is None:
        raise problem(404, "not_found")
    work.record("cluster.read", f"cluster:{key}", {"version": found.revision})
    return found


def _answer(work: Work, cluster: Cluster) -> Answer:
    (document,) = cluster_documents(work.session, [cluster])
    return document, 200, {"ETag": f'"v{cluster.revision}"'}
