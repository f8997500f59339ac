"""The page of working days: a year as it is counted with, what another would change, and entering it."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request
from marshmallow import ValidationError

from services.triage.domain.arrangements import FAULTS, FIRST_YEAR, LAST_YEAR, write
from services.triage.working_days import keeping
from services.triage.working_days.api import ONLY_NATION, REASON, may_enter
from services.triage.working_days.keeping import Faulty
from shared.clock import china_day
from shared.contracts.terms import Role
from shared.i18n import N_, gettext
from shared.staff.web import acting, require_role, staff
from shared.web import works
from shared.web.problems import problem
from shared.web.validation import Text, field_errors

blueprint = Blueprint("workdays_page", __name__, url_prefix="/triage/workdays")
MEANWHILE = N_("This year was entered anew meanwhile. Look at the differences again, then decide.")
WORDS = {"holiday": N_("day off"), "workday": N_("worked")}


class Stale(Exception):
    """The page shows an older version."""


@blueprint.get("")
@require_role()
def page() -> Response:
    return _show(_year(request.args.get("year", "")))


@blueprint.post("")
@require_role(Role.ADMIN)
def enter() -> Response:
    """First the differences, then, with `keep`, the change."""
    if not may_enter(staff()):
        raise problem(403, "nation_only", gettext(ONLY_NATION))
    year, keep = _year(request.form.get("year", "")), request.form.get("keep") == "yes"
    errors = _texts() | ({"reason": gettext(REASON)} if keep and not _typed("reason") else {})
    if errors:
        return _show(year, errors, 422)
    try:
        if not keep:
            with works().reading() as session:
                _, effect = keeping.propose(session, year, _typed("lines"))
            return _show(year, effect=keeping.effect_json(effect))
        with works().begin(acting()) as work:
            keeping.enter(work, year, _typed("lines"), _typed("reason"), _agree)
    except Faulty as refused:
        lines = [
            gettext("Line %(line)s", line=one.line) + gettext(": ") + gettext(FAULTS[one.code])
            for one in refused.faults[:20]
        ]
        return _show(year, {"lines": " ".join(lines)}, 422)
    except Stale:
        return _show(year, {"": gettext(MEANWHILE)}, 409)
    flash(gettext("The working days of %(year)s are entered.", year=year))
    return redirect(f"/triage/workdays?year={year}", 303)  # type: ignore[return-value]


def _typed(name: str) -> str:
    return request.form.get(name, "").strip()


def _texts() -> dict[str, str]:
    wrong: dict[str, str] = {}
    for name, most in (("lines", 40_000), ("reason", 1000)):
        try:
            Text(most=most).deserialize(request.form.get(name, ""))
        except ValidationError as error:
            wrong[name] = field_errors({"form": error.messages})[0]["message"]
    return wrong


def _agree(now: int) -> None:
    if request.form.get("version", "") != str(now):
        raise Stale


def _year(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) == 4 and FIRST_YEAR <= int(text) <= LAST_YEAR:
        return int(text)
    return china_day(works().clock()).year


def _show(
    year: int,
    errors: Mapping[str, str] | None = None,
    status: int = 200,
    effect: dict[str, Any] | None = None,
) -> Response:
    with works().reading() as session:
        found = keeping.year_json(session, year)
        history = keeping.entries(session, year)
    html = render_template(
        "triage/workdays.html",
        found=found,
        history=history,
        lines=write(found["days"]),
        effect=effect,
        errors=errors or {},
        typed=request.form if errors or effect else {},
        mine=may_enter(staff()),
        kinds=WORDS,
        years=[
            (one, one)
            for one in range(china_day(works().clock()).year - 1, china_day(works().clock()).year + 4)
        ],
    )
    return make_response(html, status)
