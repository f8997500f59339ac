"""Proofs of receipt and the wish to be told of news, at the JSON doors."""

import re
from typing import Any, ClassVar

from marshmallow import Schema, ValidationError, fields

from services.intake.domain.news import Way
from services.intake.domain.proof import LONGEST_PROOF
from services.intake.fields import Email, Phone
from shared.i18n import N_
from shared.web.answers import Moment
from shared.web.validation import Choice, Said, Strict, Text, invalid

EXAMPLE_PROOF = """jiandu proof of receipt 1
tracking_number: 7K3M-9QXT-AB2C
received_at: 2026-11-23T09:00:00+08:00
sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
key: 5c1b0e7f2a9d4c38
signature: 3q2+7w==
"""


class ProofSchema(Schema):
    """A signed proof of receipt, and the text whose hash it carries (docs/proof.md)."""

    tracking_number = fields.String(required=True)
    received_at = fields.String(required=True, metadata={"description": "As it stands in the proof."})
    sha256 = fields.String(required=True, metadata={"description": "Of `submission`, encoded in UTF-8."})
    key_id = fields.String(required=True)
    signature = fields.String(
        required=True, metadata={"description": "Ed25519 over the lines of `proof` before it, in base64."}
    )
    proof = fields.String(required=True, metadata={"description": "The file to keep: proof.txt."})
    submission = fields.String(
        required=True,
        metadata={"description": "What was submitted, without name, contact and code: submission.txt."},
    )


class ProofKeySchema(Schema):
    id = fields.String(required=True)
    algorithm = fields.String(required=True)
    public_key = fields.String(required=True, metadata={"description": "PEM."})
    since = Moment(
        required=True, allow_none=True, metadata={"description": "null: it has signed nothing yet."}
    )


class ProofKeysSchema(Schema):
    items = fields.List(fields.Nested(ProofKeySchema), required=True)


class Sha256(Text):
    """64 hexadecimal digits."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(most=64, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs).lower()
        if not re.fullmatch(r"[0-9a-f]{64}", text):
            raise ValidationError(Said("wrong_format", N_("A SHA-256 hash has 64 hexadecimal digits.")))
        return text


class VerificationSchema(Strict):
    """What somebody holds."""

    EXAMPLE: ClassVar[Any] = {"proof": EXAMPLE_PROOF}

    proof = Text(most=LONGEST_PROOF, least=1, required=True)
    sha256 = Sha256(
        allow_none=True,
        load_default=None,
        metadata={"description": "Of the submission that comes with it, if one does."},
    )


class VerdictSchema(Schema):
    valid = fields.Boolean(required=True)
    code = fields.String(
        required=True, metadata={"enum": ["signed_here", "no_proof", "unknown_key", "changed"]}
    )
    text = fields.String(required=True)
    tracking_number = fields.String(allow_none=True, required=True)
    received_at = fields.String(allow_none=True, required=True)
    sha256 = fields.String(allow_none=True, required=True)
    matches = fields.Boolean(allow_none=True, required=True)


class NewsWishSchema(Strict):
    """Where to tell that there is news. Nothing else is ever sent there."""

    EXAMPLE: ClassVar[Any] = {"way": "email", "address": "name@example.cn"}

    way = Choice(Way, required=True)
    address = Text(most=254, least=1, required=True)

    def make(self, data: dict[str, Any]) -> dict[str, Any]:
        """The address must be one of that way."""
        field = Email() if data["way"] == Way.EMAIL else Phone()
        try:
            address = field.deserialize(data["address"])
        except ValidationError as error:
            raise ValidationError(error.messages, "address") from None
        if not address.isascii():
            raise invalid("wrong_format", N_("Write it in Latin letters and figures."), "address")
        return {"way": Way(data["way"]), "address": address}


class NewsSchema(Schema):
    offered = fields.List(fields.String(metadata={"enum": [str(way) for way in Way]}), required=True)
    way = fields.String(allow_none=True, required=True, metadata={"enum": [*map(str, Way), None]})
    failed_at = Moment(
        allow_none=True, required=True, metadata={"description": "When the last message was given up."}
    )
    closed = fields.String(
        allow_none=True, required=True, metadata={"description": "Why nobody can be told, if so."}
    )
