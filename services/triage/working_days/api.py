"""The JSON door of working days: staff may read a year, the nation's administrator enters it."""

from typing import Any

from services.triage.domain.arrangements import FAULTS, Arranged, write
from services.triage.working_days import keeping
from services.triage.working_days.keeping import Faulty
from services.triage.working_days.schemas import (
    ArrangementEffectOut,
    ArrangementSchema,
    WorkdayYearOut,
    YearAsked,
)
from shared.clock import china_day
from shared.contracts.terms import Role
from shared.divisions import division_of
from shared.i18n import N_
from shared.kept_answers import Answer
from shared.staff.tokens import StaffToken
from shared.staff.web import acting, require_role, staff
from shared.web import etags, gettext, works
from shared.web.api import VERSION, Blueprint, once
from shared.web.idempotency import answer_once
from shared.web.problems import Problem, problem
from shared.work import Work

blueprint = Blueprint(
    "workdays", __name__, url_prefix="/triage/api/v1/workdays", description="Working days as announced"
)
NATION = "000000"
ONLY_NATION = N_("Only an administrator of the national department enters the working days of a year.")
REASON = N_("Name the announcement.")
NO_DAYS = N_("Give the days, as a list or as CSV.")


def may_enter(who: StaffToken) -> bool:
    return Role.ADMIN in who.roles and division_of(who.home) == NATION


@blueprint.get("")
@require_role()
@blueprint.arguments(YearAsked, location="query")
@blueprint.response(200, WorkdayYearOut)
@blueprint.gives(ETag=VERSION)
def read_year(asked: dict[str, Any]) -> Any:
    """The days of a year that differ from Monday to Friday, and whether the year is announced."""
    year = asked["year"] or china_day(works().clock()).year
    with works().reading() as session:
        found = keeping.year_json(session, year) | {"history": keeping.entries(session, year)}
    return found, 200, {"ETag": f'"v{found["version"]}"'}


@blueprint.post("")
@require_role(Role.ADMIN)
@once
@blueprint.arguments(ArrangementSchema)
@blueprint.response(200, ArrangementEffectOut)
@blueprint.versioned
@blueprint.refuses(403)
def enter_year(body: dict[str, Any]) -> Answer:
    """Enter the official arrangement of a year; open deadlines that rested on it move. `dry_run` only tells
    what would change and needs no If-Match."""
    if not may_enter(staff()):
        raise problem(403, "nation_only", gettext(ONLY_NATION))
    text, dry = _text(body), body["dry_run"]
    if not dry and not body["reason"]:
        raise _wrong("/reason", REASON)

    def do(work: Work) -> Answer:
        if dry:
            _, effect = keeping.propose(work.session, body["year"], text)
            version = keeping.year_json(work.session, body["year"])["version"]
        else:
            version, effect = keeping.enter(work, body["year"], text, body["reason"], etags.check)
        return keeping.effect_json(effect) | {"version": version}, 200, {"ETag": f'"v{version}"'}

    try:
        return answer_once(acting(), do)
    except Faulty as refused:
        errors = [
            {
                "pointer": f"/csv/{one.line}/{one.column}".rstrip("/"),
                "message": gettext(FAULTS[one.code]),
                "code": one.code,
            }
            for one in refused.faults
        ]
        raise problem(422, "invalid", errors=errors) from refused


def _text(body: dict[str, Any]) -> str:
    """A list takes the same road as a file; line 2 is its first day."""
    if body["days"]:
        return write(Arranged(**one).as_json() for one in body["days"])
    if not body["csv"]:
        raise _wrong("/days", NO_DAYS)
    return str(body["csv"])


def _wrong(pointer: str, message: str) -> Problem:
    return problem(422, "invalid", errors=[
        {"pointer": pointer, "message": gettext(message), "code": "required"}
    ])  # fmt: skip
