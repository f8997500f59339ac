"""The scripts' JSON door: seats read theirs, the head or an administrator of the bureau changes them."""

from typing import Any

from flask import Response, jsonify

from services.intake.hotline import script_changes, scripts
from services.intake.hotline.script_changes import Impossible, Refusal, Wanted
from services.intake.hotline_models import ScriptChange
from services.intake.schemas.scripts import (
    ScriptChangeOut,
    ScriptChangeSchema,
    ScriptHistoryAsked,
    ScriptHistoryOut,
    ScriptsOut,
)
from shared.contracts.terms import Role
from shared.i18n import N_, gettext
from shared.kept_answers import Answer
from shared.staff.web import deciding, require_role, staff
from shared.web import etags, works
from shared.web.api import VERSION, Blueprint, once
from shared.web.idempotency import answer_once, sent
from shared.web.problems import problem
from shared.work import Work

blueprint = Blueprint("scripts", __name__, url_prefix="/api/v1/hotline/scripts", description="Scripts")
READERS = (Role.HOTLINE, Role.HEAD, Role.ADMIN)
REFUSED = {
    Refusal.NOTHING_SAID: N_("Write at least one line."),
    Refusal.NOTHING_NEW: N_("These are the words that hold already."),
}


@blueprint.get("")
@require_role(*READERS)
@blueprint.response(200, ScriptsOut)
@blueprint.gives(ETag=VERSION)
def read() -> Response:
    """What the seats of the caller's division say and ask now, and whose words these are."""
    place = script_changes.place_of(staff())
    with works().reading() as session:
        held = scripts.of(session, place)
        version = script_changes.version(session, place)
    items = [held_json(held, kind) for kind in scripts.KINDS]
    return etags.stamp(jsonify({"place": place, "version": version, "items": items}), version)


@blueprint.get("/changes")
@require_role(*READERS)
@blueprint.arguments(ScriptHistoryAsked, location="query")
@blueprint.response(200, ScriptHistoryOut)
def listed(asked: dict[str, Any]) -> Response:
    """Who changed which words and why; the latest hundred, the newest first."""
    place = script_changes.place_of(staff())
    with works().reading() as session:
        items = [change_json(row) for row in script_changes.changes(session, place, asked["kind"])]
    return jsonify({"place": place, "items": items})


@blueprint.post("/changes")
@require_role(*script_changes.MAY)
@once
@blueprint.arguments(ScriptChangeSchema)
@blueprint.response(201, ScriptChangeOut)
@blueprint.versioned
def post_change(body: dict[str, Any]) -> Response:
    """Give the division words of its own for a kind, or take them back. Seats have them at once."""
    wanted = Wanted(script_changes.place_of(staff()), body["kind"], body["script"], body["reason"])

    def do(work: Work) -> Answer:
        if body["dry_run"]:
            etags.check(script_changes.version(work.session, wanted.place))
            script_changes.check(work.session, wanted)
            return dry_json(work, wanted), 201, {}
        row = script_changes.change(work, wanted, etags.check)
        work.session.flush()
        return change_json(row), 201, {"ETag": f'"v{row.number}"'}

    try:
        return sent(answer_once(deciding(), do))
    except Impossible as refused:
        error = {"pointer": "/script", "message": gettext(REFUSED[refused.code]), "code": str(refused.code)}
        raise problem(422, "invalid", errors=[error]) from None


def held_json(held: scripts.Scripts, kind: str) -> dict[str, Any]:
    words = held.words(kind)
    return {"kind": kind, "place": held.held[kind].place, "say": words.say, "ask": list(words.ask)}


def dry_json(work: Work, wanted: Wanted) -> dict[str, Any]:
    """A change that is not made: what seats would see."""
    said = {"say": wanted.script.say, "ask": list(wanted.script.ask)} if wanted.script else None
    shown = script_changes.preview(work.session, wanted)
    return {
        "place": wanted.place, "number": None, "kind": wanted.kind, "script": said, "at": None, "by": None,
        "reason": wanted.reason, "shown": held_json(shown, wanted.kind),
    }  # fmt: skip


def change_json(row: ScriptChange) -> dict[str, Any]:
    return {
        "place": row.place,
        "number": row.number,
        "kind": row.kind,
        "script": row.words,
        "at": row.at.isoformat(),
        "by": row.actor_name or row.actor,
        "reason": row.reason,
    }
