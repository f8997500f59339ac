"""What may be sent to the JSON door, and the outline of what it answers."""

from typing import Any, ClassVar

from marshmallow import fields

from services.investigation.domain.case import State
from services.investigation.domain.closing import ClosingCheck
from services.investigation.domain.documents import Way
from services.investigation.domain.recusal import Side
from services.investigation.domain.ties import Tie
from shared.contracts.terms import Channel, Finding, Nature
from shared.divisions import body_code, divisions
from shared.divisions.typed import find as find_place
from shared.i18n import N_
from shared.web.queries import Cursor, Limit, QueryBool, QueryInt
from shared.web.validation import Choice, Day, JsonBool, JsonInt, Strict, Text, invalid, most_items

LONG = 5000
NONE = "Empty only in a recheck that lets stand all that opinions before ordered."
FIRST_RESULTS = ("confirm", "change", "annul")
REF = 40


class TextMap(fields.Dict):
    """An object whose values are texts."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> dict[str, str]:
        found: dict[str, str] = super()._deserialize(value, attr, data, **kwargs)
        if len(found) > 20:
            raise invalid("too_many", N_("Give at most %(count)d entries."), count=20)
        return found


class Listing(Strict):
    """Which cases to list."""

    state = fields.List(Choice(State), load_default=list)
    mine = QueryBool(load_default=False)
    overdue = QueryBool(load_default=False)
    waiting = QueryBool(
        load_default=False,
        metadata={"description": "What waits for a head: proposals, and all else that one is asked for."},
    )
    within = QueryInt(
        least=0, most=366, load_default=None, metadata={"description": "Due within so many days, or past it."}
    )
    channel = Choice(Channel, metadata={"description": "How it came in."})
    unfiled = QueryBool(
        load_default=False,
        metadata={"description": "Archived ones to which something came since; without `state`: all ended."},
    )
    q = Text(most=60, load_default="", metadata={"description": "Part of a tracking number."})
    cursor = Cursor()
    limit = Limit()


class Year(Strict):
    """Which year to count; without it, all."""

    year = QueryInt(least=2000, most=2100, load_default=None)


class ReportYear(Year):
    """Which year to report, of which body; without them, this year of the caller's own."""

    body = Text(most=20, load_default=None, metadata={"description": "SUP-<division>, own or below."})


class Nothing(Strict):
    """A change that says it all by its address."""

    EXAMPLE: ClassVar[Any] = {}


class Release(Strict):
    EXAMPLE: ClassVar[Any] = {"reason": "另有紧急案件"}

    reason = Text(least=1, most=LONG, required=True)


class BodyText(Text):
    """A supervision body: SUP-330110, or its place by code or name as people type it."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs).removeprefix("SUP-")
        found = find_place(text, "", lambda code: code)
        row = divisions().get(found.code or "")
        if row is None or not row.has_body:
            raise invalid(
                "unknown_body", N_("There is no such body. Write the code or full name of its division.")
            )
        return body_code(row.code)


class ObjectionBody(Strict):
    """That your body is not in charge, who is, and why."""

    EXAMPLE: ClassVar[Any] = {"proposed": "SUP-330110", "basis": "被投诉人员系余杭区应急管理局工作人员。"}

    proposed = BodyText(least=1, most=60, required=True)
    basis = Text(least=1, most=LONG, required=True)


class Assignment(Strict):
    EXAMPLE: ClassVar[Any] = {"username": "investigator2-330106", "part": "second"}

    username = Text(least=1, most=80, required=True)
    part = Choice(("lead", "second"), load_default="second")


class FindingBody(Strict):
    """A finding on one allegation; it replaces the one that stands."""

    EXAMPLE: ClassVar[Any] = {
        "allegation": "1",
        "finding": "substantiated",
        "nature": "unlawful",
        "category": "C4.1",
        "facts": "执法记录仪与收据存根相互印证。",
        "reasons": "违反罚缴分离与票据管理规定。",
        "told": "当日收款未开票据，已责令退还。",
    }

    allegation = Text(least=1, most=REF, required=True)
    finding = Choice(Finding, required=True)
    facts = Text(least=1, most=20000, required=True)
    reasons = Text(least=1, most=20000, required=True)
    category = Text(most=10, load_default=None, allow_none=True)
    nature = Choice(Nature, load_default=None, allow_none=True)
    serious = JsonBool(load_default=False)
    told = Text(most=LONG, load_default="")


class OutcomeBody(Strict):
    """One outcome; `fields` are those that its code asks for (see the README of the service)."""

    code = Text(least=1, most=4, required=True)
    allegations = fields.List(Text(least=1, most=REF), load_default=list, validate=most_items(200))
    contents = TextMap(
        keys=Text(least=1, most=40), values=Text(most=LONG), data_key="fields", load_default=dict
    )


class OutcomesBody(Strict):
    """All outcomes of the proposal at once."""

    EXAMPLE: ClassVar[Any] = {
        "outcomes": [
            {
                "code": "O3",
                "allegations": ["1"],
                "fields": {
                    "unit": "杭州市西湖区应急管理局执法大队",
                    "ground": "K1",
                    "document": "现场处理措施决定书",
                    "manner": "退还款项，书面说明",
                    "carry_out_by": "2027-01-15",
                },
            }
        ]
    }

    first_result = Choice(FIRST_RESULTS, load_default=None, allow_none=True)
    """Of a recheck: what becomes of the first opinion."""
    outcomes = fields.List(
        fields.Nested(OutcomeBody), required=True, validate=most_items(50), metadata={"description": NONE}
    )


class ApprovalBody(Strict):
    EXAMPLE: ClassVar[Any] = {"decision": "return", "reason": "请写明由谁负责。"}

    decision = Choice(("approve", "return"), required=True)
    reason = Text(most=LONG, load_default="")
    templates = Text(
        most=400,
        load_default=None,
        metadata={
            "description": "By which templates its documents were looked at, as `proposal.templates` says; "
            "without it, those of the day on which it was proposed."
        },
    )


class ExtensionBody(Strict):
    """An application for more time."""

    EXAMPLE: ClassVar[Any] = {"days": 30, "reason": "需委托鉴定，尚未完成。"}

    days = JsonInt(least=1, most=30, required=True)
    reason = Text(least=1, most=LONG, required=True)


class ExtensionDecision(Strict):
    """The head's word on it; the reason of a grant goes to the complainant."""

    EXAMPLE: ClassVar[Any] = {"decision": "grant", "reason": "案情复杂，需委托鉴定，延长三十日。"}

    decision = Choice(("grant", "refuse"), required=True)
    reason = Text(least=1, most=LONG, required=True)


class RecusalBody(Strict):
    """That somebody of the body should withdraw from the case."""

    EXAMPLE: ClassVar[Any] = {
        "username": "investigator2-330106",
        "side": "unit",
        "tie": "worked_there",
        "reason": "两年前曾任被投诉中队副队长。",
    }

    username = Text(least=1, most=80, required=True)
    side = Choice(Side, required=True)
    tie = Choice(Tie, required=True)
    reason = Text(least=1, most=LONG, required=True)
    new = Text(
        most=LONG,
        load_default="",
        metadata={"description": "What is known now, where the same tie of the same person was refused."},
    )


class RecusalDecision(Strict):
    """The head's word on an application."""

    EXAMPLE: ClassVar[Any] = {"decision": "grant", "reason": "情况属实，应当回避。"}

    decision = Choice(("grant", "refuse"), required=True)
    reason = Text(least=1, most=LONG, required=True)


class AbsenceBody(Strict):
    """When a head is away, and who decides meanwhile."""

    first = Day(load_default=None, allow_none=True)
    last = Day(load_default=None, allow_none=True)
    deputy = Text(most=80, load_default=None, allow_none=True)


class FilterBody(Strict):
    """A filter of the queue under a name."""

    name = Text(least=1, most=40, required=True)
    asked = TextMap(keys=Text(most=10), values=Text(most=60), required=True)


class ServiceBody(Strict):
    """That a document was served."""

    EXAMPLE: ClassVar[Any] = {
        "document": "01a21340-0c1b-7134-8051-6903784959ce",
        "recipient": "办公室收发员",
        "way": "direct",
        "served_on": "2026-11-25",
    }

    document = fields.UUID(required=True)
    recipient = Text(least=1, most=200, required=True)
    way = Choice(Way, required=True)
    served_on = Day(required=True)


class MessageBody(Strict):
    EXAMPLE: ClassVar[Any] = {"text": "请补充收据的照片。"}

    text = Text(least=1, most=LONG, required=True)


class RectificationBody(Strict):
    EXAMPLE: ClassVar[Any] = {"status": "reported", "text": "款项已退还，附收条。"}

    item = fields.UUID(load_default=None, allow_none=True)
    status = Choice(("reported", "confirmed", "not_accepted"), required=True)
    text = Text(least=1, most=LONG, required=True)
    visit = JsonInt(
        least=1,
        most=9999,
        load_default=None,
        allow_none=True,
        metadata={"description": "The number of the visit on site that shows it."},
    )
    received = Day(
        load_default=None,
        allow_none=True,
        metadata={"description": "Of a report on paper: when it came in, if not today. That day is in time."},
    )


class ClosureBody(Strict):
    """The six checks of art. 4, each with what it rests on."""

    EXAMPLE: ClassVar[Any] = {"checks": {check.value: "卷宗第1页" for check in ClosingCheck}}

    checks = TextMap(
        keys=Text(least=1, most=40),
        values=Text(most=LONG),
        required=True,
    )
