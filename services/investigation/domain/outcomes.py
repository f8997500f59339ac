"""The sixteen outcomes: what each must contain, on what ground, and under which article."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from services.investigation.domain.case import Fault
from shared.contracts.taxonomy import CORRECTION_GROUNDS, ENFORCE_GROUNDS, REVOCATION_GROUNDS

FARTHEST_OFF = 80
"""So many years ahead a term may lie."""
LONGEST_AGO = 80
"""So many years back something may have happened that a case still looks into."""


class Group(StrEnum):
    """What an outcome says of the allegations it answers."""

    MEASURE = "measure"
    NO_MEASURE = "no_measure"
    END = "end"
    BESIDES = "besides"


class Kind(StrEnum):
    """How a field is filled; DAY is a term to come, PAST a day on which something happened."""

    TEXT = "text"
    LINE = "line"
    DAY = "day"
    PAST = "past"
    CHOICE = "choice"


@dataclass(frozen=True)
class Field:
    """One thing an outcome must (or may) say."""

    name: str
    kind: Kind = Kind.TEXT
    choices: tuple[str, ...] = ()
    required: bool = True
    set_elsewhere: bool = False
    """A term that another authority set: it may be over by the time that it is written down here."""
    past: str = "day_is_past"
    """What is said of a term to come that is over."""


@dataclass(frozen=True)
class Spec:
    """What the law asks of one outcome. `rectifies`: the unit must do something by `carry_out_by`."""

    code: str
    article: str | None
    group: Group
    fields: tuple[Field, ...]
    rectifies: bool = False

    def field(self, name: str) -> Field | None:
        return next((each for each in self.fields if each.name == name), None)


@dataclass(frozen=True)
class Outcome:
    """One proposed outcome and the allegations it answers."""

    code: str
    allegations: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)

    @property
    def spec(self) -> Spec:
        return SPECS[self.code]

    @property
    def carry_out_by(self) -> date | None:
        """By when it must be carried out, where it must be."""
        text = self.fields.get("carry_out_by") if self.spec.rectifies else None
        return date.fromisoformat(text) if text else None


def _line(name: str, *, required: bool = True) -> Field:
    return Field(name, Kind.LINE, required=required)


def _choice(name: str, choices: tuple[str, ...] | Mapping[str, str]) -> Field:
    return Field(name, Kind.CHOICE, tuple(choices))


UNIT = _line("unit")
MANNER = Field("manner")
DUE = Field("carry_out_by", Kind.DAY)
REASONS = Field("reasons")
RULED_TERM = Field("ruled_term", Kind.DAY, required=False, set_elsewhere=True)
"""Of a review decision or judgment, the term that it sets itself (art. 18)."""
PROBLEM = Field("problem", required=False)
"""What is wrong, where the law asks for no such content and whoever gets the paper still has to know it."""
_CORRECTION = (UNIT, _choice("ground", CORRECTION_GROUNDS), _line("document"), PROBLEM, MANNER, DUE)
REVOKERS = ("self", "superior", "government")
"""Which of them may revoke a certain act, `revocation.py` says."""
_RULINGS = ("revoked", "changed", "confirmed_unlawful", "ordered_to_perform")

SPECS: Mapping[str, Spec] = {
    spec.code: spec
    for spec in (
        Spec(
            "O1", "measures:14(1)", Group.MEASURE, (_line("circulated_to"), Field("problem"), Field("advice"))
        ),
        Spec(
            "O2",
            "measures:14(2)",
            Group.MEASURE,
            # The four mandatory contents: the unit; facts and reasons; the decision and its basis;
            # how and by when it is carried out.
            (
                UNIT,
                Field("facts_and_reasons"),
                Field("decision"),
                Field("basis"),
                MANNER,
                DUE,
                _line("copies_to", required=False),
            ),
            rectifies=True,
        ),
        Spec("O3", "measures:15", Group.MEASURE, _CORRECTION, rectifies=True),
        Spec("O4", "measures:15", Group.MEASURE, _CORRECTION, rectifies=True),
        Spec("O5", "measures:15", Group.MEASURE, _CORRECTION, rectifies=True),
        Spec(
            "O6",
            "measures:16",
            Group.MEASURE,
            (UNIT, _choice("ground", ENFORCE_GROUNDS), _line("enterprise"), PROBLEM, MANNER, DUE),
            rectifies=True,
        ),
        Spec(
            "O7",
            "measures:17",
            Group.MEASURE,
            (
                UNIT,
                _choice("ground", REVOCATION_GROUNDS),
                _line("act"),
                _choice("revoked_by", REVOKERS),
                REASONS,
                DUE,
            ),
            rectifies=True,
        ),
        Spec(
            "O8",
            "measures:18",
            Group.MEASURE,
            (
                UNIT,
                _line("external_decision"),
                _choice("ruling", _RULINGS),
                RULED_TERM,
                MANNER,
                replace(DUE, past="ruled_term_apart"),
            ),
            rectifies=True,
        ),
        Spec(
            "O9",
            "measures:19(1)",
            Group.MEASURE,
            (_line("authority"), PROBLEM, Field("proposal"), Field("basis")),
        ),
        Spec("O10", "measures:19(2)", Group.MEASURE, (_line("receiver"), Field("suspicion"))),
        Spec(
            "O11",
            "measures:20",
            Group.BESIDES,
            (_line("honoured"), REASONS, _line("receiver", required=False)),
        ),
        Spec("O12", "measures:4", Group.NO_MEASURE, (REASONS,)),
        Spec("O13", "measures:4", Group.NO_MEASURE, (REASONS, Field("evidence_sought"))),
        Spec("O14", None, Group.END, (REASONS, Field("free_will_checked"))),
        Spec("O15", "petition:23", Group.END, (REASONS, Field("remedy"))),
        Spec("O16", "petition:23", Group.BESIDES, (_line("receiver"), Field("part"), REASONS)),
    )
}


def field_faults(outcome: Outcome, today: date, at: str = "") -> list[Fault]:
    """Mandatory contents that are empty, and contents that cannot be right."""
    spec = SPECS.get(outcome.code)
    if spec is None:
        return [Fault(f"{at}/code", "unknown_outcome")]
    return content_faults(spec.fields, outcome.fields, today, at, spec.article)


def content_faults(
    asked: Sequence[Field], contents: Mapping[str, str], today: date, at: str = "", article: str | None = None
) -> list[Fault]:
    """What `contents` lack or have wrong, measured by the fields that are asked for."""
    known = {each.name for each in asked}
    wrong = [Fault(f"{at}/fields/{name}", "unknown_field") for name in contents if name not in known]
    for each in asked:
        code = _field_fault(each, contents.get(each.name, "").strip(), today)
        if code:
            detail = {"tick": True} if each.kind is Kind.CHOICE and len(each.choices) == 1 else None
            wrong.append(Fault(f"{at}/fields/{each.name}", code, article, detail))
    return wrong


def _field_fault(each: Field, text: str, today: date) -> str | None:
    if not text:
        return "required" if each.required else None
    if each.kind is Kind.LINE and len(text.splitlines()) > 1:
        return "one_line"
    if each.kind is Kind.CHOICE and text not in each.choices:
        return "unknown_choice"
    if each.kind in (Kind.DAY, Kind.PAST):
        return _day_fault(each, text, today)
    return None


def is_day(text: str) -> bool:
    """Whether it is a day as days are written."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _day_fault(each: Field, text: str, today: date) -> str | None:
    """A day is written in one way only: it stands in documents, and is compared with others."""
    if not is_day(text):
        return "not_a_day"
    day = date.fromisoformat(text)
    if each.kind is Kind.PAST or (each.set_elsewhere and day < today):
        return past_fault(day, today)
    return each.past if day < today else far_fault(day, today)


def past_fault(day: date, today: date) -> str | None:
    """A day on which something happened lies neither before anybody's memory nor before us."""
    if day > today:
        return "day_is_to_come"
    return "too_long_ago" if day.year < today.year - LONGEST_AGO else None


def far_fault(day: date, today: date) -> str | None:
    """A term so far off is a slip of the pen, and ends after those who set it."""
    return "too_far_off" if day.year > today.year + FARTHEST_OFF else None
