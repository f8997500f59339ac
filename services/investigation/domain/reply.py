"""What the complainant is told: each allegation, what was decided, and the remedy (信访 art. 32, 35).

A plan of paragraphs, not the wording: the shell puts it into the official text. It holds only what
the complainant may read: no name of a respondent, and of discipline no more than that it was passed on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from services.investigation.domain.findings import Found
from services.investigation.domain.outcomes import Outcome
from services.investigation.domain.standing import Stands
from shared.contracts.terms import Finding, Nature

NOT_ACCEPTED, COMMENDATION = "O15", "O11"


class Part(StrEnum):
    OPENING = "opening"
    FIRST_RESULT = "first_result"
    ALLEGATION = "allegation"
    ENDED = "ended"
    REMEDY = "remedy"
    FINAL = "final"
    CLOSING = "closing"


@dataclass(frozen=True)
class Subject:
    """An allegation as the complainant may read it back: kind of respondent, no name."""

    allegation: str
    respondent_kind: str | None
    category: str | None


@dataclass(frozen=True)
class Paragraph:
    """One paragraph; which of the values are set depends on the part."""

    part: Part
    number: int = 0
    subject: Subject | None = None
    finding: Finding | None = None
    nature: Nature | None = None
    told: str = ""
    outcomes: tuple[str, ...] = ()
    why: str = ""
    """Why a matter is not accepted after all, and the next: what else is open (petition art. 23)."""
    elsewhere: str = ""
    day: date | None = None
    body: str | None = None
    tracking_number: str = ""
    first_result: str = ""
    """Of a recheck: what becomes of the opinion before."""
    answers_before: int = 0
    stands: tuple[str, ...] = ()
    """What an opinion before ordered on the matter, and a recheck lets stand."""
    document: str = ""
    """The number of the answer that a recheck is about, which `body` gave on `day`."""


@dataclass(frozen=True)
class Judged:
    """What a recheck makes of the opinion before: its result, who gave that, when and under which number, and
    what goes on of it. Without a body, it is not known here."""

    result: str
    body: str | None = None
    day: date | None = None
    document: str = ""
    stands: Stands = field(default_factory=dict)


@dataclass(frozen=True)
class Remedy:
    """Where and until when a recheck may be asked for; `final`: nowhere any more (petition art. 36).
    `answers_before`: 0 in a first reply, 1 in a recheck's, 2 in a second recheck's. `rounds_used`: as many,
    or more where a first reply is about what was alleged after a recheck."""

    until: date
    body: str | None
    final: bool = False
    answers_before: int = 0
    rounds_used: int = 0


def compose(
    tracking_number: str,
    accepted_on: date,
    subjects: Sequence[Subject],
    findings: Mapping[str, Found | None],
    outcomes: Sequence[Outcome],
    remedy: Remedy,
    answering_body: str,
    answered_on: date,
    before: Judged | None = None,
) -> tuple[Paragraph, ...]:
    """The reply, paragraph by paragraph. Who complained rightly is not told at that place that somebody is
    praised: whoever it is, it reads as if it were whom they complained of."""
    stands, count = before.stands if before else {}, remedy.answers_before
    middle = [
        _answer(number, subject, findings.get(subject.allegation), outcomes, stands, count)
        for number, subject in enumerate(subjects, start=1)
    ]
    opening = Paragraph(
        Part.OPENING,
        len(subjects),
        tracking_number=tracking_number,
        day=accepted_on,
        answers_before=count,
    )
    judged = (
        [
            Paragraph(
                Part.FIRST_RESULT,
                answers_before=count,
                first_result=before.result,
                body=before.body,
                day=before.day,
                document=before.document,
            )
        ]
        if before
        else []
    )
    told = Part.FINAL if remedy.final else Part.REMEDY
    remedy_told = Paragraph(
        told, remedy.rounds_used, day=remedy.until, body=remedy.body, answers_before=count
    )
    closing = Paragraph(Part.CLOSING, day=answered_on, body=answering_body)
    return (opening, *middle, *judged, remedy_told, closing)


def _answer(
    number: int,
    subject: Subject,
    found: Found | None,
    outcomes: Sequence[Outcome],
    stands: Stands,
    count: int,
) -> Paragraph:
    mine = [outcome for outcome in outcomes if subject.allegation in outcome.allegations]
    codes = tuple(dict.fromkeys(outcome.code for outcome in mine))
    if found is not None and found.breach:
        codes = tuple(code for code in codes if code != COMMENDATION)
    if found is None:
        fields = next((each.fields for each in mine if each.code == NOT_ACCEPTED), {})
        why, elsewhere = fields.get("reasons", ""), fields.get("remedy", "")
        return Paragraph(Part.ENDED, number, subject, outcomes=codes, why=why, elsewhere=elsewhere)
    kept = tuple(dict.fromkeys(order.code for order in stands.get(subject.allegation, ())))
    return Paragraph(
        Part.ALLEGATION,
        number,
        subject,
        found.finding,
        found.nature,
        found.told,
        outcomes=codes,
        stands=kept,
        answers_before=count,
    )
