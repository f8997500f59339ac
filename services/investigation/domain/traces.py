"""What must not stand on a paper that others than the complainant read (petition art. 30(3))."""

from collections.abc import Iterable, Iterator, Mapping

from services.investigation.domain.case import Fault
from services.investigation.domain.documents import OF_OUTCOME
from services.investigation.domain.outcomes import Outcome
from services.investigation.domain.search import letters

ARTICLE = "petition:30(3)"


def number_faults(texts: Mapping[str, str], number: str | None) -> Iterator[Fault]:
    """Texts, by where they stand, that tell the complaint's number, however it is written; None: no complaint
    began the case."""
    wanted, _ = letters(number or "")
    for pointer, text in texts.items():
        if wanted and wanted in letters(text)[0]:
            yield Fault(pointer, "tells_number", ARTICLE)


def outcome_faults(outcomes: Iterable[Outcome], number: str | None) -> Iterator[Fault]:
    """The same of what goes out with the outcomes; of those without a paper only the complainant is told."""
    for index, outcome in enumerate(outcomes):
        if outcome.code in OF_OUTCOME:
            texts = {f"/outcomes/{index}/fields/{name}": text for name, text in outcome.fields.items()}
            yield from number_faults(texts, number)
