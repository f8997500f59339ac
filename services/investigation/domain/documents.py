"""The documents of a case: which there are, in which form, by what they come about (domain §6).

A document is written with the step that calls for it and never changes. What a province calls it and by
which sign it is numbered are words of its own, not law.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from services.investigation.domain.outcomes import Outcome


class DocumentKind(StrEnum):
    """One word for each; the titles stand with the words."""

    OPINION = "opinion"
    CIRCULAR = "circular"
    NOTICE = "notice"
    ADVICE = "advice"
    HANDOVER = "handover"
    REPLY = "reply"
    EXTENSION = "extension"
    PAUSE = "pause"
    RESUMPTION = "resumption"
    EVIDENCE_LETTER = "evidence_letter"
    UNIT_LETTER = "unit_letter"
    RECUSAL = "recusal"
    URGING = "urging"
    UNIT_ANSWER = "unit_answer"
    REPORT_BACK = "report_back"


@dataclass(frozen=True)
class Spec:
    """`form`: letter or order (GB/T 9704). `sign`: what stands before the year in its number. `outcomes`:
    those that are issued with it. `sealed`: never copied to anybody."""

    kind: DocumentKind
    form: str
    sign: str
    article: str
    outcomes: tuple[str, ...] = ()
    sealed: bool = False


SPECS: Mapping[DocumentKind, Spec] = {
    spec.kind: spec
    for spec in (
        Spec(DocumentKind.OPINION, "order", "应急执监意", "measures:14(2)", ("O2",)),
        Spec(DocumentKind.CIRCULAR, "order", "应急执监通", "measures:14(1)", ("O1",)),
        Spec(DocumentKind.NOTICE, "order", "应急执监知", "measures:15", ("O3", "O4", "O5", "O6", "O7", "O8")),
        Spec(DocumentKind.ADVICE, "letter", "应急执监建", "measures:19(1)", ("O9", "O11"), sealed=True),
        Spec(DocumentKind.HANDOVER, "letter", "应急执监送", "measures:19(2)", ("O10", "O16"), sealed=True),
        Spec(DocumentKind.REPLY, "letter", "应急执监答", "petition:32", sealed=True),
        Spec(DocumentKind.EXTENSION, "letter", "应急执监延", "petition:34", sealed=True),
        Spec(DocumentKind.PAUSE, "letter", "应急执监中", "measures:22", sealed=True),
        Spec(DocumentKind.RESUMPTION, "letter", "应急执监恢", "measures:22", sealed=True),
        Spec(DocumentKind.EVIDENCE_LETTER, "letter", "应急执监调", "measures:13(1)"),
        Spec(DocumentKind.UNIT_LETTER, "letter", "应急执监告", "825:22"),
        Spec(DocumentKind.URGING, "letter", "应急执监督", "825:26"),
        Spec(DocumentKind.REPORT_BACK, "letter", "应急执监报", "measures:12", sealed=True),
        Spec(DocumentKind.UNIT_ANSWER, "letter", "应急执监复", "825:30"),
        Spec(DocumentKind.RECUSAL, "letter", "应急执监避", "petition:28(3)", sealed=True),
    )
}
OF_OUTCOME: Mapping[str, DocumentKind] = {
    code: spec.kind for spec in SPECS.values() for code in spec.outcomes
}
"""O12 to O15 say that nothing is to be done: the reply tells them."""


STAYS = frozenset({DocumentKind.RECUSAL, DocumentKind.REPORT_BACK})
"""Of the people of the body that wrote it, or for who assigned it something: not for the next body."""


def handed_over(kind: str) -> bool:
    """Whether who has the matter after a body reads the document itself: they answer for its receipt, follow
    what it orders, and look at it again (Measures art. 13(1), petition art. 35); no more than that needs."""
    return DocumentKind(kind) not in STAYS


def called_for(outcomes: Iterable[Outcome]) -> list[tuple[DocumentKind, Outcome]]:
    """The documents of an approved proposal, one for each outcome that has one, in its order."""
    return [(OF_OUTCOME[each.code], each) for each in outcomes if each.code in OF_OUTCOME]


def kinds_of(outcomes: Iterable[Outcome], *, answered: bool) -> list[DocumentKind]:
    """Of what is issued with the approval of these, each once; whoever complained is `answered` or not."""
    answer = [DocumentKind.REPLY] if answered else []
    return list(dict.fromkeys([*(kind for kind, _ in called_for(outcomes)), *answer]))


class Way(StrEnum):
    """How a document was served (civil procedure; CFF art. 61)."""

    DIRECT = "direct"
    REGISTERED_MAIL = "registered_mail"
    LEFT = "left"
    ELECTRONIC = "electronic"
    ANNOUNCED = "announced"
