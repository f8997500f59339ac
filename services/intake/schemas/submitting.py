"""What may be sent to the JSON doors, and what they answer (contract §3)."""

from typing import Any, ClassVar

from marshmallow import Schema, fields

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
from services.intake.fields import DivisionCode, Email, Phone, TrackingNumber
from shared.contracts.taxonomy import CATEGORIES
from shared.contracts.terms import Channel, ComplainantKind, Identity, Nature, RespondentKind
from shared.web.validation import Choice, Day, JsonBool, JsonInt, Part, Strict, Text, most_items

NAME_LIMIT = 100
MESSAGE_LIMIT = 5_000


class ComplainantSchema(Strict):
    """Who complains; left out, or empty, when anonymous."""

    kind = Choice(ComplainantKind, load_default=ComplainantKind.CITIZEN.value)
    name = Text(most=NAME_LIMIT, load_default="")
    phone = Phone(load_default="")
    email = Email(load_default="")
    address = Text(most=300, load_default="")

    def make(self, data: dict[str, Any]) -> Complainant:
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

    def make(self, data: dict[str, Any]) -> Respondent:
        blank_as_none = {name: data[name] or None for name in ("name", "role", "sector")}
        return Respondent(**data | blank_as_none | {"kind": RespondentKind(data["kind"])})


class ClaimsSchema(Strict):
    """What the complainant calls it."""

    natures = fields.List(Choice(Nature), load_default=list, validate=most_items(len(Nature)))
    categories = fields.List(Choice(CATEGORIES), load_default=list, validate=most_items(len(CATEGORIES)))

    def make(self, data: dict[str, Any]) -> Claims:
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

    def make(self, data: dict[str, Any]) -> Circumstances:
        enums = {"review": Review(data["review"]), "litigation": Litigation(data["litigation"])}
        return Circumstances(**data | enums)


class ComplaintSchema(Strict):
    """One complaint. Only `identity` and `statement` are always required."""

    EXAMPLE: ClassVar[Any] = examples.COMPLAINT

    channel = Choice([Channel.WEB], load_default=Channel.WEB.value)
    identity = Choice(Identity, required=True)
    complainant = Part(ComplainantSchema, allow_none=True, load_default=None)
    statement = Text(most=STATEMENT_LIMIT, least=1, required=True)
    occurred_on = Day(allow_none=True, load_default=None)
    occurred_in = DivisionCode(allow_none=True, load_default=None)
    respondents = fields.List(
        Part(RespondentSchema),
        load_default=list,
        validate=most_items(RESPONDENT_LIMIT),
        metadata={"maxItems": RESPONDENT_LIMIT},
    )
    claims = Part(ClaimsSchema, load_default=Claims)
    circumstances = Part(CircumstancesSchema, load_default=Circumstances)
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
