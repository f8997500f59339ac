"""Quality samples: the supervisor draws and marks calls; a seat reads how its own were marked."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request
from marshmallow import Schema, ValidationError

from services.intake.api import quality as door
from services.intake.domain.calling import clock
from services.intake.domain.quality import Criterion, Grade, score
from services.intake.hotline import quality
from services.intake.hotline.quality import NothingToDraw, Sampled, Wanted
from services.intake.hotline.taken import home_of, told
from services.intake.schemas.quality import SampleDrawSchema, SampleMarkSchema
from services.intake.views.choices import KINDS
from services.intake.views.protection import stale
from services.intake.wording_quality import CRITERIA, GRADES
from shared.contracts.terms import RespondentKind, Role
from shared.i18n import N_, gettext
from shared.staff import directory
from shared.staff.web import acting, require_role, staff
from shared.web import works
from shared.web.problems import problem
from shared.web.validation import field_errors

blueprint = Blueprint("quality_pages", __name__, url_prefix="/hotline")
PAGE = 50
DRAWN = N_("They were drawn. Each one can be marked now.")
MARKED = N_("Your mark was kept. The seat can read it.")
CHANGED = N_("This sample was marked meanwhile. Look below and decide again.")
CHOOSE = N_("Give it a grade.")


class Changed(Exception):
    """Somebody marked the sample since its page was shown."""


@blueprint.get("/samples")
@require_role(Role.HEAD)
def samples() -> Response:
    return _list()


@blueprint.post("/samples")
@require_role(Role.HEAD)
def draw() -> Response:
    """Draw calls by lot."""
    if errors := stale():
        return _list(errors, 400)
    said = _read(SampleDrawSchema(), _drawn_as_typed())
    if "errors" in said:
        return _list(said["errors"], 422)
    try:
        with works().begin(acting()) as work:
            seat = _seat(work, said["seat"])
            quality.draw(work, staff(), Wanted(said["count"], said["days"], seat, said["kind"]))
    except NothingToDraw:
        return _list({"": gettext(door.NOTHING)}, 409)
    flash(gettext(DRAWN), "done")
    return make_response(redirect("/hotline/samples", 303))


def _drawn_as_typed() -> dict[str, Any]:
    typed = {name: request.form.get(name, "").strip() for name in ("count", "days", "seat", "kind")}
    numbers = {name: int(typed[name]) if _digits(typed[name]) else typed[name] for name in ("count", "days")}
    return typed | numbers | {name: typed[name] or None for name in ("seat", "kind")}


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 5


def _seat(work: Any, chosen: str | None) -> UUID | None:
    """The seat that was chosen from the list; one that is no seat here is not found."""
    if not chosen:
        return None
    for one in directory.colleagues(work.session, home_of(staff()), Role.HOTLINE):
        if str(one.staff_id) == chosen:
            found: UUID = one.staff_id
            return found
    raise problem(404, "not_found")


def _list(errors: dict[str, str] | None = None, status: int = 200) -> Response:
    with works().begin(acting()) as work:
        found = quality.listed(work, staff(), PAGE + 1, _before())
        rows = [_line(one) for one in found[:PAGE]]
        seats = [
            (str(one.staff_id), one.display_name)
            for one in directory.colleagues(work.session, home_of(staff()), Role.HOTLINE)
        ]
    text = render_template(
        "intake/hotline/samples.html",
        rows=rows,
        next_url=f"/hotline/samples?before={rows[-1]['id']}" if len(found) > PAGE else None,
        seats=seats,
        kinds=[(kind, gettext(text)) for kind, text, _ in KINDS if kind in set(RespondentKind)],
        home=home_of(staff()),
        errors=errors or {},
        typed=request.form if errors else {"count": "5", "days": "7"},
    )
    return make_response(text, status)


@blueprint.get("/samples/<uuid:sample_id>")
@require_role(Role.HEAD)
def sample(sample_id: UUID) -> Response:
    return _one(sample_id)


@blueprint.post("/samples/<uuid:sample_id>")
@require_role(Role.HEAD)
def mark(sample_id: UUID) -> Response:
    """Keep a grade for every criterion, and the comment."""
    if errors := stale():
        return _one(sample_id, errors, 400)
    marks = {name: grade for name in Criterion if (grade := request.form.get(name, ""))}
    said = _read(SampleMarkSchema(), {"marks": marks, "comment": request.form.get("comment", "")})
    if "errors" in said:
        lacking = {name: gettext(CHOOSE) for name in Criterion if marks.get(name) not in set(Grade)}
        comment = {name: text for name, text in said["errors"].items() if name == "comment"}
        return _one(sample_id, lacking | comment, 422)
    try:
        with works().begin(acting()) as work:
            found = door.find(work, sample_id, lock=True)
            if request.form.get("version") != str(found.sample.version):
                raise Changed
            quality.mark(work, staff(), found, said["marks"], said["comment"])
    except Changed:
        return _one(sample_id, {"": gettext(CHANGED)}, 409)
    flash(gettext(MARKED), "done")
    return make_response(redirect("/hotline/samples", 303))


def _read(schema: Schema, typed: dict[str, Any]) -> dict[str, Any]:
    try:
        loaded: dict[str, Any] = schema.load(typed)
    except ValidationError as error:
        found = field_errors({"json": error.messages})
        return {"errors": {one["pointer"][1:]: one["message"] for one in found}}
    return loaded


def _one(sample_id: UUID, errors: dict[str, str] | None = None, status: int = 200) -> Response:
    with works().begin(acting()) as work:
        found = door.find(work, sample_id)
        row, statement, version = _line(found), told(found.complaint), found.sample.version
    typed = request.form if errors and status != 409 else {**(row["marks"] or {}), "comment": row["comment"]}
    text = render_template(
        "intake/hotline/sample.html",
        row=row,
        statement=statement,
        version=version,
        criteria=[(name.value, gettext(text)) for name, text in CRITERIA.items()],
        grades=[{"value": grade.value, "text": gettext(text)} for grade, text in GRADES.items()],
        typed=typed,
        errors=errors or {},
    )
    return make_response(text, status)


@blueprint.get("/marks")
@require_role(Role.HOTLINE)
def own() -> str:
    """How the seat's own calls were marked."""
    with works().begin(acting()) as work:
        found = quality.own_marks(work, staff(), PAGE + 1, _before())
        rows = [_line(one) for one in found[:PAGE]]
    more = f"/hotline/marks?before={rows[-1]['id']}" if len(found) > PAGE else None
    return render_template("intake/hotline/marks.html", rows=rows, next_url=more)


def _before() -> UUID | None:
    text = request.args.get("before", "")
    try:
        return UUID(text) if text else None
    except ValueError:
        raise problem(404, "not_found") from None


def _line(found: Sampled) -> dict[str, Any]:
    marks = found.sample.marks
    return {
        "id": found.sample.id,
        "tracking_number": found.complaint.tracking_number,
        "called_at": found.call.ended_at,
        "length": clock(int((found.call.ended_at - found.call.began_at).total_seconds())),
        "read_back": found.call.read_back,
        "asked": found.call.asked,
        "drawn_at": found.drawn.at,
        "seed": found.drawn.seed,
        "marks": marks,
        "graded": _graded(marks or {}),
        "score": score(marks) if marks else None,
        "comment": found.sample.comment,
        "marked_at": found.sample.marked_at,
    }


def _graded(marks: dict[str, str]) -> list[tuple[str, str]]:
    """Criterion and grade in words, in the order of the table."""
    return [(gettext(CRITERIA[one]), gettext(GRADES[Grade(marks[one])])) for one in Criterion if one in marks]
