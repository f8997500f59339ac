"""What was decided in a case, in one line of its file."""

from collections.abc import Iterable

from services.investigation.replies import official
from services.investigation.words.law import OUTCOMES
from services.investigation.words.terms import FIRST_RESULTS


def decided(codes: Iterable[str], first_result: str | None = None) -> str:
    """Of a recheck first what becomes of the opinion before: it may order nothing of its own."""
    result = [official(FIRST_RESULTS[first_result])] if first_result else []
    return "；".join([*result, *(official(OUTCOMES[each]) for each in codes)])
