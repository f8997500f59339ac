"""What follows from a change of the registers: accounts carry certificates, the services learn names."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from sqlalchemy import select

from services.triage import accounts
from services.triage.domain.registers import KINDS, Cells, Difference, Kind
from services.triage.domain.registers.certificates import Held, held_on, history
from services.triage.registers.keeping import held, version
from services.triage.registers.models import RegisterEntry
from services.triage.staff_models import Account
from shared import party_names
from shared.contracts.events import PartyNamed, StaffServed
from shared.divisions import body_code, department_code
from shared.divisions.names import area_code
from shared.work import SYSTEM, Work, Works

LATELY = timedelta(days=7)
"""So far back a first day is looked for: the round may have rested meanwhile."""
PERSONAL = ("staff", "certificates")
_WITHOUT_HISTORY = select(Account).where(Account.certificates.is_(None))
CODES: Mapping[str, Callable[[str], str]] = {
    "departments": department_code,
    "bodies": body_code,
    "places": str,
    "areas": area_code,
}
"""Registers of names, and the code that a name of each stands under."""
TOLD = ("name", "valid_from", "valid_to", "parent", "has_body")


def follow(work: Work, kind: Kind, found: Difference) -> None:
    """In the transaction of the change."""
    if kind.name in PERSONAL:
        _certify(work, _touched(kind, found))
    if kind.name == "posts":
        _serve(work, kind, found)
    if kind.name in CODES:
        _name(work, kind, found)


def _serve(work: Work, kind: Kind, found: Difference) -> None:
    """Of everyone whose posts changed: all of them, told once, to who looks for ties to the accused."""
    people = {row.cells["username"] for row in (*found.added, *(one.row for one in found.changed))}
    posts: dict[str, list[dict[str, str | None]]] = {name: [] for name in people}
    for cells in held(work.session, kind).values():
        if cells["username"] in people and cells.get("mistaken") != "yes":
            posts[cells["username"]].append(
                {
                    "kind": cells["kind"],
                    "division": cells["worked_in"],
                    "name": cells["name"],
                    "first": cells["valid_from"],
                    "last": cells.get("valid_to") or None,
                }
            )
    number = version(work.session)
    for account in work.session.scalars(select(Account).where(Account.username.in_(sorted(people)))):
        told = posts[account.username]
        work.emit(work.event(StaffServed, staff_id=account.id, version=number, posts=told))


def _name(work: Work, kind: Kind, found: Difference) -> None:
    """Every name that the divisions of the file bear or bore, told once for each."""
    changed = [*found.added, *(one.row for one in found.changed)]
    of = kind.key[0]
    places = {row.cells[of] for row in changed}
    names: dict[str, list[dict[str, str | None]]] = {place: [] for place in sorted(places)}
    for cells in held(work.session, kind).values():
        if cells[of] in names:
            names[cells[of]].append({name: cells.get(name) or None for name in TOLD if name in kind.header})
    number = version(work.session)
    for place, periods in names.items():
        code = CODES[kind.name](place)
        event = work.event(PartyNamed, code=code, version=number, names=periods)
        party_names.keep(work.session, event)
        work.emit(event)


def _touched(kind: Kind, found: Difference) -> set[tuple[str, str]]:
    """Division and staff number of everyone whose papers may have changed."""
    number = "number" if kind.name == "staff" else "staff_number"
    cells = [row.cells for row in found.added] + [one.row.cells for one in found.changed]
    cells += [one.before for one in found.changed]
    return {(each["division"], each[number]) for each in cells}


def _certify(work: Work, people: set[tuple[str, str]]) -> None:
    """The account of each carries the certificate that is held today, to the day until which one is held."""
    staff = [each for each in held(work.session, KINDS["staff"]).values() if each.get("username")]
    papers: dict[tuple[str, str], list[Cells]] = {}
    for paper in held(work.session, KINDS["certificates"]).values():
        papers.setdefault((paper["division"], paper["staff_number"]), []).append(paper)
    wanted = {
        each["username"]: papers.get((each["division"], each["number"]), [])
        for each in staff
        if (each["division"], each["number"]) in people
    }
    for account in work.session.scalars(select(Account).where(Account.username.in_(sorted(wanted)))):
        mine = wanted[account.username]
        _carry(work, account, held_on(mine, work.today), history(mine))


def certify_anew(works: Works) -> int:
    """Certificates that began lately, beside another one, are carried from their first day on; of how many
    people. One that merely ends says so by its last day. One that is still to begin was carried at once by
    versions before, in place of the one that is held: whoever has such a one is looked at as well."""
    with works.begin(SYSTEM) as work:
        newest = select(RegisterEntry.cells).where(
            RegisterEntry.kind == "certificates", RegisterEntry.valid_from >= work.today - LATELY
        )
        people = {(each["division"], each["staff_number"]) for each in work.session.scalars(newest)}
        people |= _never_looked_up(work)
        if people:
            _certify(work, people)
    return len(people)


def _never_looked_up(work: Work) -> set[tuple[str, str]]:
    """Whose account has no history yet, from before it was kept, and who has a certificate in the register;
    each is looked for once."""
    accounts_of = {each.username: each for each in work.session.scalars(_WITHOUT_HISTORY)}
    if not accounts_of:
        return set()
    certified = {
        (each["division"], each["staff_number"])
        for each in held(work.session, KINDS["certificates"]).values()
    }
    staff = (each for each in held(work.session, KINDS["staff"]).values())
    mine = {(each["division"], each["number"]) for each in staff if each.get("username") in accounts_of}
    for account in accounts_of.values():
        account.certificates = []
    return mine & certified


def _carry(work: Work, account: Account, mine: Held | None, known: list[dict[str, str]]) -> None:
    values = {
        "certificate_number": mine.paper["number"] if mine else None,
        "certificate_issuer": mine.paper["issuer"] if mine else None,
        "certificate_valid_from": mine.first if mine else None,
        "certificate_valid_to": mine.last if mine else None,
        "certificates": known,
    }
    if any(getattr(account, name) != value for name, value in values.items()):
        accounts.change(work, account, **values)
