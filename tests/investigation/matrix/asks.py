"""Every action as a request that a program or a form sends, complete enough to be carried out where it is open."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from services.investigation.domain.case import Action
from services.investigation.domain.outcomes import SPECS as OUTCOMES
from services.investigation.domain.outcomes import Field, Kind
from services.investigation.domain.records import RESOURCES, SPECS
from tests.investigation.builders import fields_for, record_fields
from tests.investigation.test_api import CHECKS, FINDING

Json = dict[str, Any]
MADE_UP = "00000000-0000-7000-8000-000000000000"
WHY = "情况属实"
DAY, TODAY = "2026-12-20", "2026-11-23"


@dataclass(frozen=True)
class Ask:
    """One request. `path` stands below the case's address at both doors; `form` where the page has another."""

    actions: tuple[Action, ...]
    """It is carried out where one of these is open."""
    path: str
    body: Json | None
    fields: Json
    form: str
    json: bool = True

    @property
    def about_nothing(self) -> bool:
        """It names a piece of the case, and the case has none."""
        return MADE_UP in f"{self.path} {self.body} {self.fields}"

    @property
    def name(self) -> str:
        return f"{'/'.join(self.actions)} {self.form}"


def asks(case: Json) -> Iterable[Ask]:
    """All of them, about what the case's document names."""
    for actions, make in TABLE:
        yield make(actions, case)
    for kind, spec in SPECS.items():
        said = record_fields(kind)
        body: Json = {"fields": said}
        sent = flat(said, spec.fields)
        if spec.supervisors:
            body["supervisors"] = sent["supervisors"] = ["anna", "bert"]
        yield Ask((spec.action,), RESOURCES[kind], body, sent, f"records/{RESOURCES[kind]}")


Make = Callable[[tuple[Action, ...], Json], Ask]


def _say(
    path: str | Callable[[Json], str], body: Json | Callable[[Json], Json] | None = None, **forms: Any
) -> Make:
    """Days stand in three boxes of a form, all else alike."""

    def make(actions: tuple[Action, ...], case: Json) -> Ask:
        said = body(case) if callable(body) else body
        where = path(case) if callable(path) else path
        sent = {}
        for name, value in (said or {}).items():
            sent |= days(name, value) if name in DAYS else {name: value}
        return Ask(actions, where, said, forms.get("fields", sent), where, forms.get("json", True))

    return make


DAYS = ("until", "resumed_on", "served_on", "received")


def days(name: str, value: str) -> Json:
    parts = zip(("year", "month", "day"), value.split("-"), strict=True)
    return {f"{name}_{part}": each for part, each in parts}


def flat(said: Mapping[str, str], asked: Iterable[Field], prefix: str = "") -> Json:
    kinds = {each.name: each.kind for each in asked}
    found: Json = {}
    for name, value in said.items():
        a_day = kinds[name] in (Kind.DAY, Kind.PAST)
        found |= days(prefix + name, value) if a_day else {prefix + name: value}
    return found


def _first(case: Json, part: str, wanted: Callable[[Json], Any] = lambda _: True) -> str:
    return next((each["id"] for each in case[part] if wanted(each)), MADE_UP)


def _item(case: Json) -> str:
    return _first(case, "rectifications")


def _judged(case: Json) -> str:
    """Nothing is confirmed to which the unit objects."""
    return "not_accepted" if case["unit_requests"] else "confirmed"


def _asked(case: Json) -> Json:
    """What it does not ask for already."""
    return (
        {"request": "more_time", "until": "2027-02-01"} if case["unit_requests"] else {"request": "objection"}
    )


def _outcomes() -> Json:
    said = fields_for("O2", carry_out_by=DAY)
    return {"outcomes": ["O2"]} | flat(said, OUTCOMES["O2"].fields, "O2-")


def _waiting_recusal(case: Json) -> str:
    here = case["body"]["code"]
    return _first(case, "recusals", lambda each: each["granted"] is None and each["decider"] == here)


REASON: Json = {"reason": WHY}
REFUSE: Json = {"decision": "refuse", "reason": WHY}
PROPOSED: Json = {"outcomes": [{"code": "O2", "fields": fields_for("O2", carry_out_by=DAY)}]}
TABLE: tuple[tuple[tuple[Action, ...], Make], ...] = (
    ((Action.CLAIM,), _say("claim")),
    ((Action.DECLARE,), _say("declaration")),
    ((Action.RELEASE,), _say("release", REASON)),
    ((Action.HAND_OVER,), _say("assignment", {"username": "dora", "part": "lead"})),
    ((Action.ASSIGN,), _say("assignment", {"username": "dora", "part": "second"})),
    ((Action.RECORD_FINDING,), _say("findings", FINDING)),
    ((Action.PROPOSE_OUTCOME,), _say("outcomes", PROPOSED, fields=_outcomes())),
    ((Action.ENDORSE, Action.APPROVE), _say("approval", {"decision": "approve"})),
    ((Action.RETURN,), _say("approval", {"decision": "return", "reason": WHY})),
    (
        (Action.APPLY_RECUSAL,),
        _say("recusals", {"username": "dora", "side": "others", "tie": "kin"} | REASON),
    ),
    ((Action.DECIDE_RECUSAL,), _say(lambda case: f"recusals/{_waiting_recusal(case)}/decision", REFUSE)),
    ((Action.PASS_UP,), _say("passing-up", REASON)),
    ((Action.OBJECT,), _say("objection", {"proposed": "SUP-330110", "basis": WHY})),
    ((Action.ASK_EXTENSION,), _say("extensions", {"days": 10, "reason": WHY})),
    ((Action.DECIDE_EXTENSION,), _say("extensions/decision", REFUSE)),
    ((Action.ASK_PAUSE,), _say("pauses", {"ground": "appraisal", "until": "2026-12-05", "reason": WHY})),
    ((Action.DECIDE_PAUSE,), _say("pauses/decision", REFUSE)),
    ((Action.END_PAUSE,), _say("pauses/ending", {"resumed_on": TODAY, "reason": WHY})),
    (
        (Action.SERVE,),
        _say(
            "service-records",
            lambda case: {
                "document": _first(case, "documents"),
                "recipient": "收发员",
                "way": "direct",
                "served_on": TODAY,
            },
        ),
    ),
    ((Action.MESSAGE,), _say("messages", {"text": WHY})),
    (
        (Action.REPORT_RECTIFICATION,),
        _say("rectification", lambda case: {"status": "reported", "item": _item(case), "text": WHY}),
    ),
    (
        (Action.CONFIRM_RECTIFICATION,),
        _say("rectification", lambda case: {"status": _judged(case), "item": _item(case), "text": WHY}),
    ),
    ((Action.ISSUE_LINK,), _say("unit-links", lambda case: {"item": _item(case)}, json=False)),
    (
        (Action.REVOKE_LINK,),
        _say(
            lambda case: f"unit-links/{_first(case, 'unit_links', lambda each: each['open'])}/revocation", {}
        ),
    ),
    (
        (Action.ENTER_REQUEST,),
        _say(
            "unit-requests", lambda case: {"item": _item(case), "who": "李某", "reasons": WHY} | _asked(case)
        ),
    ),
    (
        (Action.DECIDE_REQUEST,),
        _say(
            lambda case: f"unit-requests/{_first(case, 'unit_requests')}/ruling",
            {"ruling": "kept", "answer": WHY},
        ),
    ),
    ((Action.URGE_UNIT,), _say("urgings", lambda case: {"item": _item(case), "text": WHY, "until": DAY})),
    ((Action.CALL_BACK,), _say("call-back", {"way": "message", "answer": "satisfied", "text": ""})),
    ((Action.BIND,), _say("bound-cases", lambda case: {"numbers": [case["to_bind"]]})),
    ((Action.REPORT_BACK,), _say("report-back", {"text": WHY})),
    (
        (Action.CLOSE,),
        _say(
            "closure",
            {"checks": dict.fromkeys(CHECKS, "卷宗第1页")},
            fields=dict.fromkeys(CHECKS, "卷宗第1页"),
        ),
    ),
    ((Action.ARCHIVE,), _say("archive", {"years": 30, "note": ""})),
    ((Action.ADD_TO_ARCHIVE,), _say("archive/supplements", {"note": ""})),
)
COVERED = {action for actions, _ in TABLE for action in actions} | {spec.action for spec in SPECS.values()}
