"""Terms, holds, certificates of erasure and redacted statements, at the JSON doors."""

from typing import Any, ClassVar

from marshmallow import Schema, fields

from services.intake.domain.retention import HoldKind, Kept
from shared.contracts.retention import Rule
from shared.web.answers import Moment
from shared.web.validation import Choice, Day, JsonInt, Strict, Text, most_items

REASON_LIMIT = 1_000
MOST_MARKS = 500
MOST_WORDS = 100
MOST_MESSAGES = 200
WORD_LIMIT = 200


class HoldSchema(Strict):
    """What the complaint must be kept for beyond its term. Without a day: until somebody ends it."""

    EXAMPLE: ClassVar[Any] = {
        "kind": "lawsuit",
        "reason": "当事人已提起行政诉讼，案卷须备查。",
        "until": None,
    }

    kind = Choice(HoldKind, required=True)
    reason = Text(most=REASON_LIMIT, least=2, required=True)
    until = Day(load_default=None, allow_none=True)


class LiftSchema(Strict):
    EXAMPLE: ClassVar[Any] = {"reason": "判决已生效并执行完毕。"}

    reason = Text(most=REASON_LIMIT, least=2, required=True)


class MarkSchema(Strict):
    """From `start` up to `end` of the text."""

    start = JsonInt(required=True, least=0)
    end = JsonInt(required=True, least=1)


class MarkedMessageSchema(Strict):
    """A message of the complainant that goes along, with what is blacked out in it."""

    id = fields.UUID(required=True)
    marks = fields.List(fields.Nested(MarkSchema), load_default=list, validate=most_items(MOST_MARKS))


class MarksSchema(Strict):
    """Places of the original, and words to black out wherever they stand. Messages that are not named are
    left out of the version."""

    EXAMPLE: ClassVar[Any] = {"marks": [{"start": 0, "end": 4}], "words": []}

    marks = fields.List(fields.Nested(MarkSchema), load_default=list, validate=most_items(MOST_MARKS))
    words = fields.List(Text(most=WORD_LIMIT, least=1), load_default=list, validate=most_items(MOST_WORDS))
    messages = fields.List(
        fields.Nested(MarkedMessageSchema), load_default=list, validate=most_items(MOST_MESSAGES)
    )


class HoldOut(Schema):
    id = fields.UUID(required=True)
    kind = fields.String(required=True, metadata={"enum": [str(kind) for kind in HoldKind]})
    reason = fields.String(required=True)
    body = fields.String(required=True, allow_none=True)
    by = fields.String(required=True)
    placed_at = Moment(required=True)
    until = fields.Date(required=True, allow_none=True)
    lifted_at = Moment(required=True, allow_none=True)
    lifted_by = fields.String(required=True, allow_none=True)
    lift_reason = fields.String(required=True, allow_none=True)
    stands = fields.Boolean(required=True)


class RetentionOut(Schema):
    """How long a complaint is kept, and what keeps it still."""

    tracking_number = fields.String(required=True)
    kept = fields.List(
        fields.String(metadata={"enum": [str(kept) for kept in Kept]}),
        required=True,
        metadata={"description": "Nothing: it is erased with the next round."},
    )
    rule = fields.String(required=True, allow_none=True, metadata={"enum": [*map(str, Rule), None]})
    years = fields.Integer(required=True, allow_none=True)
    ended_on = fields.Date(required=True, allow_none=True)
    until = fields.Date(required=True, allow_none=True)
    holds = fields.List(fields.Nested(HoldOut), required=True)


class CertificateRow(Schema):
    id = fields.UUID(required=True)
    number = fields.String(required=True)
    at = Moment(required=True)
    count = fields.Integer(required=True)


class CertificateRows(Schema):
    items = fields.List(fields.Nested(CertificateRow), required=True)


class ErasedOut(Schema):
    tracking_number = fields.String(required=True)
    erased_at = Moment(required=True)
    rule = fields.String(required=True)
    years = fields.Integer(required=True)
    ended_on = fields.Date(required=True)
    kept_until = fields.Date(required=True)
    files = fields.Integer(required=True)


class CertificateOut(Schema):
    """A certificate with its list; `holds`: list, digest and seal are as they were issued."""

    id = fields.UUID(required=True)
    number = fields.String(required=True)
    body = fields.String(required=True)
    at = Moment(required=True)
    articles = fields.List(fields.String(), required=True)
    entries = fields.List(fields.Nested(ErasedOut), required=True)
    digest = fields.String(required=True)
    seal = fields.String(required=True)
    holds = fields.Boolean(required=True)


class RedactedMessageOut(Schema):
    id = fields.UUID(required=True)
    at = Moment(required=True)
    text = fields.String(required=True)
    passages = fields.Integer(required=True)


class RedactionOut(Schema):
    version = fields.Integer(required=True)
    at = Moment(required=True)
    body = fields.String(required=True)
    staff_name = fields.String(required=True)
    text = fields.String(
        required=True, metadata={"description": "The statement, then the messages that go along."}
    )
    passages = fields.Integer(required=True)
    messages = fields.List(fields.Nested(RedactedMessageOut), required=True)


class RedactionsOut(Schema):
    items = fields.List(fields.Nested(RedactionOut), required=True)
