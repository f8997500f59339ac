"""That the clock of a case stands still: what may be sent, and what the JSON door answers of it."""

from typing import Any, ClassVar

from marshmallow import Schema, fields

from services.investigation.schemas.requests import LONG
from shared.contracts.terms import PauseGround
from shared.web import answers
from shared.web.answers import Moment
from shared.web.validation import Choice, Day, Strict, Text


class PauseOut(Schema):
    """That the clock of the case was to stand still: the application, the answer, and the end."""

    ground = Choice(PauseGround, required=True)
    until = answers.Day(
        required=True, metadata={"description": "It runs again from then, if nothing is said before."}
    )
    reason = fields.String(required=True)
    by = fields.String(required=True)
    at = Moment(required=True)
    granted = fields.Boolean(required=True, allow_none=True)
    answer = fields.String(required=True, allow_none=True)
    decided_by = fields.String(required=True, allow_none=True)
    decided_at = Moment(required=True, allow_none=True)
    since = answers.Day(
        required=True, allow_none=True, metadata={"description": "The first day that does not count."}
    )
    resumed_on = answers.Day(required=True, allow_none=True)
    ended_by = fields.String(
        required=True, allow_none=True, metadata={"description": "Null: it ended by itself."}
    )
    ended_at = Moment(required=True, allow_none=True)
    ending = fields.String(required=True, allow_none=True)


class PausePossible(Schema):
    """For what the clock of the case may stand still now, and for how many days at most."""

    ground = Choice(PauseGround, required=True)
    days = fields.Integer(required=True)


class PauseBody(Strict):
    """An application that the clock of the case stand still."""

    EXAMPLE: ClassVar[Any] = {
        "ground": "appraisal",
        "until": "2026-12-20",
        "reason": "需委托检验机构对设备进行鉴定。",
    }

    ground = Choice(PauseGround, required=True)
    until = Day(required=True)
    reason = Text(least=1, most=LONG, required=True)


class PauseDecision(Strict):
    """The head's word on it; it stays in the file, the complainant reads the ground only."""

    EXAMPLE: ClassVar[Any] = {"decision": "grant", "reason": "情况属实，同意中止。"}

    decision = Choice(("grant", "refuse"), required=True)
    reason = Text(least=1, most=LONG, required=True)


class PauseEnding(Strict):
    """From which day on the clock runs again, and why."""

    EXAMPLE: ClassVar[Any] = {"resumed_on": "2026-11-24", "reason": "鉴定意见已经送达。"}

    resumed_on = Day(required=True)
    reason = Text(least=1, most=LONG, required=True)
