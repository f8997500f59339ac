"""Who must never learn of a complaint; barred is barred, nothing heard later opens a door again."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import aliased

from services.investigation.models import BarredParty, Bound, Case
from services.investigation.sight import party_index
from shared.work import Work


def bar(work: Work, complaint_id: UUID, codes: Iterable[str]) -> None:
    for code in sorted(set(codes)):
        work.keep_once(BarredParty, complaint_id=complaint_id, party=party_index(code), code=code)


def bar_over(work: Work, complaint_id: UUID, codes: Iterable[str]) -> None:
    """Who must not learn of a complaint must not learn of the special either that looks into it."""
    known = set(codes)
    if not known:
        return
    special, case = aliased(Case), aliased(Case)
    over = (
        select(special.complaint_id)
        .join(Bound, Bound.special_id == special.id)
        .join(case, case.id == Bound.case_id)
        .where(case.complaint_id == complaint_id)
    )
    for each in work.session.scalars(over).all():
        bar(work, each, known)
