"""The settings' page: what holds in a province, since when and why; an administrator changes it there."""

from collections.abc import Mapping

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request
from marshmallow import ValidationError

from services.triage.domain.provinces import provinces
from services.triage.domain.settings import SETTINGS, parse
from services.triage.provinces import history
from services.triage.provinces.history import Impossible, Wanted
from services.triage.provinces.schemas import SettingChangeSchema
from services.triage.provinces.showing import CHOICES, ORIGINS, REFUSED, change_json, settings_json
from shared.clock import china_day
from shared.contracts.pauses import key_of
from shared.contracts.terms import PauseGround, Role
from shared.divisions import divisions
from shared.i18n import N_, gettext, locale
from shared.staff.web import acting, require_role, staff
from shared.web import works
from shared.web.api import names
from shared.web.problems import problem
from shared.web.validation import field_errors

blueprint = Blueprint("settings_page", __name__, url_prefix="/triage/settings")
CHANGED = N_(
    "These settings were changed meanwhile, "
    "by somebody else or in another window of yours. Look at them again, then decide."
)
SHOWN = 100


class Stale(Exception):
    """The page shows an older version."""


@blueprint.get("")
@require_role()
def page() -> Response:
    """All settings of a province, one of them open."""
    return _show(_province(), request.args.get("key", ""))


@blueprint.post("")
@require_role(Role.ADMIN)
def change() -> Response:
    """Change the setting that is open; a refusal gives the page back with what was typed."""
    province, key = request.form.get("province", ""), request.form.get("key", "")
    if not history.may_change(staff(), province):
        raise problem(
            403, "other_province", gettext("Only an administrator of the province may change this.")
        )
    if key not in SETTINGS:
        raise problem(404, "not_found")
    try:
        wanted = _wanted(province, key)
        with works().begin(acting()) as work:
            history.change(work, wanted, _agree)
    except Mistyped as wrong:
        return _show(province, key, wrong.errors, 422)
    except Impossible as refused:
        return _show(province, key, {refused.field: gettext(REFUSED[refused.code])}, 422)
    except Stale:
        return _show(province, key, {"": gettext(CHANGED)}, 409)
    flash(gettext("The change is kept."))
    return redirect(f"/triage/settings?province={province}&key={key}", 303)  # type: ignore[return-value]


class Mistyped(ValueError):
    """What was typed cannot be read."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(", ".join(errors))
        self.errors = dict(errors)


def _agree(now: int) -> None:
    if request.form.get("version", "") != str(now):
        raise Stale


def _wanted(province: str, key: str) -> Wanted:
    form = request.form
    typed = {name: form.get(name, "") for name in ("value", "effective_from", "reason")}
    value = None if form.get("back") == "yes" else parse(key, typed["value"])
    sent = {"province": province, "key": key, "value": value} | {
        name: typed[name].strip() for name in ("effective_from", "reason")
    }
    if value is None and form.get("back") != "yes":
        sent["value"] = ""
    try:
        loaded = SettingChangeSchema().load(sent)
    except ValidationError as error:
        found = field_errors({"form": error.messages})
        raise Mistyped({one["pointer"].split("/")[1]: one["message"] for one in found}) from error
    return Wanted(province, key, loaded["value"], loaded["effective_from"], loaded["reason"])


def _province() -> str:
    asked = request.args.get("province", "")
    return asked if history.known(asked) else history.home_province(staff())


def _show(province: str, key: str, errors: Mapping[str, str] | None = None, status: int = 200) -> Response:
    today = china_day(works().clock())
    with works().reading() as session:
        found = settings_json(session, province, today)
        rows = [change_json(one) for one in history.changes(session, province, key or None)[:SHOWN]]
    opened = next((one for one in found["items"] if one["key"] == key), None)
    html = render_template(
        "triage/settings.html",
        found=found,
        rows=rows,
        opened=opened,
        origins=ORIGINS,
        errors=errors or {},
        typed=request.form if errors else {},
        today=today,
        mine=history.may_change(staff(), province),
        pause_grounds={key_of(ground) for ground in PauseGround},
        choices=[(one, gettext(text)) for one, text in CHOICES.items()],
        places=[(code, _name(code)) for code in provinces(divisions())],
    )
    return make_response(html, status)


def _name(code: str) -> str:
    return gettext("Whole country") if code == "000000" else str(names().division_name(code, locale()))
