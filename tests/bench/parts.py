"""All that is measured, by name, in the order of a whole run."""

from collections.abc import Callable, Mapping

from tests.bench import assessment, carrying, large, lifecycles, pages, submission, way
from tests.bench.figure import Figure
from tests.bench.stage import Stage

PARTS: Mapping[str, Callable[[Stage], list[Figure]]] = {
    "submission": submission.measure,
    "relay": carrying.relay,
    "consumer": carrying.consumer,
    "way": way.measure,
    "lifecycles": lifecycles.measure,
    "pages": pages.measure,
    "large": large.measure,
    "assessment": assessment.measure,
}
