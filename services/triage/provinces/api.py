"""The settings' JSON door: all staff may read them, an administrator of the province changes them."""

from typing import Any

from services.triage.provinces import history
from services.triage.provinces.history import Impossible, Wanted
from services.triage.provinces.schemas import (
    SettingChangeOut,
    SettingChangeSchema,
    SettingHistoryAsked,
    SettingHistoryOut,
    SettingsAsked,
    SettingsOut,
    SettingVersionOut,
)
from services.triage.provinces.showing import REFUSED, change_json, settings_json
from services.triage.rules import policy_named
from shared.clock import china_day
from shared.contracts.terms import Role
from shared.kept_answers import Answer
from shared.staff.web import acting, require_role, staff
from shared.web import etags, gettext, works
from shared.web.api import VERSION, Blueprint, once
from shared.web.idempotency import answer_once
from shared.web.problems import problem
from shared.work import Work

blueprint = Blueprint(
    "settings", __name__, url_prefix="/triage/api/v1/settings", description="Settings of provinces (art. 22)"
)


@blueprint.get("")
@require_role()
@blueprint.arguments(SettingsAsked, location="query")
@blueprint.response(200, SettingsOut)
@blueprint.gives(ETag=VERSION)
def read_settings(asked: dict[str, Any]) -> Any:
    """All settings of a province as they are on a day, with defaults, bounds and basis."""
    province = asked["province"] or history.home_province(staff())
    day = asked["on"] or china_day(works().clock())
    with works().reading() as session:
        found = settings_json(session, province, day)
    return found, 200, {"ETag": f'"v{found["version"]}"'}


@blueprint.get("/changes")
@require_role()
@blueprint.arguments(SettingHistoryAsked, location="query")
@blueprint.response(200, SettingHistoryOut)
def list_changes(asked: dict[str, Any]) -> dict[str, Any]:
    """Who changed what, from when on and why; the latest first."""
    province = asked["province"] or history.home_province(staff())
    with works().reading() as session:
        items = [change_json(row) for row in history.changes(session, province, asked["key"] or None)]
    return {"province": province, "items": items}


@blueprint.post("/changes")
@require_role(Role.ADMIN)
@once
@blueprint.arguments(SettingChangeSchema)
@blueprint.response(201, SettingChangeOut)
@blueprint.versioned
@blueprint.refuses(403)
def post_change(body: dict[str, Any]) -> Answer:
    """Change one setting from a day on. Bounds of the law hold; nothing takes effect before today."""
    province = body["province"] or history.home_province(staff())
    if not history.may_change(staff(), province):
        raise problem(
            403, "other_province", gettext("Only an administrator of the province may change this.")
        )
    wanted = Wanted(province, body["key"], body["value"], body["effective_from"], body["reason"])

    def do(work: Work) -> Answer:
        row = history.change(work, wanted, etags.check)
        work.session.flush()
        return change_json(row), 201, {"ETag": f'"v{row.number}"'}

    try:
        return answer_once(acting(), do)
    except Impossible as refused:
        error = {"message": gettext(REFUSED[refused.code]), "code": refused.code.value}
        raise problem(422, "invalid", errors=[error | {"pointer": f"/{refused.field}"}]) from refused


@blueprint.get("/versions/<path:policy>")
@require_role()
@blueprint.response(200, SettingVersionOut)
@blueprint.refuses(404)
def read_version(policy: str) -> dict[str, Any]:
    """What a version stands for that a judgment was made under."""
    with works().reading() as session:
        found = policy_named(session, policy)
    if found is None:
        raise problem(404, "not_found")
    return {"policy": found.version, "settings": dict(found.values)}
