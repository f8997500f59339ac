"""Who may know of which case: one predicate, put into every query.

The same rule as `domain.sight.sees`, in SQL: lists, counts, searches and single cases cannot forget it.
"""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, exists, false, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from services.investigation.colleagues import certificates_of
from services.investigation.domain.absence import Away
from services.investigation.domain.case import Caller
from services.investigation.domain.sight import DESK_ROLES, parties_of, parties_of_house
from services.investigation.models import (
    Absence,
    BarredParty,
    Case,
    Erased,
    Escalation,
    OfficeHolder,
    Recusal,
)
from services.investigation.same_person import with_their_others
from shared import crypto
from shared.contracts.terms import Role
from shared.divisions import body_code, division_of, divisions, province_of
from shared.divisions.division import NATIONAL
from shared.staff import directory
from shared.staff.tokens import StaffToken

_ROUND = aliased(Case)
"""The case itself, or one of the same complaint before it."""
_THERE = aliased(Case)
"""One of the complaint whose reply that round looks at: a recheck, which looks at another one's. There are no
more rounds (petition art. 36)."""


def party_index(code: str) -> str:
    """The keyed hash under which a party stands in the barred table."""
    return crypto.keyring().blind_index("investigation:barred", code)


def visible(caller: Caller) -> ColumnElement[bool]:
    """Cases of the caller's own body from which neither they nor their house is barred, and that were not
    erased: those are only counted."""
    return and_(countable(caller), kept()) if caller.roles & DESK_ROLES else false()


def kept() -> ColumnElement[bool]:
    """Cases that were not erased."""
    return ~exists().where(Erased.complaint_id == Case.complaint_id)


def countable(caller: Caller) -> ColumnElement[bool]:
    """Cases that may be counted for the caller, who need not be allowed to open them (statistician)."""
    return countable_of(caller, caller.home)


def countable_of(caller: Caller, body: str) -> ColumnElement[bool]:
    """The same of that body's cases; whether the caller may ask for it is settled before."""
    return and_(Case.body == body, _unbarred(caller))


def comparable(caller: Caller) -> ColumnElement[bool]:
    """Cases of other bodies in the caller's province, of which only large counts are told: a bench."""
    return and_(Case.body.in_(_bodies_beside(caller.home)), Case.body != caller.home, _unbarred(caller))


def _bodies_beside(home: str) -> list[str]:
    """All bodies of its province, as the table has it: the cities of the XPCC are not Xinjiang's."""
    table = divisions()
    province = province_of(division_of(home), table)
    if province == NATIONAL:
        return []
    return [body_code(row.code) for row in table.with_body() if table.lies_within(row.code, province)]


def for_the_system_of(body: str, colleagues: Iterable[Caller]) -> ColumnElement[bool]:
    """Cases of the body that its own system may have: nobody there is barred, and they were not erased."""
    return and_(Case.body == body, _open_to(parties_of_house(body, colleagues)), kept())


def _unbarred(caller: Caller) -> ColumnElement[bool]:
    return _open_to(parties_of(caller))


def _open_to(codes: Iterable[str]) -> ColumnElement[bool]:
    """Nor barred from the complaint that this one asked to recheck, in this round or one before: its file is
    read with it (`cabinet.handed_over`)."""
    parties = BarredParty.party.in_([party_index(code) for code in codes])
    barred = exists().where(BarredParty.complaint_id == Case.complaint_id, parties)
    up_to_now = and_(_ROUND.complaint_id == Case.complaint_id, _up_to(Case.complaint_version))
    barred_there = exists().where(BarredParty.complaint_id == _ROUND.recheck_of, up_to_now, parties)
    first = and_(up_to_now, _before_that(Case.opened_at))
    barred_first = exists().where(BarredParty.complaint_id == _THERE.recheck_of, first, parties)
    return and_(~barred, ~barred_there, ~barred_first)


def read_with(case: Case) -> ColumnElement[bool]:
    """The barred of the case: of its complaint, and of each whose file is read with it. The query is for
    BarredParty."""
    others = select(_ROUND.recheck_of).where(_ROUND.complaint_id == case.complaint_id)
    others = others.where(_up_to(case.complaint_version), _ROUND.recheck_of.is_not(None))
    first = select(_THERE.recheck_of).where(_ROUND.complaint_id == case.complaint_id)
    first = first.where(_up_to(case.complaint_version), _before_that(case.opened_at))
    mine = BarredParty.complaint_id == case.complaint_id
    return or_(mine, BarredParty.complaint_id.in_(others), BarredParty.complaint_id.in_(first))


def _before_that(opened: InstrumentedAttribute[datetime] | datetime) -> ColumnElement[bool]:
    """As `cabinet.handed_over` follows it."""
    there = and_(_THERE.complaint_id == _ROUND.recheck_of, _THERE.recheck_of.is_not(None))
    return and_(there, _THERE.opened_at <= opened)


def _up_to(version: InstrumentedAttribute[int] | int) -> ColumnElement[bool]:
    return _ROUND.complaint_version <= version


def may_decide(caller: Caller) -> ColumnElement[bool]:
    """Applications about heads of lower bodies that a head of this body decides: of the case they tell its
    number only. The query joins Recusal and Case."""
    return before_our_head(caller) if Role.HEAD in caller.roles else false()


def before_our_head(caller: Caller) -> ColumnElement[bool]:
    """The same, for whoever works there: that they wait, and no more. The query joins Recusal and Case."""
    return and_(Recusal.decider == caller.home, Case.body != caller.home, _unbarred(caller), kept())


def oversees(caller: Caller) -> ColumnElement[bool]:
    """Late cases below that a head of this body may press for. The query joins Escalation and Case."""
    if Role.HEAD not in caller.roles:
        return false()
    return and_(Escalation.superior == caller.home, Case.body != caller.home, _unbarred(caller), kept())


def oversees_body_of(caller: Caller) -> ColumnElement[bool]:
    """Cases of bodies below, of which a head of this body may learn how many there are and no more."""
    if Role.HEAD not in caller.roles:
        return false()
    return and_(Case.recheck_body == caller.home, Case.body != caller.home, _unbarred(caller), kept())


def caller_of(session: Session, token: StaffToken, today: date) -> Caller:
    """The signed-in account, with the certificate that the directory knows of; a deputy is a head today."""
    paper = directory.certificate_of(session, token.staff_id)
    out = absent(session, token.home, today)
    me = str(token.staff_id)
    own = token.roles - {Role.HEAD} if token.stands_in_for else token.roles
    able = own & DESK_ROLES
    away = next((each for each in out if able and each.as_head and each.deputy == me), None)
    known = Caller(
        staff_id=me,
        name=token.display_name,
        home=token.home,
        roles=own | ({Role.HEAD} if away else frozenset()),
        certificate_valid_to=paper.certificate_valid_to if paper else None,
        certificate_valid_from=paper.certificate_valid_from if paper else None,
        certificates=certificates_of(paper) if paper else (),
        offices=_offices(session, token, out),
        stands_in_for=away.head_name if away and Role.HEAD not in own else None,
        away_until=max((each.last for each in out if each.head == me), default=None),
    )
    return with_their_others(session, [known])[0]


def _offices(session: Session, token: StaffToken, out: Iterable[Away]) -> frozenset[str]:
    """Offices below the head's that are theirs today, or of somebody for whom they stand in."""
    me, below = str(token.staff_id), [each for each in out if not each.as_head]
    for_whom = {each.head for each in below if each.deputy == me} | {me}
    for_whom -= {each.head for each in below if each.head == me}
    held = select(OfficeHolder.office).where(
        OfficeHolder.body == token.home, OfficeHolder.until.is_(None), OfficeHolder.staff_id.in_(for_whom)
    )
    return frozenset(session.scalars(held))


def absent(session: Session, body: str, today: date) -> list[Away]:
    """Heads of the body who are away today."""
    query = select(Absence).where(Absence.body == body, Absence.ended_at.is_(None))
    return [row.away for row in session.scalars(query.where(Absence.first <= today, Absence.last >= today))]
