"""Every operation of the three documents answers what its document says, whatever it is asked and by whom.

A run asks each operation in one of the three ways: in the others it has its turn the next days (tests/sampled.py).
"""

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.generation.case import Case

from shared.web.api import PIECE_TYPE
from tests.api.town import DOCUMENTS, WITH_FINDINGS, Town, identifiers, settled
from tests.sampled import WHOLE, dealt

EXAMPLES = 16 if WHOLE else 4
"""For each operation and each way of asking: what a run can afford."""
WAYS = 3
"""Each operation in one of them: the tests have turns of their own."""
load_all_checks()


@schemathesis.serializer(PIECE_TYPE)
def _piece(ctx: Any, value: Any) -> bytes:
    """A piece of a file goes out as it was drawn."""
    return value if isinstance(value, bytes) else str(value).encode()


TRUTHFUL = [
    CHECKS.get_one(name)
    for name in (
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_headers_conformance",
        "response_schema_conformance",
        "unsupported_method",
    )
]
STRICT = [*TRUTHFUL, CHECKS.get_one("negative_data_rejection")]
CHINESE = re.compile(r"[\u4e00-\u9fff]")
examples = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with settled(tmp_path_factory.mktemp("fuzz")) as made:
        yield made


def operations(town: Town, service: str, turn: int) -> list[Any]:
    """Those whose turn it is: every third one, others with the next turn."""
    document = schemathesis.openapi.from_wsgi(f"{DOCUMENTS[service]}/openapi.json", town.house.app)
    return dealt([found.ok() for found in document.get_all_operations()], turn, WAYS)


def ask(case: Case, caller: str | None, checks: list[Any]) -> None:
    headers = {"Accept-Language": "zh-CN"} | ({"Authorization": caller} if caller else {})
    answer = case.call(headers=headers)
    # Generated bodies may be refused for their size before anyone looks at them.
    case.validate_response(answer, checks=TRUTHFUL if answer.status_code == 413 else checks, headers=headers)
    if answer.status_code >= 400:
        _told_well(answer.json())


def _told_well(problem: dict[str, Any]) -> None:
    """In the language asked for, and the field named where one is at fault."""
    said = [problem["title"], problem["detail"], *(error["message"] for error in problem["errors"])]
    assert all(CHINESE.search(text) for text in said), said
    assert bool(problem["errors"]) == (problem["status"] == 422), problem


def drawn(town: Town, operation: Any, mode: GenerationMode, check: Callable[..., None]) -> None:
    """Ask with generated input in turn; caller, identifiers and version are mostly those that reach far."""

    @examples
    @given(case=operation.as_strategy(mode), data=st.data())
    def run(case: Case, data: Any) -> None:
        journey = data.draw(st.sampled_from(town.journeys))
        if data.draw(st.integers(0, 5)):
            known = identifiers(journey)
            case.path_parameters.update(
                {name: known.get(name, old) for name, old in case.path_parameters.items()}
            )
        if "If-Match" in case.headers and data.draw(st.integers(0, 3)):
            case.headers["If-Match"] = "*"
        callers = (
            town.fitting(operation.definition.raw, journey) * 3
            + town.strange()[: data.draw(st.integers(0, 8))]
        )
        check(case, data.draw(st.sampled_from(callers)))

    run()


@pytest.mark.parametrize("service", DOCUMENTS)
def test_what_the_documents_allow_is_answered_as_they_say(town: Town, service: str) -> None:
    for operation in operations(town, service, 0):
        drawn(town, operation, GenerationMode.POSITIVE, lambda case, caller: ask(case, caller, TRUTHFUL))


@pytest.mark.parametrize("service", DOCUMENTS)
def test_what_the_documents_forbid_is_answered_as_they_say(town: Town, service: str) -> None:
    for operation in operations(town, service, 1):
        if operation.body or list(operation.iter_parameters()):
            drawn(town, operation, GenerationMode.NEGATIVE, lambda case, caller: ask(case, caller, TRUTHFUL))


@pytest.mark.parametrize("service", DOCUMENTS)
def test_what_the_documents_forbid_is_refused_to_those_who_may_ask(town: Town, service: str) -> None:
    """Only bodies and queries are wrong here; all else would be let in."""
    for operation in operations(town, service, 2):
        if not (operation.body or operation.query):
            continue
        journey = town.journeys[WITH_FINDINGS]
        caller = town.fitting(operation.definition.raw, journey)[0]
        headers = {"Authorization": caller} if caller else {}
        wrong = operation.as_strategy(
            GenerationMode.NEGATIVE,
            path_parameters=identifiers(journey),
            headers=headers | {"If-Match": "*"},
        )
        every(wrong, partial(ask, caller=caller, checks=STRICT))


def every(cases: st.SearchStrategy[Case], check: Callable[[Case], None]) -> None:
    @examples
    @given(case=cases)
    def run(case: Case) -> None:
        check(case)

    run()
