"""What may be sent to the JSON doors, and what they answer (contract §3)."""

from typing import Any, ClassVar

from marshmallow import Schema, fields, post_load, pre_load

from services.intake import examples
from services.intake.domain.complaint import (
    RESPONDENT_LIMIT,
    STATEMENT_LIMIT,
    Circumstances,
    Claims,
    Complainant,
    Litigation,
    Respondent,
    Review,
    Submission,
)
from services.intake.domain.crowd import PROOF_LIMIT
from services.intake.domain.telling import Tells
from services.intake.fields import DivisionCode, Email, Moment, Phone, TrackingNumber
from shared.contracts.taxonomy import CATEGORIES
from shared.contracts.terms import Channel, ComplainantKind, Identity, Nature, RespondentKind, Status
from shared.web.queries import Cursor, Limit, QueryInt
from shared.web.validation import Choice, Day, JsonBool, JsonInt, Strict, Text, most_items

NAME_LIMIT = 100
MESSAGE_LIMIT = 5_000


class ComplainantSchema(Strict):
    """Who complains; left out, or empty, when anonymous."""

    kind = Choice(ComplainantKind, load_default=ComplainantKind.CITIZEN.value)
    name = Text(most=NAME_LIMIT, load_default="")
    phone = Phone(load_default="")
    email = Email(load_default="")
    address = Text(most=300, load_default="")

    @post_load
    def make(self, data: dict[str, Any], **_: Any) -> Complainant:
        return Complainant(**data | {"kind": ComplainantKind(data["kind"])})


class RespondentSchema(Strict):
    """Whom it is about."""

    kind = Choice(RespondentKind, required=True)
    division = DivisionCode(allow_none=True, load_default=None)
    name = Text(most=NAME_LIMIT, allow_none=True, load_default=None)
    role = Text(most=NAME_LIMIT, allow_none=True, load_default=None)
    entrusted_by = DivisionCode(
        allow_none=True,
        load_default=None,
        metadata={"description": "Division of the department in whose name it acts, with or without DEP-."},
    )
    sector = Text(most=NAME_LIMIT, allow_none=True, load_default=None)
    division_known = JsonBool(load_default=True)

    @post_load
    def make(self, data: dict[str, Any], **_: Any) -> Respondent:
        blank_as_none = {name: data[name] or None for name in ("name", "role", "sector")}
        return Respondent(**data | blank_as_none | {"kind": RespondentKind(data["kind"])})


class ClaimsSchema(Strict):
    """What the complainant calls it."""

    natures = fields.List(Choice(Nature), load_default=list, validate=most_items(len(Nature)))
    categories = fields.List(Choice(CATEGORIES), load_default=list, validate=most_items(len(CATEGORIES)))

    @post_load
    def make(self, data: dict[str, Any], **_: Any) -> Claims:
        natures = dict.fromkeys(Nature(nature) for nature in data["natures"])
        return Claims(natures=tuple(natures), categories=tuple(dict.fromkeys(data["categories"])))


class CircumstancesSchema(Strict):
    """What decides the way a complaint takes."""

    review = Choice(Review, load_default=Review.NONE.value)
    litigation = Choice(Litigation, load_default=Litigation.NONE.value)
    hazard = JsonBool(load_default=False)
    imminent_danger = JsonBool(load_default=False)
    deaths = JsonBool(load_default=False)
    collective_decision = JsonBool(load_default=False)

    @post_load
    def make(self, data: dict[str, Any], **_: Any) -> Circumstances:
        enums = {"review": Review(data["review"]), "litigation": Litigation(data["litigation"])}
        return Circumstances(**data | enums)


class ComplaintSchema(Strict):
    """One complaint. Only `identity` and `statement` are always required."""

    EXAMPLE: ClassVar[Any] = examples.COMPLAINT

    channel = Choice([Channel.WEB], load_default=Channel.WEB.value)
    identity = Choice(Identity, required=True)
    complainant = fields.Nested(ComplainantSchema, allow_none=True, load_default=None)
    statement = Text(most=STATEMENT_LIMIT, least=1, required=True)
    occurred_on = Day(allow_none=True, load_default=None)
    occurred_in = DivisionCode(allow_none=True, load_default=None)
    respondents = fields.List(
        fields.Nested(RespondentSchema),
        load_default=list,
        validate=most_items(RESPONDENT_LIMIT),
        metadata={"maxItems": RESPONDENT_LIMIT},
    )
    claims = fields.Nested(ClaimsSchema, load_default=Claims)
    circumstances = fields.Nested(CircumstancesSchema, load_default=Circumstances)
    earlier_tracking_number = TrackingNumber(allow_none=True, load_default=None)
    ticket = fields.String(
        allow_none=True,
        load_default=None,
        metadata={
            "description": "From POST /api/v1/receipts: the same ticket always means the same complaint."
        },
    )
    proof = Text(
        most=PROOF_LIMIT,
        load_default="",
        metadata={
            "description": "Asked for (429) only where very many send from one address: up to"
            f" {PROOF_LIMIT} characters so that SHA-256 of `tracking_number:proof` begins with as many zero"
            " bits as the answer names in `challenge.bits`; send it with the `ticket` of that answer."
        },
    )

    @staticmethod
    def submission(data: dict[str, Any]) -> Submission:
        """The values of a loaded body as a submission."""
        said = data["complainant"]
        return Submission(
            identity=Identity(data["identity"]),
            statement=data["statement"],
            channel=Channel(data["channel"]),
            complainant=said if said and said.said_anything else None,
            occurred_on=data["occurred_on"],
            occurred_in=data["occurred_in"],
            respondents=tuple(data["respondents"]),
            claims=data["claims"],
            circumstances=data["circumstances"],
            earlier_tracking_number=data["earlier_tracking_number"],
        )


class CallSchema(Strict):
    """The telephone call in which it was said."""

    number = Phone(allow_none=True, load_default=None)
    started_at = Moment(allow_none=True, load_default=None)
    ended_at = Moment(allow_none=True, load_default=None)
    read_back = JsonBool(load_default=False)


class ExternalOrderSchema(Strict):
    """The work order of another system that it came from."""

    system = Text(most=40, least=1, required=True)
    number = Text(most=80, least=1, required=True)


class HotlineComplaintSchema(ComplaintSchema):
    """A complaint as a hotline seat writes it down."""

    EXAMPLE: ClassVar[Any] = examples.CALLED

    channel = Choice(
        [channel for channel in Channel if channel is not Channel.WEB], load_default=Channel.HOTLINE.value
    )
    call = fields.Nested(CallSchema, allow_none=True, load_default=None)
    external_order = fields.Nested(ExternalOrderSchema, allow_none=True, load_default=None)

    @pre_load
    def name_the_channel(self, data: Any, **_: Any) -> Any:
        """An order of 12345 came through 12345, where nobody says otherwise (it may have to go back, G8)."""
        order = data.get("external_order") if isinstance(data, dict) else None
        if (
            not isinstance(order, dict)
            or order.get("system") != Channel.LINE_12345.value
            or "channel" in data
        ):
            return data
        return data | {"channel": Channel.LINE_12345.value}


class MessageSchema(Strict):
    EXAMPLE: ClassVar[Any] = {"text": "收据照片稍后送来。"}

    text = Text(most=MESSAGE_LIMIT, least=1, required=True)


class ReasonSchema(Strict):
    EXAMPLE: ClassVar[Any] = {"reason": "答复中的金额与收据不符。"}

    reason = Text(most=MESSAGE_LIMIT, load_default="")


class RatingSchema(Strict):
    """1 is worst, 5 is best."""

    EXAMPLE: ClassVar[Any] = {"manner": 5, "speed": 4, "result": 5, "comment": "回复清楚"}

    manner = JsonInt(least=1, most=5, required=True)
    speed = JsonInt(least=1, most=5, required=True)
    result = JsonInt(least=1, most=5, required=True)
    comment = Text(most=MESSAGE_LIMIT, load_default="")


# --- answers ---------------------------------------------------------------------------------


class WarningSchema(Schema):
    """A passage of an anonymous or confidential complaint that could tell who wrote it."""

    pointer = fields.String(required=True)
    start = fields.Integer(required=True, metadata={"description": "In characters (code points)."})
    end = fields.Integer(required=True)
    code = fields.String(required=True, metadata={"enum": [str(tells) for tells in Tells]})
    message = fields.String(required=True)


class ReceivedSchema(Schema):
    tracking_number = fields.String(required=True)
    receipt_code = fields.String(
        required=True,
        allow_none=True,
        metadata={
            "description": "Shown once. null: this work order was already received, see its first answer."
        },
    )
    received_at = fields.AwareDateTime(required=True)
    accept_by = fields.Date(required=True)
    warnings = fields.List(
        fields.Nested(WarningSchema),
        metadata={"description": "Of an anonymous or confidential complaint, which is kept all the same."},
    )


class ReceiptSchema(Schema):
    tracking_number = fields.String(required=True)
    receipt_code = fields.String(required=True)
    ticket = fields.String(required=True)


class BodySchema(Schema):
    code = fields.String(required=True)
    name = fields.String(required=True)


class TimelineEntrySchema(Schema):
    at = fields.AwareDateTime(required=True)
    status = fields.String(required=True, metadata={"enum": [str(status) for status in Status]})
    text = fields.String(required=True)


class ShownMessageSchema(Schema):
    id = fields.UUID(required=True)
    at = fields.AwareDateTime(required=True)
    sender = fields.String(required=True, metadata={"enum": ["complainant", "body"]})
    body_name = fields.String(allow_none=True)
    text = fields.String(required=True)


class NoticeSectionSchema(Schema):
    heading = fields.String(required=True)
    lines = fields.List(fields.String(), required=True)


class NoticeSchema(Schema):
    """A notice of acceptance or non-acceptance, in the words of the paper (Chinese)."""

    id = fields.UUID(required=True)
    kind = fields.String(required=True, metadata={"enum": ["acceptance", "non_acceptance"]})
    number = fields.String(required=True)
    issued_at = fields.AwareDateTime(required=True)
    title = fields.String(required=True)
    issuer = fields.String(required=True)
    sections = fields.List(fields.Nested(NoticeSectionSchema), required=True)


class OutcomeSchema(Schema):
    """What the complainant is told of the result."""

    concluded_at = fields.AwareDateTime(required=True)
    text = fields.String(required=True)
    findings = fields.List(fields.Dict())
    outcomes = fields.List(fields.Dict())
    rectify_by = fields.Date(allow_none=True)
    recheck_until = fields.Date(allow_none=True)


class ClosedActionSchema(Schema):
    action = fields.String(required=True)
    code = fields.String(required=True)
    text = fields.String(required=True)


class NextSchema(Schema):
    party = fields.String(required=True)
    by = fields.Date(allow_none=True)


class IdentityLookedAtSchema(Schema):
    """A body looked at who complained."""

    at = fields.AwareDateTime(required=True)
    body = fields.Nested(BodySchema, required=True)


class ComplaintStateSchema(Schema):
    tracking_number = fields.String(required=True)
    status = fields.String(required=True, metadata={"enum": [str(status) for status in Status]})
    received_at = fields.AwareDateTime(required=True)
    accept_by = fields.Date(required=True)
    investigate_by = fields.Date(allow_none=True)
    body = fields.Nested(BodySchema, allow_none=True)
    decision = fields.String(allow_none=True)
    outcome = fields.Nested(OutcomeSchema, allow_none=True)
    timeline = fields.List(fields.Nested(TimelineEntrySchema), required=True)
    messages = fields.List(fields.Nested(ShownMessageSchema), required=True)
    notices = fields.List(fields.Nested(NoticeSchema), required=True)
    identity_looks = fields.List(fields.Nested(IdentityLookedAtSchema), required=True)
    may = fields.List(fields.String(), required=True)
    may_not = fields.List(fields.Nested(ClosedActionSchema), required=True)
    next = fields.Nested(NextSchema, required=True)


class SeatComplaintSchema(Schema):
    """One line of what a seat has taken."""

    tracking_number = fields.String(required=True)
    received_at = fields.AwareDateTime(required=True)
    accept_by = fields.Date(required=True)
    channel = fields.String(required=True)
    status = fields.String(required=True, metadata={"enum": [str(status) for status in Status]})
    matter = fields.String(required=True)


class SeatComplaintsSchema(Schema):
    items = fields.List(fields.Nested(SeatComplaintSchema), required=True)
    next = fields.String(allow_none=True, required=True)


class SeatQuerySchema(Strict):
    limit = Limit()
    cursor = Cursor()


class FoundComplaintsSchema(Schema):
    """What is shown beside a call; there is no telling whether there is more."""

    items = fields.List(fields.Nested(SeatComplaintSchema), required=True)


class CallerQuerySchema(Strict):
    number = Phone(least=1, required=True)


class SimilarQuerySchema(Strict):
    """What is known so far; the more is said, the better."""

    text = Text(most=2_000, load_default="")
    division = DivisionCode(allow_none=True, load_default=None)
    category = Choice(CATEGORIES, allow_none=True, load_default=None)


class DivisionSchema(Schema):
    code = fields.String(required=True)
    name = fields.String(required=True)
    full_name = fields.String(required=True)
    level = fields.String(required=True)


class DivisionsSchema(Schema):
    items = fields.List(fields.Nested(DivisionSchema), required=True)


class DivisionQuerySchema(Strict):
    q = fields.String(load_default="", metadata={"description": "Name, pinyin, initials or code."})
    limit = QueryInt(least=1, most=50, load_default=10)
    near = DivisionCode(
        allow_none=True, load_default=None, metadata={"description": "Of equal matches, the nearest first."}
    )
