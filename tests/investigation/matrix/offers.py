"""What a case's pages offer: each form and each way to a form, as the actions of the state table."""

import re
from collections.abc import Iterator

from services.investigation.domain.case import Action
from services.investigation.domain.records import RESOURCES, SPECS, RecordKind
from tests.investigation.test_views import TABS, Browser

_FORM = re.compile(r'<form\b[^>]*\baction="([^"]+)"[^>]*>(.*?)</form>', re.DOTALL)
_RECORD = re.compile(r"[?&;]record=(\w+)")
ONE = {
    "claim": Action.CLAIM,
    "declaration": Action.DECLARE,
    "release": Action.RELEASE,
    "findings": Action.RECORD_FINDING,
    "outcomes": Action.PROPOSE_OUTCOME,
    "recusals": Action.APPLY_RECUSAL,
    "recusals/decision": Action.DECIDE_RECUSAL,
    "passing-up": Action.PASS_UP,
    "objection": Action.OBJECT,
    "extensions": Action.ASK_EXTENSION,
    "extensions/decision": Action.DECIDE_EXTENSION,
    "pauses": Action.ASK_PAUSE,
    "pauses/decision": Action.DECIDE_PAUSE,
    "pauses/ending": Action.END_PAUSE,
    "service-records": Action.SERVE,
    "messages": Action.MESSAGE,
    "unit-links": Action.ISSUE_LINK,
    "unit-links/revocation": Action.REVOKE_LINK,
    "unit-requests": Action.ENTER_REQUEST,
    "unit-requests/ruling": Action.DECIDE_REQUEST,
    "urgings": Action.URGE_UNIT,
    "call-back": Action.CALL_BACK,
    "bound-cases": Action.BIND,
    "report-back": Action.REPORT_BACK,
    "closure": Action.CLOSE,
    "archive": Action.ARCHIVE,
    "archive/supplements": Action.ADD_TO_ARCHIVE,
}
CHOICES = {
    "assignment": ("part", {"second": Action.ASSIGN, "lead": Action.HAND_OVER}),
    "rectification": (
        "status",
        {
            "reported": Action.REPORT_RECTIFICATION,
            "confirmed": Action.CONFIRM_RECTIFICATION,
            "not_accepted": Action.CONFIRM_RECTIFICATION,
        },
    ),
}
"""Forms of several actions, by the field that tells which."""


def offered(browser: Browser, case: str) -> dict[str, set[Action]]:
    """Tab by tab, what somebody who opens the case can send from it."""
    address = f"/investigation/cases/{case}"
    return {tab: set(_actions(browser.get(address, tab=tab), address)) for tab in TABS}


def _actions(page: str, address: str) -> Iterator[Action]:
    for action, form in _FORM.findall(page):
        if action.startswith(address + "/"):
            yield from _of(_plain(action.removeprefix(address + "/")), form)
    for kind in _RECORD.findall(page):
        yield SPECS[RecordKind(kind)].action


def _plain(path: str) -> str:
    """Without the ids in it."""
    return "/".join(step for step in path.split("/") if not re.fullmatch(r"[0-9a-f-]{36}", step))


def _of(path: str, form: str) -> Iterator[Action]:
    if path == "approval":
        yield from _decisions(form)
    elif path in CHOICES:
        name, actions = CHOICES[path]
        yield from (actions[value] for value in _values(form, name))
    elif path.startswith("records/") and path != "records/ending":
        kinds = {address: kind for kind, address in RESOURCES.items()}
        yield SPECS[kinds[path.split("/")[1]]].action
    elif path not in ("records/ending", "exhibits/files", "archive/copies"):
        yield ONE[path]


def _decisions(form: str) -> Iterator[Action]:
    decisions = _values(form, "decision")
    if "return" in decisions:
        yield Action.RETURN
    if "approve" in decisions:
        yield Action.ENDORSE if 'name="step"' in form else Action.APPROVE


def _values(form: str, name: str) -> set[str]:
    tags = re.findall(r"<(?:input|button)\b[^>]*>", form)
    return {
        value[1]
        for tag in tags
        if f'name="{name}"' in tag and (value := re.search(r'\bvalue="([^"]*)"', tag))
    }
