"""What must not stand on a paper that others than the complainant read (petition art. 30(3))."""

from collections.abc import Iterable, Iterator, Mapping

from services.investigation.domain.case import Fault
from services.investigation.domain.documents import OF_OUTCOME
from services.investigation.domain.outcomes import Outcome
from services.investigation.domain.search import letters

ARTICLE = "petition:30(3)"


def tells_number(text: str, numbers: Iterable[str]) -> bool:
    """Whether one of these numbers stands in it, however it is written."""
    said, _ = letters(text)
    return any(wanted in said for number in numbers if (wanted := letters(number)[0]))


def number_faults(texts: Mapping[str, str], numbers: Iterable[str]) -> Iterator[Fault]:
    """Texts, by where they stand, that tell one of these numbers of complaints, however it is written."""
    asked = tuple(numbers)
    for pointer, text in texts.items():
        if tells_number(text, asked):
            yield Fault(pointer, "tells_number", ARTICLE)


def outcome_faults(outcomes: Iterable[Outcome], numbers: Iterable[str]) -> Iterator[Fault]:
    """The same of what goes out with the outcomes; of those without a paper only the complainant is told."""
    asked = tuple(numbers)
    for index, outcome in enumerate(outcomes):
        if outcome.code in OF_OUTCOME:
            texts = {f"/outcomes/{index}/fields/{name}": text for name, text in outcome.fields.items()}
            yield from number_faults(texts, asked)
