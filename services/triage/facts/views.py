"""The page on which facts are corrected, beside the statement: what they lead to, and the new judgment."""

from typing import Any

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request

from services.triage import queue
from services.triage.documents import document
from services.triage.domain.reading import read
from services.triage.facts import form as facts_form
from services.triage.facts.correcting import (
    AlreadyDecided,
    Corrected,
    Incomplete,
    Leaves,
    NotFound,
    Said,
    Unchanged,
    correct,
    what_if,
)
from services.triage.facts.form import Read
from services.triage.highlights import proposals, segments
from services.triage.showing import assessment_json
from services.triage.similar.comparing import compared
from services.triage.stages import OPEN_STATES
from services.triage.views import CHANGED, Stale, address, next_after, vocabulary
from services.triage.wording import body_name, names_of
from shared.contracts.terms import Role
from shared.divisions import division_of
from shared.i18n import N_, gettext
from shared.staff.web import acting, require_role, staff
from shared.web import settings, works
from shared.web.problems import problem
from shared.work import Work

blueprint = Blueprint("triage_facts", __name__, url_prefix="/triage")
blueprint.context_processor(vocabulary)

WHY = N_("Say what shows that the facts are otherwise.")
SAME = N_("These are the facts as they stand. Nothing was kept.")
KNOW = N_("By these facts another desk decides: look at the assessment, then say that you know.")


@blueprint.get("/complaints/<string:tracking_number>/facts")
@require_role(Role.TRIAGE)
def facts(tracking_number: str) -> Response:
    """The facts as they are known, to be corrected."""
    return _page(tracking_number, Read())


@blueprint.post("/complaints/<string:tracking_number>/facts")
@require_role(Role.TRIAGE)
def correct_facts(tracking_number: str) -> Response:
    """`do=preview` shows what would follow, `do=keep` judges anew; a refusal keeps what was typed."""
    said = _read(tracking_number)
    if said.errors:
        return _page(tracking_number, said, 422)
    if request.form.get("do") != "keep":
        return _page(tracking_number, said)
    return _keep(tracking_number, said)


def _keep(tracking_number: str, said: Read) -> Response:
    wanted = Said(said.facts, said.reason, bool(request.form.get("leaves_desk")))
    try:
        with works().begin(acting()) as work:
            following = next_after(work, tracking_number)
            made = correct(work, staff(), tracking_number, wanted, _agree)
            told, leads = _told(made), address(None if made.leaves else tracking_number)
    except NotFound as error:
        raise problem(404, "not_found") from error
    except (Stale, AlreadyDecided, Incomplete, Leaves, Unchanged) as refused:
        return _refused(tracking_number, said, refused)
    flash(told, "done")
    if made.leaves and following:
        leads = address(following)
    return make_response(redirect(f"{leads}#complaint", 303))


def _refused(tracking_number: str, said: Read, refused: Exception) -> Response:
    match refused:
        case Stale() | AlreadyDecided():
            said.errors[""] = gettext(CHANGED)
        case Incomplete():
            said.errors["reason"] = gettext(WHY)
        case Leaves():
            said.errors["leaves_desk"] = gettext(KNOW)
        case Unchanged():
            said.errors[""] = gettext(SAME)
    return _page(tracking_number, said, 422 if isinstance(refused, Incomplete) else 409)


def _agree(now: int) -> None:
    if request.form.get("version") != str(now):
        raise Stale


def _told(made: Corrected) -> str:
    number = made.complaint.tracking_number
    if not made.leaves:
        return gettext("Corrected and judged anew: %(number)s", number=number)
    if made.desk is None:
        return gettext("Corrected: %(number)s is sealed and was passed on at once.", number=number)
    body = body_name(division_of(made.desk), names_of(settings()))
    return gettext("Corrected: %(number)s now lies on the desk of %(body)s.", number=number, body=body)


def _read(tracking_number: str) -> Read:
    """What the form means, over the facts of the complaint; 404 for whoever may not know of it."""
    with works().begin(acting()) as work:
        complaint = queue.find(work.session, staff(), tracking_number)
        if complaint is None:
            raise problem(404, "not_found")
        return facts_form.read(request.form, complaint.known, names_of(settings()))


def _page(tracking_number: str, said: Read, status: int = 200) -> Response:
    with works().begin(acting()) as work:
        complaint = queue.find(work.session, staff(), tracking_number)
        if complaint is None:
            raise problem(404, "not_found")
        if complaint.state not in OPEN_STATES:
            return make_response(redirect(address(tracking_number), 303))
        work.record("complaint.read", tracking_number, {"version": complaint.revision})
        known = names_of(settings())
        made = document(work.session, complaint, known, work.today)
        told = made["assessment"]["found"]
        page = render_template(
            "triage/facts.html",
            complaint=made,
            segments=segments(complaint.statement, told, known),
            told=proposals(complaint.statement, told, known),
            values=facts_form.typed(request.form)
            if request.form
            else facts_form.shown(complaint.known, known),
            typed=request.form,
            errors=said.errors,
            choices=said.choices,
            supposed=_supposed(work, made["assessment"], tracking_number, said),
            back=address(tracking_number),
            target=address(f"{tracking_number}/facts"),
            line={"due": complaint.accept_by, "state": complaint.state},
            today=work.today,
        )
    return make_response(page, status)


def _supposed(work: Work, now: dict[str, Any], tracking_number: str, said: Read) -> dict[str, Any] | None:
    """What the typed facts lead to, beside what stands; none where nothing readable was typed."""
    if not said.readable:
        return None
    known = names_of(settings())
    found = what_if(work, staff(), tracking_number, said.facts)
    made = assessment_json(found.judged.assessment, known, found.judged.found)
    return {
        "assessment": made,
        "leaves": found.leaves,
        "desk": body_name(division_of(found.desk), known) if found.desk else None,
        "lines": compared(now, made, known),
        "same": read(found.facts) == read(found.complaint.known),
    }
