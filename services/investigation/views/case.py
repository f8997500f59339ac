"""The case page: five tabs round one timeline, with what can be done now beside them."""

from collections.abc import Callable, Mapping
from typing import Any, cast
from uuid import UUID

from flask import Response, make_response, render_template, request, url_for

from services.investigation import benches, course, queue, showing
from services.investigation.agenda import workload
from services.investigation.archive import keeping as archives
from services.investigation.desk import DESK, Desk, looking_at
from services.investigation.domain.case import Action, State
from services.investigation.domain.chain import Office
from services.investigation.domain.clocks import Term, terms
from services.investigation.domain.closing import ClosingCheck
from services.investigation.domain.documents import called_for
from services.investigation.domain.records import SPECS as RECORDS
from services.investigation.domain.states import TABLE
from services.investigation.folder import NoSuchCase
from services.investigation.handlers.people import eligible
from services.investigation.views.blueprint import blueprint, with_load
from services.investigation.views.queue import address, wanted
from services.investigation.views.work_parts import work_parts
from services.investigation.words import archive as words_archive
from services.investigation.words import terms as words
from shared.contracts.taxonomy import CATEGORIES
from shared.contracts.terms import Role
from shared.i18n import gettext
from shared.staff.web import require_role
from shared.web.problems import problem

TABS = ("timeline", "matters", "work", "people", "outcome", "documents", "messages", "closing")
BESIDE = 30
"""Rows of the queue shown beside a case."""
MOST_SOUGHT = 100
SMALL = 8
"""With more allegations than this, the table shows and only the chosen one has its form."""
PLACES: Mapping[Action, tuple[str, str]] = {
    Action.RELEASE: ("timeline", "people"),
    Action.HAND_OVER: ("timeline", "people"),
    Action.ASSIGN: ("timeline", "people"),
    Action.APPLY_RECUSAL: ("people", "apply"),
    Action.DECIDE_RECUSAL: ("people", "waiting"),
    Action.PASS_UP: ("people", "pass-up"),
    Action.OBJECT: ("people", "object"),
    Action.ASK_EXTENSION: ("work", "extension"),
    Action.DECIDE_EXTENSION: ("work", "extension"),
    Action.ASK_PAUSE: ("work", "pause"),
    Action.DECIDE_PAUSE: ("work", "pause"),
    Action.END_PAUSE: ("work", "pause"),
    Action.RECORD_FINDING: ("matters", "matters"),
    Action.PROPOSE_OUTCOME: ("outcome", "propose"),
    Action.ENDORSE: ("outcome", "decide"),
    Action.APPROVE: ("outcome", "decide"),
    Action.RETURN: ("outcome", "decide"),
    Action.SERVE: ("documents", "issued"),
    Action.MESSAGE: ("messages", "write"),
    Action.REPORT_RECTIFICATION: ("closing", "corrections"),
    Action.CONFIRM_RECTIFICATION: ("closing", "corrections"),
    Action.ISSUE_LINK: ("closing", "corrections"),
    Action.REVOKE_LINK: ("closing", "corrections"),
    Action.ENTER_REQUEST: ("closing", "corrections"),
    Action.DECIDE_REQUEST: ("closing", "corrections"),
    Action.URGE_UNIT: ("closing", "corrections"),
    Action.CALL_BACK: ("closing", "call-back"),
    Action.BIND: ("timeline", "bound"),
    Action.REPORT_BACK: ("closing", "report-back"),
    Action.CLOSE: ("closing", "checks"),
    Action.ARCHIVE: ("closing", "archive"),
}
FORWARD = (
    Action.CLAIM,
    Action.RECORD_FINDING,
    Action.PROPOSE_OUTCOME,
    Action.ENDORSE,
    Action.APPROVE,
    Action.RETURN,
    Action.REPORT_RECTIFICATION,
    Action.CONFIRM_RECTIFICATION,
    Action.DECIDE_REQUEST,
    Action.URGE_UNIT,
    Action.CLOSE,
    Action.ARCHIVE,
    Action.CALL_BACK,
)
"""What takes the case on, in its order; shown before what only hands it round."""
CALLED_FOR: Mapping[Action, Callable[[Mapping[str, Any]], Any]] = {
    Action.DECIDE_RECUSAL: lambda case: any(each["granted"] is None for each in case["recusals"]),
    Action.DECIDE_EXTENSION: lambda case: any(each["granted"] is None for each in case["extensions"]),
    Action.ASK_PAUSE: lambda case: case["pauses_possible"] or case["pauses"],
    Action.DECIDE_PAUSE: lambda case: any(each["granted"] is None for each in case["pauses"]),
    Action.END_PAUSE: lambda case: case["paused_until"],
    Action.DECIDE_REQUEST: lambda case: any(each["ruling"] is None for each in case["unit_requests"]),
    Action.URGE_UNIT: lambda case: any(each["late"] for each in case["rectifications"]),
    Action.REVOKE_LINK: lambda case: any(each["open"] for each in case["unit_links"]),
    Action.BIND: lambda case: case["mandate"],
    Action.REPORT_BACK: lambda case: case["mandate"],
}
"""What is shown to who may not do it only while something waits for it."""
NOTHING_YET: Mapping[Action, Callable[[Mapping[str, Any]], Any]] = {
    Action.SERVE: lambda case: not case["documents"],
}
"""What is not offered to anybody while there is nothing to do it to."""
DECIDING = (Action.APPROVE, Action.RETURN)
FILE = "file"
FILED = frozenset(spec.action for spec in RECORDS.values())
"""What is kept in the file: offered together, in a tab of its own."""
KEYS = {
    Action.CLAIM: "c",
    Action.RECORD_FINDING: "f",
    Action.PROPOSE_OUTCOME: "o",
    Action.APPROVE: "a",
    Action.MESSAGE: "m",
}


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
            text = render_template("investigation/case.html", **_gathered(desk, tab, errors, typed))
    except NoSuchCase as error:
        raise problem(404, "not_found") from error
    return make_response(text, status)


def _gathered(
    desk: Desk, tab: str, errors: Mapping[str, str] | None, typed: Mapping[str, Any] | None
) -> dict[str, Any]:
    work, folder, caller = desk.work, desk.folder, desk.caller
    document = showing.document(work.session, folder, caller, work.today, whole=False)
    steps = _steps(desk, tab)
    view, asked = wanted(BESIDE)
    chosen = (typed or {}).get("allegation") or request.args.get("allegation")
    rows = queue.listed(work.session, caller, asked, work.today)[:BESIDE] if not asked.cursor else []
    return {
        "case": document,
        "folder": folder,
        "tab": tab,
        "tabs": _tabs(document, steps.total, tab, view, asked.text),
        "errors": errors or {},
        "typed": typed or {},
        "today": work.today,
        "terms": running_terms(desk),
        "rows": rows,
        "list_url": address(view, asked.text),
        "view": view,
        "text": asked.text,
        "me": caller,
        "actions": _actions(document),
        "undecided": _undecided(document),
        "chosen": chosen,
        "small": len(folder.allegations) <= SMALL,
        "found_count": len(folder.findings),
        "categories": CATEGORIES,
        "checks": list(ClosingCheck),
        "file": archives.shown(work.session, folder, caller) if tab == "closing" else None,
        "benches": benches.of(work.session, folder, caller, work.today) if tab == "outcome" else [],
        "archive_words": words_archive,
        "least_years": archives.least_years(folder),
        "drafts": called_for(folder.outcomes) if State(document["state"]) is State.PROPOSED else [],
        **work_parts(desk, document, typed or {}),
        "colleagues": _colleagues(desk, document),
        "nameable": _nameable(desk) if tab == "people" else [],
        "pair": _certified_team(desk) if tab == "work" else [],
        "changed": steps.changed,
        "steps": steps,
        "sought": request.args.get("find", "")[:MOST_SOUGHT].strip(),
    }


def _steps(desk: Desk, tab: str) -> course.Part:
    """The page of the course that is asked for, or what has the words that are sought in it."""
    if tab != "timeline":
        return course.outline(desk.work.session, desk.folder)
    sought = request.args.get("find", "")[:MOST_SOUGHT].strip()
    page = request.args.get("page", 1, type=int)
    return course.part(desk.work.session, desk.folder, page, sought)


def running_terms(desk: Desk) -> list[Term]:
    held = desk.folder.case
    return terms(
        held.standing,
        desk.work.today,
        held.investigate_by,
        desk.folder.next_rectification,
        held.recheck_until,
    )


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


def _actions(document: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """What is open, what is closed for a reason worth reading now, and what belongs to another stage."""
    found: dict[str, list[dict[str, Any]]] = {"open": [], "closed": [], "later": []}
    forward = _forward(document)
    for action in (*forward, *(action for action in Action if action not in forward and action not in FILED)):
        may = document["may"][action]
        if not may["open"] and action in DECIDING and _undecided(document):
            may = _undecided(document)
        if action is Action.ENDORSE and not _has_steps_below(document):
            continue
        if (nothing := NOTHING_YET.get(action)) and nothing(document):
            continue
        item = {
            "name": action,
            "label": gettext(words.ACTIONS[action]),
            "open": may["open"],
            "key": KEYS.get(action),
            "reason": may.get("text"),
            "article": may.get("article_text"),
            **_way(document, action),
        }
        place = "open" if may["open"] else "later" if may["code"] == "state" else "closed"
        if place == "closed" and not _in_this_stage(document, action):
            place = "later"
        found[place].append(item)
    if any(document["may"][action]["open"] for action in FILED):
        fresh = _untouched(document)
        found["open"].insert(0 if fresh else len(found["open"]), _file(document, fresh))
    if found["open"] and found["open"][0]["name"] in (*FORWARD, FILE):
        found["open"][0]["kind"] = "primary"
    return found


def _forward(document: Mapping[str, Any]) -> tuple[Action, ...]:
    """What takes the case on, the next first: with every matter found, the outcome is."""
    if all(each["finding"] for each in document["allegations"]):
        return (*(each for each in FORWARD if each is not Action.RECORD_FINDING), Action.RECORD_FINDING)
    return FORWARD


def _untouched(document: Mapping[str, Any]) -> bool:
    """Nothing was looked into yet: that comes before any finding."""
    found = any(each["finding"] for each in document["allegations"])
    return State(document["state"]) is State.INVESTIGATING and not document["records"] and not found


def _file(document: Mapping[str, Any], fresh: bool) -> dict[str, Any]:
    href = url_for("desk.case", case_id=document["id"], tab="work", _anchor="keep")
    label = gettext("Begin: plan, papers, interviews") if fresh else gettext("Add to the file")
    return {"name": FILE, "label": label, "open": True, "key": "w", "href": href}


def _undecided(document: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Why the caller can neither approve nor return the proposal that stands, in one and the same words: of
    the office whose turn it is, or of the head's at the end."""
    may = document["may"]
    if State(document["state"]) is not State.PROPOSED or may[Action.RETURN]["open"]:
        return None
    waiting = [each["office"] for each in document["proposal"]["steps"] if each["state"] == "waiting"]
    return cast(Mapping[str, Any], may[Action.APPROVE if waiting == [Office.HEAD] else Action.RETURN])


def _has_steps_below(document: Mapping[str, Any]) -> bool:
    """Where the head alone decides, nobody needs to read of other steps."""
    return document["proposal"] is not None and len(document["proposal"]["steps"]) > 1


def _in_this_stage(document: Mapping[str, Any], action: Action) -> bool:
    """A refusal for the caller's sake is worth showing only where the action is possible at all, and where
    there is something to do it to."""
    calls = CALLED_FOR.get(action)
    return State(document["state"]) in TABLE[action].moves and (calls is None or bool(calls(document)))


def _way(document: Mapping[str, Any], action: Action) -> dict[str, Any]:
    if action is Action.CLAIM:
        post = url_for("desk.claim", case_id=document["id"])
        return {"post": post, "fields": {"version": document["version"]}, "kind": "primary"}
    tab, anchor = PLACES[action]
    return {"href": url_for("desk.case", case_id=document["id"], tab=tab, _anchor=anchor)}


def _colleagues(desk: Desk, document: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Whom the case may be given to, for the select; nobody when the caller may not give it."""
    may = document["may"]
    if not (may[Action.ASSIGN]["open"] or may[Action.HAND_OVER]["open"]):
        return []
    lead = desk.folder.case.lead
    loads = workload(desk.work.session, desk.caller, desk.work.today)
    counted = {each.staff_id: each.leads + each.seconds for each in loads}
    return [
        (username, with_load(each.name, counted.get(each.staff_id, 0)))
        for username, each in eligible(desk.work, desk.folder).items()
        if each.staff_id != lead
    ]


def _certified_team(desk: Desk) -> list[tuple[str, str]]:
    """Those of the team who may put their names under an interview or a visit."""
    team = {hand.staff_id for hand in desk.folder.team}
    able = eligible(desk.work, desk.folder)
    return [(username, each.name) for username, each in able.items() if each.staff_id in team]


def _nameable(desk: Desk) -> list[tuple[str, str]]:
    """Those of the body whose recusal may be applied for, the caller first."""
    own = desk.caller.staff_id
    people = {**desk.folder.unbarred(Role.INVESTIGATOR), **desk.folder.unbarred(Role.HEAD)}
    return sorted(
        ((username, each.name) for username, each in people.items()),
        key=lambda item: (people[item[0]].staff_id != own, item[1]),
    )
