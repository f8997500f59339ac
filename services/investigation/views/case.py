"""The case page: five tabs round one timeline, with what can be done now beside them."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any
from uuid import UUID

from flask import Response, make_response, render_template, request, url_for

from services.investigation import benches, course, queue, showing, wording
from services.investigation.agenda import workload
from services.investigation.archive import keeping as archives
from services.investigation.cabinet import NoSuchCase
from services.investigation.desk import DESK, Desk, looking_at
from services.investigation.domain import copies, templates
from services.investigation.domain.case import Action, State
from services.investigation.domain.closing import ClosingCheck
from services.investigation.domain.documents import DocumentKind, called_for
from services.investigation.domain.fitting import Fit, fitting
from services.investigation.domain.outcomes import Outcome
from services.investigation.dossier import reads_outcomes, untold
from services.investigation.handlers import who_was_there
from services.investigation.handlers.people import eligible
from services.investigation.signs import sign_of
from services.investigation.views.blueprint import blueprint, with_load
from services.investigation.views.case_actions import actions, undecided
from services.investigation.views.lost import written
from services.investigation.views.queue import address, wanted
from services.investigation.views.work_parts import work_parts
from services.investigation.words import archive as words_archive
from services.investigation.written import in_use_for, passed_over
from shared.contracts.taxonomy import CATEGORIES
from shared.contracts.terms import Role
from shared.i18n import N_, gettext
from shared.staff.web import require_role
from shared.web.problems import problem

TABS = ("timeline", "matters", "work", "people", "outcome", "documents", "messages", "closing")
BESIDE = 30
"""Rows of the queue shown beside a case."""
MOST_SOUGHT = 100
CHANGED_BY_YOU = N_(
    "You changed this case yourself, in another window, while you were writing here. Look at the change, "
    "then send it again."
)
SMALL = 8
"""With more allegations than this, the table shows and only the chosen one has its form."""


@blueprint.get("/cases/<uuid:case_id>")
@require_role(*DESK)
def case(case_id: UUID) -> Response:
    tab = request.args.get("tab", "timeline")
    return show(case_id, tab if tab in TABS else "timeline")


def show(
    case_id: UUID,
    tab: str,
    errors: Mapping[str, str] | None = None,
    typed: Mapping[str, Any] | None = None,
    status: int = 200,
) -> Response:
    """The page; after a refused form with what was typed and what is wrong with it."""
    try:
        with looking_at(case_id) as desk:
            gathered = _gathered(desk, tab, errors, typed)
            stale = status == HTTPStatus.PRECONDITION_FAILED
            shown = _shown(typed) if stale else None
            told = {"stale": stale, "meanwhile": _meanwhile(desk, shown)}
            if shown is not None and _only_mine(desk, shown):
                gathered["errors"] |= {"": gettext(CHANGED_BY_YOU)}
            text = written(
                lambda lost: render_template("investigation/case.html", lost=lost, **told, **gathered),
                typed or {},
            )
    except NoSuchCase as error:
        raise problem(404, "not_found") from error
    return make_response(text, status)


def _shown(typed: Mapping[str, Any] | None) -> int | None:
    """The version of the case that the form was made for; longer is none, and no number of a database."""
    said = str((typed or {}).get("version", ""))
    return int(said) if said.isdecimal() and len(said) < 10 else None


def _meanwhile(desk: Desk, shown: int | None) -> list[dict[str, Any]]:
    """What was done since the form was shown: who comes too late reads by whom, not only that."""
    return course.since(desk.work.session, desk.folder, shown) if shown is not None else []


def _only_mine(desk: Desk, shown: int) -> bool:
    return course.only_by(desk.work.session, desk.folder, shown, desk.caller.staff_id)


def _gathered(
    desk: Desk, tab: str, errors: Mapping[str, str] | None, typed: Mapping[str, Any] | None
) -> dict[str, Any]:
    work, folder, caller = desk.work, desk.folder, desk.caller
    document = showing.document(work.session, folder, caller, work.today, whole=False)
    steps = _steps(desk, tab)
    view, asked = wanted(BESIDE)
    chosen = (typed or {}).get("allegation") or request.args.get("allegation")
    drafts = called_for(folder.outcomes) if State(document["state"]) is State.PROPOSED else []
    rows = queue.listed(work.session, caller, asked, work.today)[:BESIDE] if not asked.cursor else []
    return {
        "case": document,
        "folder": folder,
        "sign": sign_of(folder.case.id),
        "tab": tab,
        "tabs": _tabs(document, steps.total, tab, view, asked.text),
        "errors": dict(errors or {}),
        "typed": typed or {},
        "today": work.today,
        "terms": showing.running_terms(folder, work.today),
        "rows": rows,
        "list_url": address(view, asked.text),
        "view": view,
        "text": asked.text,
        "me": caller,
        "actions": actions(document),
        "undecided": undecided(document),
        "chosen": chosen,
        "like": request.args.get("like", type=int),
        "unfolded": request.args.get("open", ""),
        "small": len(folder.allegations) <= SMALL,
        "found_count": len(folder.findings),
        "categories": CATEGORIES,
        "checks": list(ClosingCheck),
        "file": archives.shown(work.session, folder, caller) if tab == "closing" else None,
        "may_copy": copies.closed(folder.facts(work.today), caller) is None,
        "fitting": _fitting(desk) if tab == "outcome" else [],
        "stands": _stands(desk) if tab == "outcome" else [],
        "benches": benches.of(work.session, folder, caller, work.today) if tab == "outcome" else [],
        "archive_words": words_archive,
        "least_years": archives.least_years(folder),
        "drafts": drafts,
        "passed_over": _passed_over(desk, drafts) if tab == "outcome" else [],
        "templates_changed": _templates_changed(desk) if tab == "outcome" else [],
        **work_parts(desk, document, typed or {}),
        "colleagues": _colleagues(desk, document),
        "nameable": _nameable(desk) if tab == "people" else [],
        "pair": _certified_team(desk) if tab == "work" else [],
        "were_there": _were_there(desk) if tab == "work" else [],
        "changed": steps.changed,
        "steps": steps,
        "sought": request.args.get("find", "")[:MOST_SOUGHT].strip(),
    }


def _fitting(desk: Desk) -> list[dict[str, Any]]:
    """The outcomes as the form lists them, with the words of the rule that says so."""
    folder = desk.folder
    positions = {each.ref: each.position for each in folder.allegations}
    return [
        {
            "code": each.code,
            "closed": each.fit is Fit.NOT_OPEN,
            "why": wording.fault(each.why, positions) if each.why else "",
        }
        for each in fitting(folder.found, folder.withdrawn, folder.revokers, folder.can_stand)
    ]


def _stands(desk: Desk) -> list[dict[str, Any]]:
    """By matter, what opinions before ordered: as the proposal lets it stand, or as one could."""
    folder = desk.folder
    open_still = folder.case.standing in (State.QUEUED, State.INVESTIGATING)
    orders = folder.can_stand if open_still else folder.stands
    positions = {each.ref: each.position for each in folder.allegations}
    return [
        {"number": positions[ref], "orders": each}
        for ref, each in sorted(orders.items(), key=lambda pair: positions[pair[0]])
    ]


def _passed_over(desk: Desk, drafts: Sequence[tuple[DocumentKind, Outcome]]) -> list[DocumentKind]:
    """Of what the approval would issue, what the body's own template would not be used for."""
    folder = desk.folder
    answer = [] if folder.case.own or not drafts else [DocumentKind.REPLY]
    return passed_over(desk.work.session, folder.case.body, [*(kind for kind, _ in drafts), *answer])


def _templates_changed(desk: Desk) -> list[DocumentKind]:
    """Since the proposal that waits for a decision."""
    folder = desk.folder
    proposed = folder.proposal.templates if folder.proposal else None
    if folder.case.standing is not State.PROPOSED or proposed is None:
        return []
    return templates.changed(proposed, in_use_for(desk.work.session, folder))


def _steps(desk: Desk, tab: str) -> course.Part:
    """The page of the course that is asked for, or what has the words that are sought in it."""
    if tab != "timeline":
        return course.outline(desk.work.session, desk.folder)
    sought = request.args.get("find", "")[:MOST_SOUGHT].strip()
    page = request.args.get("page", 1, type=int)
    session, folder = desk.work.session, desk.folder
    sealed_too = reads_outcomes(folder, desk.caller, desk.work.today)
    return course.part(session, folder, page, sought, untold(session, folder, sealed_too=sealed_too))


def _tabs(document: Mapping[str, Any], steps: int, tab: str, view: str, text: str) -> list[dict[str, Any]]:
    titles = {
        "timeline": (gettext("Course"), steps),
        "matters": (gettext("Matters and findings"), len(document["allegations"])),
        "work": (gettext("Work and evidence"), len(document["records"]) or None),
        "people": (gettext("People"), len(document["recusals"]) or None),
        "outcome": (gettext("Outcome"), None),
        "documents": (gettext("Documents"), len(document["documents"]) or None),
        "messages": (gettext("Correspondence"), len(document["messages"]) or None),
        "closing": (gettext("Completion"), len(document["rectifications"]) or None),
    }
    kept: dict[str, Any] = {"view": view if view != "open" else None, "q": text or None}
    return [
        {
            "text": title,
            "count": count,
            "current": name == tab,
            "href": url_for("desk.case", case_id=document["id"], tab=name, **kept),
        }
        for name, (title, count) in titles.items()
    ]


def _colleagues(desk: Desk, document: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Whom the case may be given to, for the select; nobody when the caller may not give it."""
    may = document["may"]
    if not (may[Action.ASSIGN]["open"] or may[Action.HAND_OVER]["open"]):
        return []
    lead, tied = desk.folder.case.lead, desk.folder.conflicts(desk.work.today)
    out = {lead, *tied, *desk.folder.decided_by}
    loads = workload(desk.work.session, desk.caller, desk.work.today)
    counted = {each.staff_id: each.leads + each.seconds for each in loads}
    return [
        (username, with_load(each.name, counted.get(each.staff_id, 0)))
        for username, each in eligible(desk.work, desk.folder).items()
        if each.staff_id not in out
    ]


def _certified_team(desk: Desk) -> list[tuple[str, str]]:
    """Those of the team who may put their names under an interview or a visit, who leads first."""
    team = {hand.staff_id for hand in desk.folder.team}
    able = eligible(desk.work, desk.folder)
    there = [(username, each) for username, each in able.items() if each.staff_id in team]
    there.sort(key=lambda item: item[1].staff_id != desk.folder.case.lead)
    return [(username, each.name) for username, each in there]


def _were_there(desk: Desk) -> list[tuple[str, str]]:
    """Who else can be named of a day gone by: who left the team since, or has no certificate any more."""
    able = eligible(desk.work, desk.folder)
    team = {hand.staff_id for hand in desk.folder.team}
    found = who_was_there.gone(desk.work, desk.folder)
    return [
        (username, each.name)
        for username, each in found.items()
        if username not in able or each.staff_id not in team
    ]


def _nameable(desk: Desk) -> list[tuple[str, str]]:
    """Those of the body whose recusal may be applied for, the caller first."""
    own = desk.caller.staff_id
    people = {**desk.folder.unbarred(Role.INVESTIGATOR), **desk.folder.unbarred(Role.HEAD)}
    return sorted(
        ((username, each.name) for username, each in people.items()),
        key=lambda item: (people[item[0]].staff_id != own, item[1]),
    )
