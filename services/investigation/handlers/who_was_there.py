"""Whom a record of an interview or a visit may name: of the team on that day, and certified then (art. 6).

It is often written down days later: by then somebody has handed the case on, left the body, or has no
certificate any more. What was lawful on its day stays so.
"""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from services.investigation.colleagues import person_of
from services.investigation.domain import certificates
from services.investigation.domain.case import Caller
from services.investigation.domain.sight import parties_of
from services.investigation.domain.team import LEAD
from services.investigation.folder import Folder
from services.investigation.models import Hand
from services.investigation.same_person import with_their_others
from shared.clock import china_day
from shared.contracts.terms import Role
from shared.staff import directory
from shared.work import Work


def on(work: Work, folder: Folder, day: date) -> dict[str, Caller]:
    """Those who can have been there on that day, by user name; who leads the case first."""
    known = ((hand, each) for hand in folder.hands if _there(hand, day) for each in _who(work, folder, hand))
    able = [(hand, each) for hand, each in known if certificates.holds(each[1], day)]
    able.sort(key=lambda found: (found[0].until is not None, found[0].part != LEAD))
    return {username: certificates.on_the_day(each, day) for _, (username, each) in able}


def gone(work: Work, folder: Folder) -> Mapping[str, Caller]:
    """Those who were on the team and may be named for days gone by, by user name: also who has no certificate
    any more."""
    found = (each for hand in folder.hands for each in _who(work, folder, hand))
    return dict(found)


def _there(hand: Hand, day: date) -> bool:
    """Whoever is on the team may have looked into it before they were given it by hand; who left it, from
    when they were to when they left."""
    return hand.until is None or china_day(hand.since) <= day <= china_day(hand.until)


def _who(work: Work, folder: Folder, hand: Hand) -> list[tuple[str, Caller]]:
    """Nobody who must not know of the complaint."""
    mine = [(name, each) for name, each in folder.colleagues.items() if each.staff_id == hand.staff_id]
    if not mine and (row := directory.row_of(work.session, UUID(hand.staff_id))) is not None:
        mine = [(row.username, with_their_others(work.session, [person_of(row)])[0])]
    return [
        (name, each)
        for name, each in mine
        if folder.barred.isdisjoint(parties_of(each)) and (hand.until or Role.INVESTIGATOR in each.roles)
    ]
