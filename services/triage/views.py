"""The triage desk: the list, the complaint with its assessment beside it, and the decision."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request
from markupsafe import Markup, escape

from services.triage import queue, words
from services.triage.api import missing
from services.triage.deciding import AlreadyDecided, Bound, Incomplete, NotFound, Recused, decide_complaint
from services.triage.decision_form import Mistyped, read
from services.triage.documents import document, late_row, may, row
from services.triage.highlights import proposals, segments
from services.triage.models import Complaint
from services.triage.schemas.requests import STATES
from services.triage.similar.documents import TIES, WHY, similar_document
from services.triage.stages import AWAITING, OPEN_STATES
from services.triage.wording import DECISIONS, KINDS, names_of, reason_text
from shared.contracts.terms import Decision, Role
from shared.divisions import division_of
from shared.i18n import N_, gettext
from shared.staff.web import acting, require_role, staff
from shared.web import settings, works
from shared.web.problems import problem
from shared.web.queries import bad_cursor
from shared.work import Work

blueprint = Blueprint("triage_desk", __name__, url_prefix="/triage")
PAGE = 50
BESIDE = 30
CHANGED = N_(
    "This complaint was changed meanwhile, "
    "by somebody else or in another window of yours. Look at it again, then decide."
)


@blueprint.context_processor
def vocabulary() -> dict[str, Any]:
    told = {"desk": "triage", "words": words, "decisions": DECISIONS, "kinds": KINDS}
    return told | {"similar_why": WHY, "similar_ties": TIES}


@blueprint.get("/")
@require_role(Role.TRIAGE)
def desk() -> str:
    """The caller's own desk, one state at a time."""
    with works().begin(acting()) as work:
        gathered = _list(work, PAGE)
        if request.args.get("q"):
            gathered["searched"] = True
        return render_template("triage/desk.html", **gathered)


@blueprint.get("/overdue")
@require_role(Role.TRIAGE)
def overdue() -> str:
    """What other desks have not decided by its day, as far as the caller's body was told: no content."""
    with works().begin(acting()) as work:
        rows = [late_row(one, work.today) for one in queue.late_elsewhere(work.session, staff())]
        work.record("overdue.listed", staff().home, {"count": len(rows)})
        return render_template(
            "triage/overdue.html",
            late_rows=rows,
            counts=queue.counts(work.session, staff()),
            late=len(rows),
            objected=queue.count_objected(work.session, staff()),
            states=STATES,
            state="",
            text="",
        )


@blueprint.get("/complaints/<string:tracking_number>")
@require_role(Role.TRIAGE)
def complaint(tracking_number: str) -> Response:
    return show(tracking_number)


@blueprint.post("/complaints/<string:tracking_number>/decision")
@require_role(Role.TRIAGE)
def decide(tracking_number: str) -> Response:
    """Confirm, ask, or decide otherwise; a refusal gives the page back with what was typed."""
    try:
        wanted = read(request.form, names_of(settings()))
        with works().begin(acting()) as work:
            following = next_after(work, tracking_number)
            decided = decide_complaint(work, staff(), tracking_number, wanted, agree).decision
    except NotFound as error:
        raise problem(404, "not_found") from error
    except Stale:
        return show(tracking_number, {"": gettext(CHANGED)}, 409)
    except AlreadyDecided:
        return show(tracking_number, {"": gettext("This complaint was already decided.")}, 409)
    except (Recused, Bound) as rule:
        known = names_of(settings())
        return show(tracking_number, {"decision": reason_text(rule.reason, known)}, 409)
    except Incomplete as refused:
        return show(tracking_number, {refused.field: missing(refused)}, 422)
    except Mistyped as wrong:
        return show(tracking_number, wrong.errors, 422, wrong.choices)
    flash(done(tracking_number, decided), "done")
    leads = f"{address(following)}#complaint" if following else address()
    return redirect(leads, 303)  # type: ignore[return-value]  # Flask's own Response


def done(number: str, decision: str | None) -> Markup:
    """What was decided, and the way back to it: one key leads on to the next complaint."""
    link = Markup('<a class="govuk-link" href="{}">{}</a>').format(address(number), number)
    words = gettext(DECISIONS[Decision(decision)]) if decision else ""
    return escape(gettext("Decided: %(number)s · %(decision)s")) % {"number": link, "decision": words}


def next_after(work: Work, tracking_number: str) -> str | None:
    """The complaint that comes after this one in the list that the reader came from, or its first."""
    wanted = queue.Wanted(_state(), _text())
    return queue.following(work.session, staff(), wanted, tracking_number)


class Stale(Exception):
    """The page shows an older version."""


def agree(now: int) -> None:
    """The page that was sent shows this version. Raises Stale."""
    if request.form.get("version", "") != str(now):
        raise Stale


def show(
    tracking_number: str,
    errors: Mapping[str, str] | None = None,
    status: int = 200,
    meant: Mapping[str, Any] | None = None,
) -> Response:
    """The complaint; after a refused decision with what was typed and what is wrong with it."""
    with works().begin(acting()) as work:
        found = queue.find(work.session, staff(), tracking_number)
        if found is None:
            raise problem(404, "not_found")
        work.record("complaint.read", tracking_number, {"version": found.revision})
        gathered = _list(work, BESIDE) | _item(work, found)
        gathered |= _neighbours(gathered["rows"], tracking_number)
        typed = request.form if errors else {}
        gathered |= {"errors": errors or {}, "typed": typed, "meant": meant or {}}
        page = render_template("triage/complaint.html", **gathered)
    return make_response(page, status)


def _item(work: Work, found: Complaint) -> dict[str, Any]:
    known = names_of(settings())
    made = document(work.session, found, known, work.today)
    told = made["assessment"]["found"]
    return {
        "segments": segments(found.statement, told, known),
        "told": proposals(found.statement, told, known),
        "complaint": made,
        "similar": similar_document(work.session, staff(), found),
        "line": _line(found, work),
        "open": may(found)["confirm"]["open"],
        "choices": [(str(one), gettext(DECISIONS[one])) for one in Decision if may(found)[str(one)]["open"]]
        if found.state in OPEN_STATES
        else [],
        "place": division_of(found.desk) if found.desk else "",
        "list_url": address(),
        "target": address(f"{found.tracking_number}/decision"),
        "object_url": address(f"{found.tracking_number}/objection"),
        "designate_url": address(f"{found.tracking_number}/designation"),
        "facts_url": address(f"{found.tracking_number}/facts"),
    }


def _list(work: Work, limit: int) -> dict[str, Any]:
    state, text = _state(), _text()
    wanted = queue.Wanted(state, text, request.args.get("cursor") or None, limit)
    try:
        rows = queue.listed(work.session, staff(), wanted)
    except queue.BadCursor as error:
        raise bad_cursor() from error
    work.record("complaints.listed", staff().home, {"count": min(len(rows), limit)})
    more = queue.cursor_of(rows[limit - 1]) if len(rows) > limit else None
    return {
        "rows": [_line(one, work) for one in rows[:limit]],
        "counts": queue.counts(work.session, staff()),
        "late": queue.count_late(work.session, staff()),
        "objected": queue.count_objected(work.session, staff()),
        "state": state,
        "states": STATES,
        "text": text,
        "today": work.today,
        "next_url": address(cursor=more) if more else None,
        "address": address,
    }


def _neighbours(rows: list[dict[str, Any]], number: str) -> dict[str, str | None]:
    """The complaints before and after this one, as far as the list beside it shows them."""
    numbers = [one["tracking_number"] for one in rows]
    if number not in numbers:
        return {"previous": None, "following": numbers[0] if numbers else None}
    at = numbers.index(number)
    return {"previous": numbers[at - 1] if at else None, "following": (*numbers[at + 1 :], None)[0]}


def _line(found: Complaint, work: Work) -> dict[str, Any]:
    """A row of the list, with its deadline as the day that the page counts with."""
    told = {"due": found.due or found.accept_by, "places": _elsewhere(found)}
    return row(work.session, found, work.today) | told


def _elsewhere(found: Complaint) -> list[str]:
    """Where the accused sit, as far as that is not the desk's own division."""
    own = division_of(found.desk) if found.desk else ""
    sites = {one.get("division") for one in found.known.get("respondents") or ()}
    return sorted(site for site in sites if site and site != own)


def _state() -> str:
    asked = request.args.get("state", AWAITING)
    return asked if asked in STATES else AWAITING


def _text() -> str:
    return request.args.get("q", "").strip()[:40]


def _place() -> dict[str, str]:
    """The list one came from."""
    kept = {"state": _state(), "q": _text()}
    return {name: value for name, value in kept.items() if value and value != AWAITING}


def address(number: str | None = None, **changed: str | None) -> str:
    """A page of the desk that keeps the list as it is."""
    kept = {name: value for name, value in {**_place(), **changed}.items() if value}
    path = f"/triage/complaints/{number}" if number else "/triage/"
    return f"{path}?{urlencode(kept)}" if kept else path
