"""What follows from a change of the registers: accounts carry certificates, the services learn names."""

from collections.abc import Callable, Mapping
from datetime import date

from sqlalchemy import select

from services.triage import accounts
from services.triage.domain.registers import KINDS, Cells, Difference, Kind, period
from services.triage.registers.keeping import held, version
from services.triage.staff_models import Account
from shared import party_names
from shared.contracts.events import PartyNamed, StaffServed
from shared.divisions import body_code, department_code
from shared.divisions.names import area_code
from shared.work import Work

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
    """The account of each gets the certificate that is valid longest."""
    staff = [each for each in held(work.session, KINDS["staff"]).values() if each.get("username")]
    papers: dict[tuple[str, str], Cells] = {}
    for paper in held(work.session, KINDS["certificates"]).values():
        owner = (paper["division"], paper["staff_number"])
        if owner not in papers or period(paper)[1] > period(papers[owner])[1]:
            papers[owner] = paper
    wanted = {
        each["username"]: papers.get((each["division"], each["number"]))
        for each in staff
        if (each["division"], each["number"]) in people
    }
    for account in work.session.scalars(select(Account).where(Account.username.in_(sorted(wanted)))):
        _carry(work, account, wanted[account.username])


def _carry(work: Work, account: Account, paper: Cells | None) -> None:
    values = {
        "certificate_number": paper["number"] if paper else None,
        "certificate_issuer": paper["issuer"] if paper else None,
        "certificate_valid_from": date.fromisoformat(paper["valid_from"]) if paper else None,
        "certificate_valid_to": date.fromisoformat(paper["valid_to"]) if paper else None,
    }
    if any(getattr(account, name) != value for name, value in values.items()):
        accounts.change(work, account, **values)
