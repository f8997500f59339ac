"""What the JSON door takes and answers about complaints that belong together, and about clusters."""

from typing import Any, ClassVar

from marshmallow import Schema, fields

from services.triage.cluster.keeping import Special
from services.triage.schemas.requests import STATES
from services.triage.similar.documents import TIES, WHY
from shared.contracts.taxonomy import CATEGORIES
from shared.contracts.terms import Channel, Decision
from shared.web.answers import Moment
from shared.web.validation import Choice, Strict, Text


class LinkSchema(Strict):
    """With which complaint of the caller's desk, and why."""

    EXAMPLE: ClassVar[Any] = {"to": "ZF2026110200017", "reason": "反映同一次检查"}

    to = Text(most=40, least=1, required=True)
    reason = Text(most=2000, least=1, required=True)


class ReasonSchema(Strict):
    EXAMPLE: ClassVar[Any] = {"reason": "核对后并非同一事项"}

    reason = Text(most=2000, least=1, required=True)


class SpecialSchema(Strict):
    """What the head decides about a cluster (Measures art. 12)."""

    EXAMPLE: ClassVar[Any] = {"decision": "special_supervision", "reason": "问题集中，开展专项执法监督"}

    decision = Choice(Special, required=True)
    reason = Text(most=2000, least=1, required=True)


class PartyOut(Schema):
    kind = fields.String(required=True)
    division = fields.String(required=True, allow_none=True)
    name = fields.String(required=True, allow_none=True)


class TieOut(Schema):
    id = fields.UUID(required=True)
    kind = Choice(tuple(TIES), required=True)
    at = Moment(required=True)
    by = fields.String(required=True, allow_none=True)
    reason = fields.String(required=True)


class SimilarOut(Schema):
    """A complaint that is like this one, of those that the caller may see."""

    tracking_number = fields.String(required=True)
    received_at = Moment(required=True)
    channel = Choice(Channel, required=True)
    state = Choice(STATES, required=True)
    decision = Choice(Decision, required=True)
    percent = fields.Integer(required=True, metadata={"description": "How much of both texts is common."})
    respondents = fields.List(fields.Nested(PartyOut), required=True)
    why = fields.List(Choice(tuple(WHY)), required=True)
    tie = fields.Nested(TieOut, required=True, allow_none=True)
    may = fields.Dict(keys=fields.String(), values=fields.Boolean(), required=True)


class SimilarListOut(Schema):
    items = fields.List(fields.Nested(SimilarOut), required=True)


class EvidenceOut(Schema):
    """One of them, in a line."""

    tracking_number = fields.String(required=True)
    received_at = Moment(required=True, allow_none=True)
    state = Choice(STATES, required=True)
    respondents = fields.List(fields.Nested(PartyOut), required=True)
    categories = fields.List(Choice(CATEGORIES), required=True)


class ClusterOut(Schema):
    """Complaints of the caller's body with something in common."""

    id = fields.UUID(required=True)
    version = fields.Integer(required=True)
    proposed_at = Moment(required=True)
    about = fields.Nested(PartyOut, required=True)
    count = fields.Integer(required=True)
    complaints = fields.List(fields.String(), required=True)
    evidence = fields.List(fields.Nested(EvidenceOut), required=True)
    twins = fields.List(
        fields.Nested(PartyOut),
        required=True,
        metadata={"description": "What else the very same complaints share: it is decided with this one."},
    )
    decision = Choice(Special, required=True, allow_none=True)
    decided_at = Moment(required=True, allow_none=True)
    decided_by = fields.String(required=True, allow_none=True)
    reason = fields.String(required=True, allow_none=True)


class ClusterListOut(Schema):
    items = fields.List(fields.Nested(ClusterOut), required=True)
