"""Files of a complaint as staff look at them: previews, copies, sound and film; originals with a reason."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from marshmallow import ValidationError

from services.intake.api.files import answered, packed
from services.intake.domain.files import Part, Scan, State
from services.intake.files import looking, withholding, wording
from services.intake.files.looking import NotTheirs, NotThere
from services.intake.files.showing import Shown
from services.intake.schemas.files import ReadingReasonSchema, WithholdingSchema
from services.intake.sight import LOOKING, TRIAGE
from services.intake.views.protection import stale
from shared.contracts.terms import Role
from shared.files import words
from shared.files.kinds import Group
from shared.i18n import N_, gettext
from shared.staff.web import acting, require_role, staff
from shared.web import works
from shared.web.problems import problem
from shared.web.validation import field_errors

blueprint = Blueprint("evidence", __name__, url_prefix="/files")
WITHHELD = N_("The file is not given to those who get the redacted version.")
RELEASED = N_("The file may go along with the redacted version again.")
PLAYED = (Group.VIDEO, Group.AUDIO)
DESKS = tuple(sorted(LOOKING))


@blueprint.get("/<string:tracking_number>")
@require_role(*DESKS)
def listed(tracking_number: str) -> Response:
    return _page(tracking_number)


@blueprint.get("/<string:tracking_number>/copies.zip")
@require_role(*DESKS)
def copies(tracking_number: str) -> Response:
    """All copies as a folder, for the archived case."""
    return packed(tracking_number)


@blueprint.get("/<uuid:file_id>/copy")
@require_role(*DESKS)
def copy(file_id: UUID) -> Response:
    return answered(file_id, Part.COPY)


@blueprint.get("/<uuid:file_id>/previews/<int:page>")
@require_role(*DESKS)
def preview(file_id: UUID, page: int) -> Response:
    return answered(file_id, Part.PREVIEW, page)


@blueprint.get("/<uuid:file_id>/original")
@require_role(*DESKS)
def original(file_id: UUID) -> Response:
    return answered(file_id, Part.ORIGINAL)


@blueprint.post("/<string:tracking_number>/<uuid:file_id>/original")
@require_role(*DESKS)
def ask_for_original(tracking_number: str, file_id: UUID) -> Response:
    """Keep the reason, then give the file."""
    if errors := stale():
        return _page(tracking_number, file_id, errors, 400)
    try:
        said: Any = ReadingReasonSchema().load({"reason": request.form.get("reason", "")})
    except ValidationError as error:
        found = {one["pointer"][1:]: one["message"] for one in field_errors({"json": error.messages})}
        return _page(tracking_number, file_id, found, 422)
    try:
        with works().begin(acting()) as work:
            looking.give_reason(work, staff(), file_id, said["reason"])
    except (NotTheirs, NotThere):
        raise problem(404, "not_found") from None
    return make_response(redirect(url_for("evidence.original", file_id=file_id), 303))


@blueprint.post("/<string:tracking_number>/<uuid:file_id>/withholding")
@require_role(*DESKS)
def withhold(tracking_number: str, file_id: UUID) -> Response:
    """Keep whether the file may go along with the redacted version, and why."""
    if errors := stale():
        return _page(tracking_number, file_id, errors, 400)
    sent = {"withheld": request.form.get("do") != "release", "reason": request.form.get("why", "")}
    try:
        said: Any = WithholdingSchema().load(sent)
    except ValidationError as error:
        why = field_errors({"json": error.messages})[0]["message"]
        return _page(tracking_number, file_id, {"why": why}, 422)
    try:
        with works().begin(acting()) as work:
            withholding.decide(work, staff(), file_id, withheld=said["withheld"], reason=said["reason"])
    except NotTheirs:
        raise problem(404, "not_found") from None
    told = WITHHELD if said["withheld"] else RELEASED
    flash(gettext(told), "done")
    return make_response(redirect(f"/files/{tracking_number}#file-{file_id}", 303))


def _page(
    tracking_number: str, asked: UUID | None = None, errors: dict[str, str] | None = None, status: int = 200
) -> Response:
    try:
        with works().begin(acting()) as work:
            found = looking.files_of(work, staff(), tracking_number)
            words = withholding.among(work.session, [one.id for one in found])
            kept = {key: withholding.as_json(word) for key, word in words.items()}
    except NotTheirs:
        raise problem(404, "not_found") from None
    text = render_template(
        "intake/files.html",
        number=tracking_number,
        files=[_told(file) | {"withheld": kept.get(file.id)} for file in found],
        back=_desk(tracking_number),
        desk=TRIAGE if staff().has(Role.TRIAGE) else "investigation",
        asked=str(asked) if asked else None,
        errors=errors or {},
        typed=request.form,
    )
    return make_response(text, status)


def _desk(tracking_number: str) -> str:
    """Where the reader came from."""
    return (
        f"/triage/complaints/{tracking_number}"
        if staff().has(Role.TRIAGE)
        else f"/investigation/?q={tracking_number}"
    )


def _told(file: Shown) -> dict[str, Any]:
    """One file with its words."""
    copy_kind = str(file.copy_kind) if file.copy_kind else ""
    return {
        "id": str(file.id),
        "name": words.name(file.group, file.number),
        "line": f"{(file.kind or '').upper()} · {words.amount(file.size)}",
        "standing": wording.standing(file),
        "scan": gettext(wording.SCANS[Scan(file.scan)]),
        "remarks": words.remarks(file.copy, list(file.notes)) if file.state is State.CLEAN else [],
        "clean": file.state is State.CLEAN,
        "sha256": file.sha256,
        "added_at": file.added_at,
        "previews": file.previews,
        "copied": f"{copy_kind.upper()} · {words.amount(file.copy_size)}" if copy_kind else None,
        "shown": str(file.group) if copy_kind and file.group in PLAYED else "",
        "drawn": copy_kind in ("jpeg", "png"),
    }
