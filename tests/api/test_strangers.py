"""What lies elsewhere and what does not exist are answered alike, to every role at every address, headers too.

Each account asks a fifth of the questions, so that every address is asked by three; the accused side asks all
of them in `journeys/test_reaches_the_right_body.py`.
"""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
import requests
from sqlalchemy import select

from shared import assembly
from tests.api.inside import Inside
from tests.api.town import Town, settled
from tests.journeys.complaints import complaint
from tests.journeys.journey import Journey
from tests.journeys.prying import STEPS, Prier, Question, comparable, details
from tests.journeys.routes import Route, routes_of

STRANGERS = (
    "triage-330110", "investigator-330110", "head-330110", "custodian-330110", "hotline-330110",
    "triage-330100", "head-330100", "custodian-330100", "investigator-330000", "triage-330000",
    "auditor-330106", "statistician-330106", "admin-330106", "auditor-000000", "statistician-000000",
)  # fmt: skip
"""Of the next county, of the bodies above, and those of the house itself who see no cases."""
SHARE = 5
ROWS = {
    "document_id": ("investigation", "documents"),
    "record_id": ("investigation", "records"),
    "recusal_id": ("investigation", "recusals"),
    "late_id": ("investigation", "cases"),
    "order_id": ("intake", "work_order"),
    "look_id": ("intake", "identity_look"),
    "file_id": ("intake", "attachment"),
}
"""Where the names stand that are no complaint's number and no case's."""
VARY = frozenset({"date", "content-length", "x-request-id", "set-cookie"})
APPROVED = 10
CALL = {"number": "13800000000", "started_at": "2026-11-23T09:00:00+08:00", "read_back": True}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with settled(tmp_path_factory.mktemp("strangers"), (APPROVED,)) as made:
        order = {
            "channel": "12345",
            "external_order": {"system": "12345", "number": "HZ-1"},
            "call": CALL,
        }
        made.house.staff("hotline-330106").post("/api/v1/hotline/complaints", complaint() | order, 201)
        _ask_for_a_name(made.house)
        yield made


def _ask_for_a_name(house: Inside) -> None:
    """An investigator asks the custodian who complained in confidence."""
    journey = Journey(house, facts=complaint(identity="confidential"))
    for step in Journey.ASSISTED[:5]:
        step(journey)
    path = f"/api/v1/complaints/{journey.tracking_number}/identity-looks"
    journey.staff("investigator").post(path, {"reason": "核实现场人员。"}, (200, 201, 202))


@pytest.fixture(scope="module")
def addresses(town: Town) -> list[Route]:
    embedded = town.house.embedded
    return routes_of({one.name: assembly.create_app(one, embedded.settings) for one in embedded.services})


Names = tuple[dict[str, str], dict[str, str]]


@pytest.fixture(scope="module")
def names(town: Town) -> Names:
    """Of what there is, and of nothing, by the arguments of addresses."""
    return _real(town), _nothing(town)


@pytest.fixture(scope="module")
def questions(names: Names, addresses: list[Route]) -> list[tuple[Question, Question]]:
    """Each question about what there is, beside the same about nothing."""
    asked = zip(*(details(addresses, each) for each in names), strict=True)
    return [(one, other) for one, other in asked if one.path != other.path]


def _real(town: Town) -> dict[str, str]:
    journey = town.journeys[0]
    number = journey.tracking_number
    names = {"tracking_number": number, "token": number, "name": number, "case_id": str(journey.case_id)}
    return _others() | names | {name: _row(town.house, *where) for name, where in ROWS.items()}


def _nothing(town: Town) -> dict[str, str]:
    number = town.house.visitor().post("/api/v1/receipts", expect=201)["tracking_number"]
    names = dict.fromkeys(("tracking_number", "token", "name"), number)
    return _others() | names | {name: str(uuid4()) for name in ("case_id", *ROWS)}


def _others() -> dict[str, str]:
    """Names that are of no complaint, or of which this town has none; the same for both."""
    none = (
        "link_id",
        "absence_id",
        "filter_id",
        "cluster_id",
        "sample_id",
        "holder_id",
        "request_id",
        "evidence_id",
    )
    fixed = {"resource": "notes", "position": "1", "form": "pdf", "party": "other"}
    return STEPS | fixed | dict.fromkeys(none, "00000000-0000-4000-8000-000000000000")


def _row(house: Inside, service: str, table: str) -> str:
    """The id of something that there is."""
    parts = next(one for one in house.embedded.services if one.name == service)
    with parts.works.reading() as session:
        found: Any = session.scalar(select(parts.metadata.tables[table].c.id).limit(1))
    assert found is not None, f"the town has no {table}"
    return str(found)


@pytest.mark.parametrize("place", range(len(STRANGERS)), ids=STRANGERS)
def test_what_lies_elsewhere_is_like_what_does_not_exist(
    town: Town, questions: list[tuple[Question, Question]], names: Names, place: int
) -> None:
    prier = Prier(town.house.staff(STRANGERS[place]))

    for asked, invented in questions[place % SHARE :: SHARE]:
        told, nothing = prier.ask(asked), prier.ask(invented)

        assert _told(told, names[0]) == _told(nothing, names[1]), f"{asked}"


def _told(answer: requests.Response, names: dict[str, str]) -> tuple[Any, ...]:
    """All that an answer tells, headers too; without names and one-time values."""
    headers = {name.lower(): value for name, value in answer.headers.items() if name.lower() not in VARY}
    return (*comparable(answer, names), {name: _without(value, names) for name, value in headers.items()})


def _without(text: str, names: dict[str, str]) -> str:
    for name in sorted(set(names.values()), key=len, reverse=True):
        text = text.replace(name, "NAME")
    return text
