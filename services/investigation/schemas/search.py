"""What may be asked of the search, and the outline of what it answers."""

from typing import Any

from marshmallow import Schema, fields, validates

from services.investigation.domain import search
from services.investigation.domain.case import State
from shared.i18n import N_
from shared.web.answers import Moment, count_or_nothing
from shared.web.queries import Cursor, Limit
from shared.web.validation import Choice, Strict, Text, invalid

TOO_SHORT = N_("Write at least two letters or figures of each word.")


class SearchWanted(Strict):
    """What is looked for."""

    q = Text(
        most=search.MOST,
        required=True,
        metadata={"description": "Words that all must stand in a case, each of two letters or more."},
    )
    cursor = Cursor()
    limit = Limit()

    @validates("q")
    def _long_enough(self, value: str, **_: Any) -> None:
        if search.too_short(value):
            raise invalid("too_short", TOO_SHORT)


class HitOut(Schema):
    """Where a word was found."""

    where = Choice(search.WHERE, required=True)
    before = fields.String(required=True)
    found = fields.String(required=True)
    after = fields.String(required=True)


class FoundOut(Schema):
    """A case in which all words stand."""

    id = fields.UUID(required=True)
    tracking_number = fields.String(required=True)
    state = Choice(State, required=True)
    opened_at = Moment(required=True)
    unfiled = fields.Integer(
        required=True, metadata={"description": "So much came since its file was put away."}
    )
    hits = fields.List(fields.Nested(HitOut), required=True)


class SearchOut(Schema):
    """The newest cases first; `unread`: cases that changed this moment and cannot be found yet."""

    items = fields.List(fields.Nested(FoundOut), required=True)
    next = fields.String(required=True, allow_none=True)
    unread = fields.Integer(required=True)


class BenchRowOut(Schema):
    """One outcome, and how many similar cases had it."""

    code = fields.String(required=True)
    own = fields.Integer(required=True, metadata={"description": "Of one's own body."})
    others = count_or_nothing()


class BenchOut(Schema):
    """How cases of one category ended; of other bodies' no count below `suppressed_below` is told."""

    category = fields.String(required=True)
    years = fields.Integer(required=True)
    suppressed_below = fields.Integer(required=True)
    own = fields.Integer(required=True)
    others = count_or_nothing()
    outcomes = fields.List(fields.Nested(BenchRowOut), required=True)


class BenchesOut(Schema):
    """A bench for each category of the case."""

    items = fields.List(fields.Nested(BenchOut), required=True)
