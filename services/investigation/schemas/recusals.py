"""Who should withdraw from a case, as the JSON door answers it."""

from marshmallow import Schema, fields

from services.investigation.domain.recusal import Side
from services.investigation.domain.ties import Tie
from shared.web.answers import Day, Moment
from shared.web.validation import Choice


class RecusalOut(Schema):
    """An application that somebody withdraw."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    side = Choice(Side, required=True)
    tie = Choice(Tie, required=True)
    reason = fields.String(required=True)
    by = fields.String(required=True)
    at = Moment(required=True)
    decider = fields.String(required=True, metadata={"description": "The body whose head decides."})
    granted = fields.Boolean(required=True, allow_none=True)
    moot = fields.Boolean(
        required=True,
        metadata={
            "description": "It ended undecided, with the case or what it was about; then it was not granted."
        },
    )
    answer = fields.String(required=True, allow_none=True)
    decided_by = fields.String(required=True, allow_none=True)
    decided_at = Moment(required=True, allow_none=True)


class CaseRecusalOut(RecusalOut):
    """The same, as the desk of the case reads it."""

    decides_from = Day(
        required=True,
        allow_none=True,
        metadata={
            "description": "Where it waits for a body above: the first day, today too, on which a head is "
            "there who decides; none: not before the term of the case is over."
        },
    )


class ConflictOut(Schema):
    """Somebody whom the case may not be given to by what the records show."""

    name = fields.String(required=True)
    tie = Choice(
        Tie,
        required=True,
        allow_none=True,
        metadata={"description": "None: they decided on the outcome, whose checks are still to be made."},
    )
    unit = fields.String(required=True, metadata={"description": "Where they work or worked, if that is it."})
    until = Day(
        required=True,
        allow_none=True,
        metadata={"description": "The last day of it; none: until it is decided, or while they work there."},
    )
    text = fields.String(required=True)
    article = fields.String(required=True)


class HeadRecusalOut(RecusalOut):
    """An application about a head of a lower body; of the case it tells the number only."""

    tracking_number = fields.String(required=True)
    body = fields.String(required=True)
