"""Who must never learn of a complaint; barred is barred, nothing heard later opens a door again."""

from collections.abc import Iterable
from uuid import UUID

from services.investigation.models import BarredParty
from services.investigation.sight import party_index
from shared.work import Work


def bar(work: Work, complaint_id: UUID, codes: Iterable[str]) -> None:
    for code in sorted(set(codes)):
        work.keep_once(BarredParty, complaint_id=complaint_id, party=party_index(code), code=code)
