"""The registers' JSON door: administrators read and change them; names of units are open to everyone."""

from typing import Any

from services.triage.domain.registers import KINDS, Kind, write_csv
from services.triage.registers import keeping
from services.triage.registers.effects import follow
from services.triage.registers.keeping import Faulty
from services.triage.registers.schemas import (
    LARGEST_FILE,
    DifferenceOut,
    EntriesAsked,
    EntriesOfRegisterOut,
    RegisterFileOut,
    RegisterHistoryOut,
    RegisterImportSchema,
    RegistersOut,
    UnitsAsked,
    UnitsOut,
)
from services.triage.registers.showing import (
    change_json,
    difference_json,
    entry_json,
    fault_errors,
    kind_json,
)
from shared.clock import china_day
from shared.contracts.terms import Role
from shared.divisions import division_of
from shared.i18n import N_
from shared.kept_answers import Answer
from shared.staff.web import acting, require_role, staff
from shared.web import bodies, gettext, works
from shared.web.api import Blueprint, once
from shared.web.idempotency import answer_once
from shared.web.problems import Problem, problem
from shared.web.queries import bad_cursor
from shared.work import Work

blueprint = Blueprint(
    "registers",
    __name__,
    url_prefix="/triage/api/v1",
    description="Registers of bodies, staff and certificates",
)
REASON = N_("Say why.")
MOST_UNITS = 50


def kind_named(name: str) -> Kind:
    found = KINDS.get(name)
    if found is None:
        raise problem(404, "not_found")
    return found


def home() -> str:
    """The division whose entries, and those of all divisions under it, the caller keeps."""
    return division_of(staff().home)


@blueprint.get("/registers")
@require_role(Role.ADMIN)
@blueprint.response(200, RegistersOut)
def list_registers() -> dict[str, Any]:
    """The registers, their columns, and how many entries each has."""
    with works().reading() as session:
        counted = keeping.counts(session)
        version = keeping.version(session)
    items = [kind_json(kind, counted.get(kind.name, 0)) for kind in KINDS.values()]
    return {"items": items, "version": version}


@blueprint.get("/registers/<string:register>")
@require_role(Role.ADMIN)
@blueprint.arguments(EntriesAsked, location="query")
@blueprint.response(200, EntriesOfRegisterOut)
@blueprint.refuses(404)
def list_entries(asked: dict[str, Any], register: str) -> dict[str, Any]:
    """The entries of the caller's division and of all under it, by division and name."""
    kind = kind_named(register)
    with works().reading() as session:
        found = keeping.listed(session, kind, home(), asked["q"], asked["on"])
        entries = [entry_json(entry) for entry in found]
    return page_after(entries, asked["cursor"], asked["limit"])


def page_after(entries: list[dict[str, Any]], cursor: str, limit: int) -> dict[str, Any]:
    """One page behind the entry that the cursor names."""
    begin = 0
    if cursor:
        begin = next((at for at, one in enumerate(entries, start=1) if one["id"] == cursor), 0)
        if not begin:
            raise bad_cursor()
    items = entries[begin : begin + limit]
    more = begin + limit < len(entries)
    return {"items": items, "next": items[-1]["id"] if more else None}


@blueprint.get("/registers/<string:register>/file")
@require_role(Role.ADMIN)
@blueprint.response(200, RegisterFileOut)
@blueprint.refuses(404)
def export(register: str) -> dict[str, Any]:
    """The entries as CSV. Cells that a spreadsheet would take for a formula begin with an apostrophe."""
    kind = kind_named(register)
    with works().begin(acting()) as work:
        return {"kind": kind.name, "csv": file_of(work, kind)}


def file_of(work: Work, kind: Kind) -> str:
    entries = keeping.listed(work.session, kind, home())
    work.record("register.exported", f"register:{kind.name}", {"count": len(entries)})
    return write_csv(kind, [entry.cells for entry in entries])


@blueprint.post("/registers/<string:register>/imports")
@require_role(Role.ADMIN)
@bodies.takes(LARGEST_FILE + 100_000)
@once
@blueprint.arguments(RegisterImportSchema)
@blueprint.response(200, DifferenceOut)
@blueprint.refuses(404)
def import_file(body: dict[str, Any], register: str) -> Answer:
    """Take a file: all of it or, with one fault, nothing. `dry_run` tells what would change."""
    kind = kind_named(register)
    if not body["dry_run"] and not body["reason"]:
        raise problem(422, "invalid", errors=[
            {"pointer": "/reason", "message": gettext(REASON), "code": "required"}
        ])  # fmt: skip

    def do(work: Work) -> Answer:
        if body["dry_run"]:
            found = keeping.propose(work.session, kind, body["csv"], home())
            if found.faults:
                raise Faulty(found.faults)
        else:
            found = keeping.keep(work, kind, body["csv"], home(), body["reason"], follow)
        return difference_json(found), 200, {}

    try:
        return answer_once(acting(), do)
    except Faulty as refused:
        raise faulty(refused) from refused


def faulty(refused: Faulty) -> Problem:
    """Each fault by its line and column."""
    return problem(422, "invalid", errors=fault_errors(refused.faults))


@blueprint.get("/registers/<string:register>/changes")
@require_role(Role.ADMIN)
@blueprint.response(200, RegisterHistoryOut)
@blueprint.refuses(404)
def list_register_changes(register: str) -> dict[str, Any]:
    """The last hundred changes: who, when, why, and what it was before."""
    with works().reading() as session:
        return {"items": [change_json(one) for one in keeping.changes(session, kind_named(register))]}


@blueprint.get("/units")
@blueprint.arguments(UnitsAsked, location="query")
@blueprint.response(200, UnitsOut)
def list_units(asked: dict[str, Any]) -> dict[str, Any]:
    """Names of a department's internal units that are public, for typing ahead; open to everyone."""
    today = china_day(works().clock())
    with works().reading() as session:
        found = keeping.public_units(session, asked["division"] or "", asked["q"], today)
    return {"items": found[:MOST_UNITS]}
