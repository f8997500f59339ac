"""Why somebody may not be impartial, and under which article they withdraw."""

from collections.abc import Mapping
from enum import StrEnum

ARTICLE = "petition:28(3)"


class Tie(StrEnum):
    """Why somebody may not be impartial."""

    INTEREST = "interest"
    KIN = "kin"
    CO_HANDLER = "co_handler"
    LEGAL_REVIEWER = "legal_reviewer"
    WORKED_THERE = "worked_there"
    OTHER = "other"


ARTICLES: Mapping[Tie, str] = {
    Tie.INTEREST: "civil_service:76",
    Tie.KIN: "civil_service:74",
    Tie.CO_HANDLER: ARTICLE,
    Tie.LEGAL_REVIEWER: "measures:10",
    Tie.WORKED_THERE: ARTICLE,
    Tie.OTHER: ARTICLE,
}
