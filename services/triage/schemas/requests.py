"""What may be sent to triage's JSON door."""

from typing import Any, ClassVar

from marshmallow import EXCLUDE, Schema, ValidationError, fields

from services.triage.stages import ACCEPTED, ASKED, AWAITING, ENDED
from shared.contracts.taxonomy import CATEGORIES
from shared.contracts.terms import Channel, Decision, Identity, Nature, RespondentKind
from shared.divisions import divisions
from shared.i18n import N_
from shared.web.queries import Cursor, Limit
from shared.web.validation import Choice, Day, JsonBool, JsonInt, Said, Strict, Text, most_items

STATES = (AWAITING, ASKED, ACCEPTED, ENDED)
SUBJECTS = ("complaint", "praise", "consultation", "information_request", "hazard_report", "other")
MOST_DAYS = 36_500


class Loose(Schema):
    """A what-if: facts that mean nothing to the assessment are passed over."""

    class Meta:
        unknown = EXCLUDE


class Place(Text):
    """A division that is or was in the table; parties like DEP-330106 are taken by their division."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(most=20, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        code = text.removeprefix("DEP-").removeprefix("SUP-")
        if code not in divisions() and divisions().retirement(code) is None:
            raise ValidationError(Said("unknown_division", N_("There is no division with this code.")))
        return code


class Body(Place):
    """A supervision body, SUP-330106."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        return f"SUP-{super()._deserialize(value, attr, data, **kwargs)}"


def place(**kwargs: Any) -> Place:
    return Place(allow_none=True, **kwargs)


def text(most: int = 200) -> Text:
    return Text(most=most, allow_none=True)


def flag() -> JsonBool:
    return JsonBool(allow_none=True)


def days() -> JsonInt:
    return JsonInt(least=0, most=MOST_DAYS, allow_none=True)


class PostSchema(Loose):
    """Where the person sits by now."""

    kind = Choice(RespondentKind, required=True)
    division = Place(required=True)


class RespondentSchema(Loose):
    kind = Choice(RespondentKind, required=True)
    division = place()
    division_known = flag()
    name = text()
    role = text()
    unit = text()
    entrusted_by = place()
    sector = text(60)
    current_post = fields.Nested(PostSchema, allow_none=True)


class ClaimsSchema(Loose):
    natures = fields.List(Choice(Nature), allow_none=True, validate=most_items(3))
    categories = fields.List(Choice(CATEGORIES), allow_none=True, validate=most_items(40))


class EarlierSchema(Loose):
    tracking_number = text(40)
    body = Body(allow_none=True)
    state = Choice(("pending", "closed"), allow_none=True)
    same_complainant = flag()
    closed_days_ago = days()
    pending_days = days()
    overdue = flag()
    new_facts = flag()


class CircumstancesSchema(Loose):
    review = Choice(("none", "eligible", "pending", "decided"), allow_none=True)
    litigation = Choice(("none", "pending", "decided"), allow_none=True)
    hazard = flag()
    imminent_danger = flag()
    deaths = flag()
    collective_decision = flag()
    discipline_clue = Choice(("none", "also", "only"), allow_none=True)
    separable_conduct = flag()
    legally_reviewed_by_body = flag()
    eligible_investigators = JsonInt(least=0, most=100_000, allow_none=True)
    assigned_by = text()
    report_back_days = JsonInt(least=1, most=3650, allow_none=True)
    withdrawn = flag()
    stage = Choice(("registered", "investigating"), allow_none=True)
    breach_indicated = flag()
    similar_open_90d = JsonInt(least=0, most=1_000_000, allow_none=True)
    earlier = fields.Nested(EarlierSchema, allow_none=True)


class CorrectableCircumstances(Strict):
    """What a desk can know of them; the rest the system finds out."""

    review = Choice(("none", "eligible", "pending", "decided"))
    litigation = Choice(("none", "pending", "decided"))
    hazard = JsonBool()
    imminent_danger = JsonBool()
    deaths = JsonBool()
    collective_decision = JsonBool()
    discipline_clue = Choice(("none", "also", "only"))
    separable_conduct = JsonBool()
    legally_reviewed_by_body = JsonBool()


class ReceivedAtSchema(Loose):
    """The desk that received it."""

    division = place()


class FactsSchema(Loose):
    """The facts of a complaint; what is left out gets a default, and the answer says which."""

    EXAMPLE: ClassVar[Any] = {
        "channel": "12345",
        "identity": "confidential",
        "received_at": {"division": "330106"},
        "contactable": True,
        "statement": "检查时没有出示证件，当场收取现金。",
        "occurred_in": "330106",
        "respondents": [{"kind": "leader", "division": "330106", "name": "李某", "role": "局长"}],
        "claims": {"natures": ["unlawful"], "categories": ["C4.1"]},
        "circumstances": {"review": "none", "litigation": "none", "collective_decision": False},
    }

    channel = Choice(Channel, allow_none=True)
    identity = Choice(Identity, allow_none=True)
    complainant = fields.Dict(allow_none=True, metadata={"description": "Not looked at."})
    statement = Text(most=20_000, allow_none=True)
    occurred_on = Day(allow_none=True)
    occurred_in = place()
    received_at = fields.Nested(ReceivedAtSchema, allow_none=True)
    contactable = flag()
    subject = Choice(SUBJECTS, allow_none=True)
    respondents = fields.List(fields.Nested(RespondentSchema), allow_none=True, validate=most_items(200))
    claims = fields.Nested(ClaimsSchema, allow_none=True)
    circumstances = fields.Nested(CircumstancesSchema, allow_none=True)
    earlier_tracking_number = text(40)


class CorrectableSchema(Strict):
    """Facts that a desk may correct; what is left out stays as it is. Respondents are replaced as a whole."""

    EXAMPLE: ClassVar[Any] = {
        "respondents": [{"kind": "department", "division": "330106", "name": "西湖区应急管理局"}],
        "circumstances": {"collective_decision": True},
    }

    subject = Choice(SUBJECTS, allow_none=True)
    occurred_in = place()
    respondents = fields.List(fields.Nested(RespondentSchema), validate=most_items(100))
    claims = fields.Nested(ClaimsSchema)
    circumstances = fields.Nested(CorrectableCircumstances)


class CorrectionSchema(CorrectableSchema):
    """A correction that is kept, with its reason."""

    EXAMPLE: ClassVar[Any] = CorrectableSchema.EXAMPLE | {"reason": "电话核实：处罚由局领导集体研究决定。"}

    reason = Text(most=2000, load_default="")
    leaves_desk = JsonBool(
        load_default=False,
        metadata={"description": "Say true when you know that by these facts another desk takes over."},
    )


class ObjectionSchema(Strict):
    """That your body is not in charge, why, and who is."""

    EXAMPLE: ClassVar[Any] = {"proposed": "SUP-330110", "basis": "被投诉人员系余杭区应急管理局工作人员。"}

    proposed = Body(required=True)
    basis = Text(most=2000, load_default="")


class DesignationSchema(Strict):
    """Whom the common superior puts in charge."""

    EXAMPLE: ClassVar[Any] = {"body": "SUP-330110", "reason": "被投诉行为发生时，该人员在余杭区任职。"}

    body = Body(required=True)
    reason = Text(most=2000, load_default="")


class Listing(Strict):
    """Which complaints of the caller's own desk."""

    state = Choice(STATES, load_default=AWAITING)
    q = Text(most=40, load_default="", metadata={"description": "Part of a tracking number."})
    limit = Limit()
    cursor = Cursor()


class DecisionSchema(Strict):
    """What is decided. Anything but what the assessment proposes wants a reason; `confirm` goes
    with no other body or addressee than the proposed."""

    EXAMPLE: ClassVar[Any] = {"decision": "refer", "to": ["JUSTICE:330106"], "reason": "属于行政复议事项"}

    decision = Choice(("confirm", *Decision), required=True)
    reason = Text(most=2000, load_default="")
    body = Body(allow_none=True, load_default=None)
    to = fields.List(
        Text(most=40, least=1), load_default=list, validate=most_items(20),
        metadata={"description": "Addressees of a referral, in place of those proposed."},
    )  # fmt: skip
    text = Text(most=5000, load_default="", metadata={"description": "What the complainant reads of it."})
    merged_into = Text(most=40, allow_none=True, load_default=None)
