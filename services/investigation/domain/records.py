"""What the investigators keep of their work: each kind with its contents, its article and its end.

One table. Doors, forms, the timeline, the document of the case and the tests follow from it.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from services.investigation.domain.case import Action, Fault
from services.investigation.domain.custody import WORDS
from services.investigation.domain.limits import Limits
from services.investigation.domain.outcomes import Field, Kind, content_faults


class RecordKind(StrEnum):
    """One word for each; `RESOURCES` has the words of the addresses."""

    PLAN = "plan"
    TASK = "task"
    EVIDENCE_REQUEST = "evidence_request"
    EXHIBIT = "exhibit"
    CUSTODY = "custody"
    INTERVIEW = "interview"
    VISIT = "visit"
    CHALLENGED_ACT = "challenged_act"
    OBSTRUCTION = "obstruction"
    UNIT_NOTICE = "unit_notice"
    TRANSFER = "transfer"
    EXTERNAL_DECISION = "external_decision"
    ACCOUNTABILITY = "accountability"
    COMMENDATION = "commendation"
    NOTE = "note"


RESOURCES: Mapping[RecordKind, str] = {
    RecordKind.PLAN: "plan",
    RecordKind.TASK: "tasks",
    RecordKind.EVIDENCE_REQUEST: "evidence-requests",
    RecordKind.EXHIBIT: "exhibits",
    RecordKind.CUSTODY: "custody",
    RecordKind.INTERVIEW: "interviews",
    RecordKind.VISIT: "visits",
    RecordKind.CHALLENGED_ACT: "challenged-acts",
    RecordKind.OBSTRUCTION: "obstructions",
    RecordKind.UNIT_NOTICE: "unit-notices",
    RecordKind.TRANSFER: "transfers",
    RecordKind.EXTERNAL_DECISION: "external-decisions",
    RecordKind.ACCOUNTABILITY: "accountability",
    RecordKind.COMMENDATION: "commendations",
    RecordKind.NOTE: "notes",
}
STEPS = ("plan", "unit_choice", "scheme", "inspection", "handling", "recheck", "archive", "unknown")
"""The closed loop of art. 10(6), by which one says at which step the fault occurred."""
MEDIA = ("paper", "recording", "electronic", "thing")
"""What a piece of evidence is."""
HASH = re.compile("[0-9a-f]{64}")
RECORDING = "recording"
"""What a request for files is called on the day after which its recordings are deleted."""
METHODS = ("on_site", "documents", "forum", "visits")
"""The methods of supervision of art. 9."""
STATEMENT_DAYS = 10
"""So long a supervised unit has for its statement (四川 32)."""
PAIR = 2
"""So many certified supervisors speak to people and enter premises (四川 29, 河北 19, 山东 22)."""


@dataclass(frozen=True)
class Spec:
    """What one kind of record says. `supervisors`: how many must have been there, certificate shown.
    `collectors`: how many its letter names, who come to collect. `of_a_piece`: what it is about can be
    chosen from the case.
    `ending`: what is said when it comes to its end (the files came, the task is done); none: it is
    complete as it stands. `due`: the field that names by when; `term`: the setting that says so, from its own
    day on. `sealed`: of the body only those who work on
    the case and its heads read what it says; the others see that it is there."""

    ended_by: ClassVar = Action.FOLLOW_UP
    """The step with which it comes to its end: what was asked for, or borrowed, comes when it comes, also
    while the head decides and when the case is over."""

    kind: RecordKind
    action: Action
    fields: tuple[Field, ...]
    article: str | None = None
    supervisors: int = 0
    collectors: int = 0
    of_a_piece: bool = False
    ending: tuple[Field, ...] = ()
    due: str | None = None
    term: str | None = None
    sealed: bool = False


def _line(name: str, *, required: bool = True) -> Field:
    return Field(name, Kind.LINE, required=required)


def _choice(name: str, *choices: str, required: bool = True) -> Field:
    return Field(name, Kind.CHOICE, choices, required)


DAY = Field("day", Kind.PAST)
HOURS = _line("hours")
PLACE = _line("place")
SHOWN = _choice("certificates_shown", "yes")
RESULT = Field("result")
RECEIPT = (_line("receipt"), Field("receipt_day", Kind.PAST))
RULINGS = ("revoked", "changed", "confirmed_unlawful", "ordered_to_perform")
PERSONAL = ("criticism", "training", "transferred", "disqualified", "other")
"""What may be advised about persons (825 art. 32)."""

SPECS: Mapping[RecordKind, Spec] = {
    spec.kind: spec
    for spec in (
        Spec(
            RecordKind.PLAN,
            Action.PLAN,
            (Field("aim"), Field("steps"), _choice("method", *METHODS), Field("finish_by", Kind.DAY)),
            "measures:12",
        ),
        Spec(
            RecordKind.TASK,
            Action.SET_TASK,
            (_line("task"), _line("by_whom"), Field("due", Kind.DAY)),
            ending=(RESULT,),
            due="due",
        ),
        Spec(
            RecordKind.EVIDENCE_REQUEST,
            Action.REQUEST_EVIDENCE,
            (
                _line("addressee"),
                Field("items"),
                _line("period", required=False),
                _choice("form", "copy", "original"),
                Field("due", Kind.DAY),
                Field("kept_until", Kind.DAY, required=False),
            ),
            "measures:13(1)",
            collectors=PAIR,
            ending=(_choice("received", "all", "part", "nothing"), RESULT),
            due="due",
        ),
        Spec(
            RecordKind.EXHIBIT,
            Action.REQUEST_EVIDENCE,
            (
                _line("item"),
                _choice("medium", *MEDIA),
                _choice("form", "copy", "original"),
                _line("amount"),
                _line("obtained_from"),
                DAY,
                _line("kept_at"),
                _line("sha256", required=False),
            ),
            "measures:13(1)",
            ending=(_line("handed_to"), Field("receipt_day", Kind.PAST)),
        ),
        Spec(
            RecordKind.CUSTODY,
            Action.FOLLOW_UP,
            (_line(WORDS), DAY, _line("handed_by"), _line("handed_to"), Field("purpose")),
            "measures:13(1)",
            of_a_piece=True,
        ),
        Spec(
            RecordKind.INTERVIEW,
            Action.INTERVIEW,
            (
                DAY,
                HOURS,
                PLACE,
                _line("person"),
                _choice("complained", "yes", required=False),
                SHOWN,
                _choice("rights_told", "yes"),
                Field("account"),
                _choice("signature", "signed", "refused"),
                Field("refusal", required=False),
            ),
            "measures:13(1)",
            supervisors=PAIR,
        ),
        Spec(
            RecordKind.VISIT,
            Action.VISIT,
            (DAY, HOURS, PLACE, _choice("method", *METHODS), SHOWN, Field("seen")),
            "measures:9",
            supervisors=PAIR,
        ),
        Spec(
            RecordKind.CHALLENGED_ACT,
            Action.NAME_ACT,
            (
                _line("document"),
                DAY,
                _line("unit"),
                Field("act"),
                _choice("fault_at", *STEPS),
                _choice("collective", "no", "yes", "unknown"),
                _line("handled_by", required=False),
                _line("reviewed_by", required=False),
                _choice("filed", "yes", "no", "not_needed", "unknown"),
            ),
            "measures:10",
        ),
        Spec(
            RecordKind.OBSTRUCTION,
            Action.RECORD_OBSTRUCTION,
            (DAY, _line("person"), _choice("how", "refusal", "obstruction", "disguised"), Field("seen")),
            "measures:13(2)",
        ),
        Spec(
            RecordKind.UNIT_NOTICE,
            Action.TELL_UNIT,
            (_line("unit"), Field("matter"), Field("due", Kind.DAY)),
            "825:22",
            ending=(_choice("received", "all", "part", "nothing"), RESULT),
            due="due",
        ),
        Spec(
            RecordKind.TRANSFER,
            Action.TRANSFER,
            (_line("receiver"), Field("part"), _line("basis"), DAY),
            "measures:19(2)",
            ending=RECEIPT,
            term="transfer_receipt",
            sealed=True,
        ),
        Spec(
            RecordKind.EXTERNAL_DECISION,
            Action.FOLLOW_UP,
            (
                _choice("source", "review", "judgment"),
                _line("authority"),
                _line("document"),
                DAY,
                _choice("ruling", *RULINGS),
                Field("matter"),
                Field("due", Kind.DAY, required=False, set_elsewhere=True),
            ),
            "measures:18",
            ending=(_choice("carried_out", "all", "part", "nothing"), RESULT),
            due="due",
        ),
        Spec(
            RecordKind.ACCOUNTABILITY,
            Action.FOLLOW_UP,
            (_line("receiver"), _line("person"), _choice("measure", *PERSONAL), Field("part"), DAY),
            "measures:19(1)",
            ending=(RESULT, *RECEIPT),
            term="advice_answer",
            sealed=True,
        ),
        Spec(
            RecordKind.COMMENDATION,
            Action.FOLLOW_UP,
            (_line("person"), _line("receiver"), Field("part"), DAY),
            "measures:20",
            ending=(RESULT, *RECEIPT),
            term="advice_answer",
        ),
        Spec(RecordKind.NOTE, Action.NOTE, (Field("text"),)),
    )
}


STAYS = frozenset({RecordKind.NOTE})
"""Private to the body that kept it: not handed over with the case to the body above."""
LETTERS = frozenset({RecordKind.EVIDENCE_REQUEST, RecordKind.UNIT_NOTICE})
"""Kept with a numbered letter to whom they name."""


def faults(spec: Spec, contents: Mapping[str, str], supervisors: int, today: date) -> list[Fault]:
    """What a new record of this kind lacks; `supervisors` of those named are on the team and certified."""
    wrong = content_faults(spec.fields, contents, today, article=spec.article)
    if contents.get("signature") == "refused" and not contents.get("refusal", "").strip():
        wrong.append(Fault("/fields/refusal", "required", spec.article))
    if contents.get("signature") == "signed" and contents.get("refusal", "").strip():
        wrong.append(Fault("/fields/refusal", "signed_not_refused", spec.article))
    if supervisors < spec.supervisors:
        wrong.append(Fault("/supervisors", "two_needed", "measures:6"))
    if contents.get("sha256") and not HASH.fullmatch(contents["sha256"].lower()):
        wrong.append(Fault("/fields/sha256", "not_a_hash", spec.article))
    return wrong


def collector_faults(spec: Spec, collectors: int) -> list[Fault]:
    """A letter that calls for files names two certified supervisors (四川 29, 河北 19, 山东 22)."""
    too_few = collectors < spec.collectors
    return [Fault("/supervisors", "two_to_collect", "sichuan:29")] if too_few else []


def ending_faults(
    spec: Spec, contents: Mapping[str, str], today: date, record: Mapping[str, str]
) -> list[Fault]:
    """What is missing before a record may come to its end; a receipt is of its day or a later one."""
    wrong = content_faults(spec.ending, contents, today, article=spec.article)
    came, began = contents.get("receipt_day", ""), record.get("day", "")
    if not wrong and came and came < began:
        return [Fault("/fields/receipt_day", "before_its_record", spec.article)]
    return wrong


def pressing_as(kind: str, due: date, contents: Mapping[str, str] | None) -> str:
    """What something presses as on its day: a request whose recordings would be deleted then, as that."""
    return RECORDING if (contents or {}).get("kept_until") == due.isoformat() else kind


def due_of(
    spec: Spec, contents: Mapping[str, str], limit: Limits, add_days: Callable[[date, int], date]
) -> date | None:
    """By when it must come to its end; recordings are secured before they would be deleted (art. 10(5)), and
    the receipt for what went to another authority is looked for (art. 19(2))."""
    names = (spec.due, "kept_until")
    days = [date.fromisoformat(contents[name]) for name in names if name and contents.get(name)]
    if spec.term:
        days.append(add_days(date.fromisoformat(contents["day"]), int(getattr(limit, spec.term))))
    return min(days, default=None)
