"""Who must never learn of a complaint; barred is barred, nothing heard later opens a door again."""

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import aliased

from services.investigation.models import BarredParty, Bound, Case
from services.investigation.sight import party_index
from shared.work import Work


def bar(work: Work, complaint_id: UUID, codes: Iterable[str]) -> None:
    for code in sorted(set(codes)):
        work.keep_once(BarredParty, complaint_id=complaint_id, party=party_index(code), code=code)


_special, _case, _beside, _with = aliased(Case), aliased(Case), aliased(Case), aliased(Bound)
_BELOW = _case.complaint_id.in_(bindparam("below", expanding=True))
_OVER = (
    select(_case.complaint_id, _special.complaint_id, _special.body)
    .join(Bound, Bound.case_id == _case.id)
    .join(_special, _special.id == Bound.special_id)
    .where(_BELOW)
).union(
    select(_case.complaint_id, _beside.complaint_id, _special.body)
    .join(Bound, Bound.case_id == _case.id)
    .join(_special, _special.id == Bound.special_id)
    .join(_with, _with.special_id == Bound.special_id)
    .join(_beside, _beside.id == _with.case_id)
    .where(_BELOW)
)


def bar_over(work: Work, complaint_id: UUID, codes: Iterable[str]) -> None:
    """Who must not learn of a complaint must not learn of the special either that looks into it, nor of what
    is handled together with it: each of these tells of the others."""
    known = set(codes)
    if not known:
        return
    for each, body in handled_together(work, complaint_id).items():
        bar(work, each, beside(known, body))


def beside(codes: Iterable[str], body: str) -> set[str]:
    """Of whom one complaint accuses, who is kept from what is handled together with it. Where that is the
    body as such, it loses the one, which goes to another body by itself, and none of the others: they accuse
    it of nothing, and nobody would have them (Measures art. 7(4), 12)."""
    return set(codes) - {body}


def handled_together(work: Work, complaint_id: UUID) -> Mapping[UUID, str]:
    """Complaints of the specials that look into it, and of those that they bind besides, each with the body
    that handles them together; asked once for all events of the batch."""
    with_events = (each for event in work.events if (each := getattr(event, "complaint_id", None)))
    found = _over(work, {complaint_id, *with_events})[complaint_id]
    return {each: body for each, body in found.items() if each != complaint_id}


def together_with(work: Work, complaints: Collection[UUID]) -> set[UUID]:
    """These, and what is handled together with any of them: one question, however many they are."""
    over = _over(work, set(complaints))
    return set(complaints).union(*(over[each] for each in complaints))


def _over(work: Work, wanted: set[UUID]) -> dict[UUID, dict[UUID, str]]:
    """Past the session, which would write each of their cases by itself first."""
    asked: dict[UUID, dict[UUID, str]] = work.session.info.setdefault("specials_over", {})
    if new := wanted - asked.keys():
        asked |= {each: {} for each in new}
        for below, above, body in work.session.connection().execute(_OVER, {"below": list(new)}):
            asked[below][above] = body
    return asked
