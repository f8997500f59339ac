"""Who keeps the receipt of a paper (送达回证): whoever answers for it now, so that its days begin.

A unit's days for objecting run from the receipt (825 art. 30). Of a case that another body took over, who has
the matter now enters it; while nobody has it, the body that issued the paper.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from services.investigation.domain import absence
from services.investigation.domain.case import Caller, CaseFacts, Closed, State
from services.investigation.domain.documents import DocumentKind
from services.investigation.domain.whose import on_the_team

ARTICLE = "measures:15"
WITHIN = timedelta(days=7)
"""A paper is handed over within seven days (penalties act art. 61)."""


class Receiver(StrEnum):
    """Of whom a receipt is kept."""

    UNIT = "unit"
    AUTHORITY = "authority"
    COMPLAINANT = "complainant"


@dataclass(frozen=True)
class Need:
    """Of whom, and under which article."""

    receiver: Receiver
    article: str


NEEDS: Mapping[DocumentKind, Need | None] = {
    DocumentKind.OPINION: Need(Receiver.UNIT, "825:30"),
    DocumentKind.NOTICE: Need(Receiver.UNIT, "measures:15"),
    DocumentKind.URGING: Need(Receiver.UNIT, "825:30"),
    DocumentKind.UNIT_ANSWER: Need(Receiver.UNIT, "825:30"),
    DocumentKind.UNIT_LETTER: Need(Receiver.UNIT, "sichuan:32"),
    DocumentKind.ADVICE: Need(Receiver.AUTHORITY, "measures:19(1)"),
    DocumentKind.HANDOVER: Need(Receiver.AUTHORITY, "measures:19(2)"),
    DocumentKind.REPLY: Need(Receiver.COMPLAINANT, "petition:35"),
    # What goes round inside, names its own day, or is read on the complainant's page begins nothing.
    DocumentKind.CIRCULAR: None,
    DocumentKind.EVIDENCE_LETTER: None,
    DocumentKind.EXTENSION: None,
    DocumentKind.PAUSE: None,
    DocumentKind.RESUMPTION: None,
    DocumentKind.RECUSAL: None,
    DocumentKind.REPORT_BACK: None,
}
"""Every kind of paper: days begin when it is received, or it hands something on; others need none."""
NEEDED = frozenset(kind for kind, need in NEEDS.items() if need is not None)


def received_by(kind: DocumentKind) -> Receiver | None:
    need = NEEDS[kind]
    return need.receiver if need else None


@dataclass(frozen=True)
class Stage:
    """One case of a complaint, as far as it is said who answers for its papers."""

    id: UUID
    version: int
    passed_up: bool


def answers_for(case: Stage, others: Iterable[Stage]) -> list[UUID]:
    """Of the complaint's other cases, those whose papers this one answers for: each that was given up or
    lost, and after which this is the first that a body has."""
    if case.passed_up:
        return []
    had = [each.version for each in others if not each.passed_up and each.version < case.version]
    after = max(had, default=-1)
    return [each.id for each in others if each.passed_up and after < each.version < case.version]


def had_it_or_works_on_it(facts: CaseFacts, caller: Caller) -> Closed | None:
    """Of a case that is gone, whoever had a hand in it, or a head, for nobody is on its team any more."""
    gone = facts.state is State.PASSED_UP
    if gone and (caller.is_head or caller.staff_id in facts.hands):
        return None
    closed = Closed("not_yours") if gone else on_the_team(facts, caller)
    return closed and (absence.entered(caller) or closed)


def nobody_else_answers(facts: CaseFacts, caller: Caller) -> Closed | None:
    """Another body has the matter: it enters them."""
    gone = facts.state is State.PASSED_UP and facts.taken_over
    return Closed("another_body_serves", ARTICLE) if gone else None


def due(issued: date) -> date:
    return issued + WITHIN
