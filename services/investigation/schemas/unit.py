"""What may be sent about a supervised unit and its corrections, and what the unit sends itself."""

from typing import Any, ClassVar

from marshmallow import fields

from services.investigation.domain.calling import Answer, Way
from services.investigation.domain.unit import Request, Ruling
from shared.web.validation import Choice, Day, Strict, Text

LONG = 5000
WHO = 120
_ITEM = "01a21340-0c1b-7134-8051-6903784959ce"


class LinkBody(Strict):
    """For which correction a link is issued."""

    item = fields.UUID(required=True)


class RequestBody(Strict):
    """What the unit asks for on paper."""

    EXAMPLE: ClassVar[Any] = {
        "item": _ITEM,
        "request": "objection",
        "who": "执法大队 李某（副大队长）",
        "reasons": "认定的事实与现场记录不符。",
        "received": "2026-11-25",
    }

    item = fields.UUID(required=True)
    request = Choice(Request, required=True)
    who = Text(least=1, most=WHO, required=True)
    reasons = Text(least=1, most=LONG, required=True)
    until = Day(load_default=None, allow_none=True, metadata={"description": "For more time: until when."})
    received = Day(load_default=None, allow_none=True, metadata={"description": "When the paper came in."})


class RulingBody(Strict):
    """The head's word: after an objection `kept`, `changed` or `lifted`; more time `granted` or `refused`."""

    EXAMPLE: ClassVar[Any] = {"ruling": "kept", "answer": "事实有录像证明，维持原意见。"}

    ruling = Choice(Ruling, required=True)
    answer = Text(least=1, most=LONG, required=True)
    until = Day(load_default=None, allow_none=True, metadata={"description": "The new last day, if any."})


class UrgingBody(Strict):
    """A unit that is late is pressed for it, with a last day."""

    EXAMPLE: ClassVar[Any] = {"item": _ITEM, "text": "请立即落实并书面报告。", "until": "2027-02-01"}

    item = fields.UUID(required=True)
    text = Text(least=1, most=LONG, required=True)
    until = Day(required=True)


class CallBackBody(Strict):
    """What the complainant said when asked after the reply."""

    EXAMPLE: ClassVar[Any] = {"way": "message", "answer": "satisfied", "text": ""}

    way = Choice(Way, required=True)
    answer = Choice(Answer, required=True)
    text = Text(most=LONG, load_default="")


class UnitReportBody(Strict):
    """The unit's own report, sent by its link."""

    who = Text(most=WHO, required=True)
    text = Text(most=LONG, required=True)
    proofs = Text(most=LONG, required=True)


class UnitAsksBody(Strict):
    """What the unit asks for by its link."""

    who = Text(most=WHO, required=True)
    reasons = Text(most=LONG, required=True)
    until = Day(load_default=None, allow_none=True)
