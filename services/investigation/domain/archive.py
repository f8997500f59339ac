"""The file of an ended case: its pieces in their order, how long it is kept, what a court is not given.

One table: order, list, lawsuit export and the tests follow from it.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from services.investigation.domain.case import Action, Fault
from services.investigation.domain.documents import OF_OUTCOME, DocumentKind
from services.investigation.domain.records import RecordKind


class Withheld(StrEnum):
    """Why a piece does not go into a lawsuit export."""

    NOTE = "note"
    DELIBERATION = "deliberation"
    COMPLAINANT = "complainant"
    DISCIPLINE = "discipline"
    PRIVACY = "privacy"


ARTICLES: Mapping[Withheld, str] = {
    Withheld.NOTE: "disclosure:16",
    Withheld.DELIBERATION: "disclosure:16",
    Withheld.COMPLAINANT: "petition:30(3)",
    Withheld.DISCIPLINE: "measures:19(2)",
    Withheld.PRIVACY: "disclosure:15",
}


class Party(StrEnum):
    """Who stands against the department in court: only a complainant may be shown the complaint."""

    COMPLAINANT = "complainant"
    OTHER = "other"


@dataclass(frozen=True)
class PieceSpec:
    """Where a kind of piece stands in the file, and why it may have to stay there."""

    place: int
    withheld: Withheld | None = None


def _documents() -> dict[str, PieceSpec]:
    """What was decided comes first, then what leads to it (the order of case files 案卷)."""
    of_work, of_terms = 50, 70
    withheld = {
        DocumentKind.ADVICE: Withheld.DISCIPLINE,
        DocumentKind.HANDOVER: Withheld.DISCIPLINE,
        DocumentKind.REPLY: Withheld.COMPLAINANT,
        DocumentKind.EXTENSION: Withheld.COMPLAINANT,
        DocumentKind.PAUSE: Withheld.COMPLAINANT,
        DocumentKind.RESUMPTION: Withheld.COMPLAINANT,
        DocumentKind.URGING: Withheld.DELIBERATION,
        # 请示报告 within the administration; it may name complaints that were handled together.
        DocumentKind.REPORT_BACK: Withheld.DELIBERATION,
    }
    places = {
        DocumentKind.EVIDENCE_LETTER: of_work,
        DocumentKind.UNIT_LETTER: of_work,
        DocumentKind.EXTENSION: of_terms,
        DocumentKind.PAUSE: of_terms,
        DocumentKind.RESUMPTION: of_terms,
        DocumentKind.URGING: of_terms,
        DocumentKind.RECUSAL: 40,
        DocumentKind.ADVICE: 11,
        DocumentKind.HANDOVER: 11,
        DocumentKind.REPLY: 12,
    }
    return {kind.value: PieceSpec(places.get(kind, 10), withheld.get(kind)) for kind in DocumentKind}


def _records() -> dict[str, PieceSpec]:
    withheld = {
        RecordKind.NOTE: Withheld.NOTE,
        RecordKind.PLAN: Withheld.DELIBERATION,
        RecordKind.TASK: Withheld.DELIBERATION,
        RecordKind.TRANSFER: Withheld.DISCIPLINE,
        RecordKind.ACCOUNTABILITY: Withheld.DISCIPLINE,
    }
    return {f"record_{kind}": PieceSpec(50, withheld.get(kind)) for kind in RecordKind}


PIECES: Mapping[str, PieceSpec] = {
    **_documents(),
    "service": PieceSpec(13),
    "statement": PieceSpec(20, Withheld.COMPLAINANT),
    "acceptance": PieceSpec(21, Withheld.COMPLAINANT),
    "earlier": PieceSpec(22, Withheld.COMPLAINANT),
    # Each is another person's complaint: no party of a lawsuit reads which they are.
    "bound": PieceSpec(23, Withheld.PRIVACY),
    "team": PieceSpec(30),
    "recusal_application": PieceSpec(41, Withheld.PRIVACY),
    **_records(),
    "evidence_files": PieceSpec(54),
    "files": PieceSpec(55, Withheld.COMPLAINANT),
    "findings": PieceSpec(60),
    "approval": PieceSpec(61),
    "approval_sealed": PieceSpec(61, Withheld.DISCIPLINE),
    # How it was withdrawn, and whether freely, is between the body and who complained.
    "approval_withdrawn": PieceSpec(61, Withheld.COMPLAINANT),
    "proposals": PieceSpec(62, Withheld.DELIBERATION),
    "extension_form": PieceSpec(71, Withheld.DELIBERATION),
    "pause_form": PieceSpec(72, Withheld.DELIBERATION),
    "letters": PieceSpec(75, Withheld.COMPLAINANT),
    "correction": PieceSpec(80),
    "unit_request": PieceSpec(81),
    "call_back": PieceSpec(82, Withheld.COMPLAINANT),
    "closing": PieceSpec(90),
    "course": PieceSpec(95, Withheld.COMPLAINANT),
}
WITHDRAWN = "O14"
_ONCE_OPEN = frozenset({"course", DocumentKind.REPORT_BACK.value})
_SEALED_LETTERS = frozenset({DocumentKind.ADVICE.value, DocumentKind.HANDOVER.value})


def of_record(kind: str, contents: Mapping[str, str]) -> Withheld | None:
    """Why a record may have to stay in the file; what the complainant said, as what they wrote."""
    if kind == RecordKind.INTERVIEW and contents.get("complained"):
        return Withheld.COMPLAINANT
    return PIECES[f"record_{kind}"].withheld


def form_of_approval(code: str) -> str:
    """On which form an approved outcome stands in the file."""
    if code == WITHDRAWN:
        return "approval_withdrawn"
    return "approval_sealed" if sealed_outcome(code) else "approval"


def sealed_outcome(code: str) -> bool:
    """Whether what an outcome says is as little for a court as the letter that carries it."""
    kind = OF_OUTCOME.get(code)
    return kind is not None and sealed_letter(kind)


def sealed_letter(kind: str) -> bool:
    """Whether a document tells what is sealed within the body too: advice on persons, and transfers."""
    return PIECES[kind].withheld is Withheld.DISCIPLINE


def why(kind: str, withheld: str | None, beside: Collection[str]) -> Withheld | None:
    """Why a piece of a file with the kinds `beside` may have to stay there; also of one that was put away
    when one form of approval told all outcomes, and the course and reports to superiors were open to all."""
    if kind == "approval" and "approval_sealed" not in beside and _SEALED_LETTERS & set(beside):
        return Withheld.DISCIPLINE
    said = withheld or (PIECES[kind].withheld if kind in _ONCE_OPEN else None)
    return Withheld(said) if said else None


def given_to_court(withheld: Withheld | None, party: Party) -> bool:
    """Whether a piece goes into the export for a lawsuit with that party."""
    return withheld is None or (withheld is Withheld.COMPLAINANT and party is Party.COMPLAINANT)


@dataclass(frozen=True)
class Arrival:
    """Something that has its place in a file. `key` names it for ever, `kind` is its piece's; its title needs
    `detail`."""

    key: str
    kind: str
    at: datetime
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class PutAway:
    """What is put away so far, by name: in the file, in its supplements. `file` is None where nobody wrote
    down what is in it: what had come by then is."""

    at: datetime
    file: Collection[str] | None
    supplements: Collection[str] = ()

    def holds(self, each: Arrival) -> bool:
        if each.key in self.supplements:
            return True
        return each.at <= self.at if self.file is None else each.key in self.file


TOLD_ELSEWHERE = frozenset(
    {
        Action.ARCHIVE, Action.ADD_TO_ARCHIVE, Action.REPORT_BACK, Action.CALL_BACK, Action.MESSAGE,
        "served", "copies", "copies_gone", *RecordKind, *(f"{kind}_ended" for kind in RecordKind),
    }
)  # fmt: skip
"""Steps whose papers, records and letters are pieces of their own."""


def not_filed(arrivals: Iterable[Arrival], filed: PutAway) -> list[Arrival]:
    """What came since and is in no file, oldest first. It may have been said before and become known only
    now: a letter that another desk had to look at first."""
    return sorted((each for each in arrivals if not filed.holds(each)), key=lambda each: (each.at, each.key))


def stands_alone(step: str) -> bool:
    """Whether a step of the case is told by its course only."""
    return step not in TOLD_ELSEWHERE


LONG, SHORT = 30, 10
LASTING = frozenset({"O2", "O7", "O9", "O10"})
"""Opinions, revocations, accountability and transfers are kept the longest."""
TERMS = (SHORT, LONG)


def years(codes: Iterable[str]) -> int:
    """For how many years the file of a case with these outcomes is kept, at least."""
    return LONG if LASTING & set(codes) else SHORT


def years_faults(chosen: int, codes: Iterable[str]) -> list[Fault]:
    """A term may be longer than the rule, never shorter."""
    least = years(codes)
    if chosen not in TERMS:
        return [Fault("/years", "unknown_choice")]
    return [Fault("/years", "kept_longer", None, {"years": least})] if chosen < least else []


SUPPLEMENT_DAYS = 30
"""For putting away what came after archiving: no article says it; a file is to be complete (art. 4)."""


def supplement_by(unfiled: int, standing: date | None, today: date) -> date | None:
    """The day of what waits longest holds for all that comes until it is put away."""
    if not unfiled:
        return None
    return standing or today + timedelta(days=SUPPLEMENT_DAYS)


def keep_until(archived: date, kept: int) -> date:
    """Terms run from the year after the one in which the file was closed (archives practice)."""
    return date(archived.year + kept, 12, 31)
