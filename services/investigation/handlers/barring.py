"""Who must never learn of a complaint; barred is barred, nothing heard later opens a door again."""

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from sqlalchemy import bindparam, literal, select
from sqlalchemy.orm import aliased

from services.investigation.domain.sight import STAFF
from services.investigation.handlers.steps import say
from services.investigation.models import BarredParty, Bound, Case, Untold
from services.investigation.sight import party_index
from shared.contracts.events import CaseKeptFrom, ComplaintJoined
from shared.contracts.terms import StaffHome
from shared.work import Work

BODY = f"{StaffHome.BODY}-"


def bar(work: Work, complaint_id: UUID, codes: Iterable[str]) -> None:
    for code in sorted(set(codes)):
        work.keep_once(BarredParty, complaint_id=complaint_id, party=party_index(code), code=code)


def keep_from(work: Work, case: Case, accounts: Iterable[str]) -> set[str]:
    """Who has these learns nothing of the complaint any more, at no desk. The codes by which they stand."""
    codes = {f"{STAFF}{each}" for each in accounts}
    bar(work, case.complaint_id, codes)
    say(work, case, CaseKeptFrom, barred=sorted(codes))
    bar_over(work, case.complaint_id, codes)
    return codes


def to_be_told(work: Work, complaint_id: UUID, codes: Iterable[str]) -> None:
    """The rounds tell the other desks who is kept from it by account: of none but these do they not know."""
    if any(code.startswith(STAFF) for code in codes):
        work.keep(Untold, id=work.new_id(), complaint_id=complaint_id)


def joined_later(work: Work, event: ComplaintJoined) -> None:
    """Who withdrew from the case does not read elsewhere what is answered with it from now on either."""
    work.keep_once(Untold, id=event.id, complaint_id=event.complaint_id)


def known_as_one(work: Work, accounts: Iterable[str]) -> None:
    """Who is kept from complaints by one of these is by all of them, also at the other desks."""
    parties = [party_index(f"{STAFF}{each}") for each in accounts]
    about = select(BarredParty.complaint_id).where(BarredParty.party.in_(parties)).distinct()
    for complaint in work.session.scalars(about):
        work.keep(Untold, id=work.new_id(), complaint_id=complaint)


_special, _case, _beside, _with = aliased(Case), aliased(Case), aliased(Case), aliased(Bound)
_BELOW = _case.complaint_id.in_(bindparam("below", expanding=True))
_OVER = (
    select(_case.complaint_id, _special.complaint_id, _special.body)
    .join(Bound, Bound.case_id == _case.id)
    .join(_special, _special.id == Bound.special_id)
    .where(_BELOW)
).union(
    select(_case.complaint_id, _beside.complaint_id, literal(""))
    .join(Bound, Bound.case_id == _case.id)
    .join(_with, _with.special_id == Bound.special_id)
    .join(_beside, _beside.id == _with.case_id)
    .where(_BELOW),
    select(_case.complaint_id, _beside.complaint_id, literal(""))
    .join(_with, _with.special_id == _case.id)
    .join(_beside, _beside.id == _with.case_id)
    .where(_BELOW),
)


def bar_over(work: Work, complaint_id: UUID, codes: Iterable[str]) -> None:
    """Who must not learn of a complaint must not learn of the special either that looks into it, nor of what
    is handled together with it: each of these tells of the others."""
    known = set(codes)
    if not known:
        return
    for each, special_of in handled_together(work, complaint_id).items():
        bar(work, each, codes := beside(known, special_of))
        to_be_told(work, each, codes)


def beside(codes: Iterable[str], special_of: str = "") -> set[str]:
    """Of whom one complaint accuses, who is kept from what is handled together with it; `special_of` is the
    body, where that is the special. A body as such loses the one, which goes to another by itself, and none
    of the others, nor their recheck: they accuse it of nothing, and no desk gives them to anybody else
    (Measures art. 7(4), 12). The special is not pressed for by a body above that is accused in it."""
    return {code for code in codes if not code.startswith(BODY) or special_of not in ("", code)}


def handled_together(work: Work, complaint_id: UUID) -> Mapping[UUID, str]:
    """Specials that look into a complaint, each with its body, and complaints that these bind besides, with
    none; of a special, those that it binds. Asked once for all events of the batch."""
    with_events = (each for event in work.events if (each := getattr(event, "complaint_id", None)))
    found = _over(work, {complaint_id, *with_events})[complaint_id]
    return {each: special_of for each, special_of in found.items() if each != complaint_id}


def together_with(work: Work, complaints: Collection[UUID]) -> dict[UUID, str]:
    """These, and what is handled together with any of them: one question, however many they are."""
    found = dict.fromkeys(complaints, "")
    for over in _over(work, set(complaints)).values():
        found |= {each: special_of for each, special_of in over.items() if special_of or each not in found}
    return found


def _over(work: Work, wanted: set[UUID]) -> dict[UUID, dict[UUID, str]]:
    """Past the session, which would write each of their cases by itself first."""
    asked: dict[UUID, dict[UUID, str]] = work.session.info.setdefault("specials_over", {})
    if new := wanted - asked.keys():
        asked |= {each: {} for each in new}
        for below, above, special_of in work.session.connection().execute(_OVER, {"below": list(new)}):
            asked[below][above] = special_of
    return {each: asked[each] for each in wanted}
