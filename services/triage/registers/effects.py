"""What follows from a change of the registers: accounts carry certificates, the services learn names."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from sqlalchemy import select

from services.triage import accounts
from services.triage.domain.registers import KINDS, Cells, Difference, Kind
from services.triage.domain.registers.certificates import Held, held_on
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
        each["username"]: held_on(papers.get((each["division"], each["number"]), ()), work.today)
        for each in staff
        if (each["division"], each["number"]) in people
    }
    for account in work.session.scalars(select(Account).where(Account.username.in_(sorted(wanted)))):
        _carry(work, account, wanted[account.username])


def certify_anew(works: Works) -> int:
    """Certificates that began lately, beside another one, are carried from their first day on; of how many
    people. One that merely ends says so by its last day. One that is still to begin was carried at once by
    versions before, in place of the one that is held: whoever has such a one is looked at as well."""
    with works.begin(SYSTEM) as work:
        newest = select(RegisterEntry.cells).where(
            RegisterEntry.kind == "certificates", RegisterEntry.valid_from >= work.today - LATELY
        )
        people = {(each["division"], each["staff_number"]) for each in work.session.scalars(newest)}
        if people:
            _certify(work, people)
    return len(people)


def _carry(work: Work, account: Account, mine: Held | None) -> None:
    values = {
        "certificate_number": mine.paper["number"] if mine else None,
        "certificate_issuer": mine.paper["issuer"] if mine else None,
        "certificate_valid_from": mine.first if mine else None,
        "certificate_valid_to": mine.last if mine else None,
    }
    if any(getattr(account, name) != value for name, value in values.items()):
        accounts.change(work, account, **values)
