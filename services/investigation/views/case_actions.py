"""What can be done with a case now, what is closed and why, and where each is done; the next step first."""

from collections.abc import Callable, Mapping
from typing import Any, cast

from flask import url_for

from services.investigation.domain.case import Action, State
from services.investigation.domain.chain import Office
from services.investigation.domain.records import SPECS as RECORDS
from services.investigation.domain.records import RecordKind
from services.investigation.domain.states import TABLE
from services.investigation.words import terms as words
from shared.i18n import N_, gettext

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
    Action.ADD_TO_ARCHIVE: ("closing", "unfiled"),
}
FOLDED: Mapping[Action, str] = {
    Action.ASSIGN: "assign",
    Action.HAND_OVER: "hand_over",
    Action.RELEASE: "release",
    Action.ASK_EXTENSION: "extension",
    Action.ASK_PAUSE: "pause",
    Action.CALL_BACK: "call",
}
"""Forms that are folded until their button is pressed."""
FORWARD = (
    Action.CLAIM,
    Action.DECLARE,
    Action.DECIDE_RECUSAL,
    Action.DECIDE_EXTENSION,
    Action.DECIDE_PAUSE,
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
    Action.CALL_BACK,
    Action.ARCHIVE,
    Action.ADD_TO_ARCHIVE,
)
"""What takes the case on, in its order; shown before what only hands it round."""


def _follows(case: Mapping[str, Any]) -> bool:
    """Whether units have something to put right: before the outcome only what an earlier body ordered."""
    return State(case["state"]) is State.RECTIFYING or bool(case["rectifications"])


CALLED_FOR: Mapping[Action, Callable[[Mapping[str, Any]], Any]] = {
    Action.DECLARE: lambda case: False,
    Action.DECIDE_RECUSAL: lambda case: any(each["granted"] is None for each in case["recusals"]),
    Action.DECIDE_EXTENSION: lambda case: any(each["granted"] is None for each in case["extensions"]),
    Action.ASK_PAUSE: lambda case: case["pauses_possible"] or case["pauses"],
    Action.DECIDE_PAUSE: lambda case: any(each["granted"] is None for each in case["pauses"]),
    Action.END_PAUSE: lambda case: case["paused_until"],
    Action.REPORT_RECTIFICATION: _follows,
    Action.CONFIRM_RECTIFICATION: _follows,
    Action.ISSUE_LINK: _follows,
    Action.ENTER_REQUEST: _follows,
    Action.DECIDE_REQUEST: lambda case: any(each["ruling"] is None for each in case["unit_requests"]),
    Action.URGE_UNIT: lambda case: any(each["late"] for each in case["rectifications"]),
    Action.REVOKE_LINK: lambda case: any(each["open"] for each in case["unit_links"]),
    Action.OBJECT: lambda case: case["given_by"],
    Action.BIND: lambda case: case["mandate"],
    Action.REPORT_BACK: lambda case: case["mandate"],
    Action.ADD_TO_ARCHIVE: lambda case: case["unfiled"],
}
"""What is shown to who may not do it only while something waits for it."""
NOTHING_YET: Mapping[Action, Callable[[Mapping[str, Any]], Any]] = {
    Action.SERVE: lambda case: not case["documents"] and not case["unserved_before"],
}
"""What is not offered to anybody while there is nothing to do it to."""
DECIDING = (Action.APPROVE, Action.RETURN)
FILE = "file"
PLANNED = frozenset({RecordKind.PLAN, RecordKind.TASK, RecordKind.NOTE})
ASKED = frozenset({RecordKind.EVIDENCE_REQUEST, RecordKind.UNIT_NOTICE})
"""Of what is planned nothing is known yet, of what is asked for only when it came."""
TO_SERVE = frozenset({"opinion", "notice", "circular", "advice", "handover"})
"""Documents of the outcome: nobody can carry out, or answer, what did not reach them."""
NO_TIE = N_(
    "By this you say that you know of no tie to it or to anybody concerned. If there is one, apply for a "
    "recusal instead."
)
FILED = frozenset(spec.action for spec in RECORDS.values())
"""What is kept in the file: offered together, in a tab of its own."""
KEYS = {
    Action.CLAIM: "c",
    Action.RECORD_FINDING: "f",
    Action.PROPOSE_OUTCOME: "o",
    Action.APPROVE: "a",
    Action.MESSAGE: "m",
}


def actions(document: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """What is open, what is closed for a reason worth reading now, and what belongs to another stage."""
    found: dict[str, list[dict[str, Any]]] = {"open": [], "closed": [], "later": []}
    forward = _forward(document)
    for action in (*forward, *(action for action in Action if action not in forward and action not in FILED)):
        may = document["may"][action]
        if not may["open"] and action in DECIDING and undecided(document):
            may = undecided(document)
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
        fresh = _untouched(document) and document["may"][Action.PLAN]["open"]
        first = int(document["may"][Action.DECLARE]["open"])
        found["open"].insert(first if fresh else len(found["open"]), _file(document, fresh))
    if found["open"] and found["open"][0]["name"] in (*forward, FILE):
        found["open"][0]["kind"] = "primary"
    return found


def _forward(document: Mapping[str, Any]) -> tuple[Action, ...]:
    """What takes the case on, the next first: with every matter found, the outcome is; with the decision,
    that its documents reach those they are for."""
    if State(document["state"]) in (State.RECTIFYING, State.CONCLUDED) and any(
        each["kind"] in TO_SERVE and not each["service"] for each in document["documents"]
    ):
        return (Action.SERVE, *FORWARD)
    if all(each["finding"] for each in document["allegations"]):
        return (*(each for each in FORWARD if each is not Action.RECORD_FINDING), Action.RECORD_FINDING)
    return FORWARD


def _untouched(document: Mapping[str, Any]) -> bool:
    """Nothing was looked into yet, whatever was planned: that comes before any finding."""
    found = any(each["finding"] for each in document["allegations"])
    learnt = any(
        each["kind"] not in PLANNED and (each["kind"] not in ASKED or each["ended_at"])
        for each in document["records"]
    )
    return State(document["state"]) is State.INVESTIGATING and not learnt and not found


def _file(document: Mapping[str, Any], fresh: bool) -> dict[str, Any]:
    begin = fresh and not document["records"]
    label = gettext("Begin: plan, papers, interviews") if begin else gettext("Add to the file")
    first = str(RecordKind.PLAN) if begin else None
    href = url_for("desk.case", case_id=document["id"], tab="work", record=first, _anchor="keep")
    return {"name": FILE, "label": label, "open": True, "key": "w", "href": href}


def undecided(document: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Why the caller can neither approve nor return the proposal that stands, in one and the same words: of
    the office whose turn it is, or of the head's at the end, or while a recusal holds a step."""
    may = document["may"]
    if State(document["state"]) is not State.PROPOSED or may[Action.RETURN]["open"]:
        return None
    steps = document["proposal"]["steps"]
    now = next(each for each in steps if each["state"] in ("waiting", "undecided"))
    heads = now["office"] == Office.HEAD or now["state"] == "undecided"
    return cast(Mapping[str, Any], may[Action.APPROVE if heads else Action.RETURN])


def _has_steps_below(document: Mapping[str, Any]) -> bool:
    """Where the head alone decides, nobody needs to read of other steps."""
    return document["proposal"] is not None and len(document["proposal"]["steps"]) > 1


def _in_this_stage(document: Mapping[str, Any], action: Action) -> bool:
    """A refusal for the caller's sake is worth showing only where the action is possible at all, and where
    there is something to do it to."""
    calls = CALLED_FOR.get(action)
    return State(document["state"]) in TABLE[action].moves and (calls is None or bool(calls(document)))


def _way(document: Mapping[str, Any], action: Action) -> dict[str, Any]:
    if action in (Action.CLAIM, Action.DECLARE):
        post = url_for(f"desk.{action}", case_id=document["id"])
        fields = {"version": document["version"]}
        return {"post": post, "fields": fields, "kind": "primary", "note": gettext(NO_TIE)}
    tab, anchor = PLACES[action]
    opened = FOLDED.get(action)
    return {"href": url_for("desk.case", case_id=document["id"], tab=tab, open=opened, _anchor=anchor)}
