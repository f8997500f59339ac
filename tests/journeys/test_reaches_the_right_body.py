"""Each complaint reaches the body that the law names, and the accused side sees nothing of it anywhere.

A run leads every third complaint to its body, and asks as every fifth accused side (tests/sampled.py): the rules of both are
tried whole without a house. What each account of a side asks there is dealt out as well (tests/journeys/shares.py).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest

from tests.journeys.complaints import WORDS, complaint, respondent
from tests.journeys.house import Embedded, House, running
from tests.journeys.journey import TRIAGE, Journey
from tests.journeys.prying import Prier, Question, comparable, details, searches
from tests.journeys.routes import Route, routes
from tests.journeys.shares import open_to, share_of
from tests.journeys.waiting import until
from tests.sampled import dealt

SEATS = ("triage", "investigator", "head", "custodian", "auditor", "statistician", "admin")
DEMO = ("330106", "330110", "330100", "330000", "000000")


@dataclass(frozen=True)
class Accusation:
    """Who is accused, which body must take it, and whose accounts belong to the accused side."""

    name: str
    accused: dict[str, Any]
    body: str | None
    accused_side: tuple[str, ...]

    def __str__(self) -> str:
        return self.name


ACCUSATIONS = [
    Accusation("officer", respondent("officer"), "SUP-330106", ("DEP-330106",)),
    Accusation("internal unit", respondent("internal_unit"), "SUP-330106", ("DEP-330106",)),
    Accusation("county department", respondent("department"), "SUP-330100", ("DEP-330106", "SUP-330106")),
    Accusation("its head", respondent("leader"), "SUP-330100", ("DEP-330106", "SUP-330106")),
    Accusation(
        "supervision body", respondent("supervision_body"), "SUP-330100", ("DEP-330106", "SUP-330106")
    ),
    Accusation(
        "municipal district", respondent("department", "110105"), "SUP-110000", ("DEP-110105", "SUP-110105")
    ),
    Accusation(
        "city department", respondent("department", "330100"), "SUP-330000", ("DEP-330100", "SUP-330100")
    ),
    Accusation(
        "province department", respondent("department", "330000"), "SUP-000000", ("DEP-330000", "SUP-330000")
    ),
    Accusation("national department", respondent("department", "000000"), None, ("DEP-000000", "SUP-000000")),
]
SIDES = list(dict.fromkeys(one.accused_side for one in ACCUSATIONS))


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    house = Embedded(tmp_path_factory.mktemp("bodies"))
    with running(house):
        for role in ("triage", "investigator"):
            house.hire(role, "SUP-110000")
            house.hire(role, "SUP-110105")
        house.hire("hotline", "DEP-110105")
        yield house


@pytest.fixture(scope="module")
def nothing(house: House) -> "Nothing":
    return Nothing(house)


@pytest.fixture(scope="module")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> list[Route]:
    return routes(tmp_path_factory.mktemp("routes"))


def accounts(home: str) -> list[str]:
    """The accounts that this house has for a department or body."""
    kind, division = home.split("-", 1)
    if division not in DEMO:
        seats = ("hotline",) if kind == "DEP" else ("triage", "investigator")
    else:
        seats = ("hotline",) if kind == "DEP" else SEATS
    return [f"{seat}-{division}" for seat in seats]


def submitted(house: House, accusation: Accusation) -> Journey:
    division = accusation.body.split("-", 1)[1] if accusation.body else ""
    journey = Journey(house, division, complaint(accusation.accused, occurred_in=None))
    journey.submit()
    return journey


def with_file(journey: Journey) -> None:
    """A file of the complaint, once it may be looked at by those who may."""
    journey.send_file(WORDS)
    file = f"/api/v1/complaints/{journey.tracking_number}/attachments/{journey.file_id}"
    until(lambda: journey.citizen().get(file)["state"] == "clean", "the file looked at")


def wait_until_judged(journey: Journey) -> None:
    """The named body's desk has it; what goes outside is told to the citizen at once."""
    if journey.division:
        desk = journey.staff("triage")
        path = f"{TRIAGE}/{journey.tracking_number}"
        until(lambda: desk.ask("GET", path).status_code == 200, "the complaint on the named body's desk")
    else:
        journey.wait_public("referred")


@pytest.mark.parametrize("accusation", dealt(ACCUSATIONS, 0, 3), ids=str)
def test_a_complaint_reaches_the_body_that_the_law_names(house: House, accusation: Accusation) -> None:
    journey = submitted(house, accusation)
    wait_until_judged(journey)

    if accusation.body is None:
        assert journey.public()["body"] is None
        return
    on_desk = journey.staff("triage").get(f"{TRIAGE}/{journey.tracking_number}")
    assert on_desk["assessment"]["body"]["code"] == accusation.body
    journey.confirm_acceptance()
    journey.find_the_case()
    assert journey.case()["body"]["code"] == accusation.body
    assert journey.public()["body"]["code"] == accusation.body


@pytest.mark.timeout(600)
@pytest.mark.parametrize("side", dealt(SIDES, 0, 5), ids="+".join)
def test_the_accused_side_sees_nothing_at_any_address(
    house: House, addresses: list[Route], nothing: "Nothing", side: tuple[str, ...]
) -> None:
    """Of any complaint that accuses this side: all have come in before its accounts ask for each."""
    house.sign_out()  # nobody's sign-in runs out between the first look and the last
    priers = {name: Prier(house.staff(name)) for home in side for name in accounts(home)}
    accusing = [one for one in ACCUSATIONS if one.accused_side == side]
    places = open_to(SIDES.index(side), list(priers), len(accusing), addresses)
    before = {username: _told(prier, places[username]) for username, prier in priers.items()}
    journeys = [_accepted(house, one) for one in accusing]

    for place, (username, prier) in enumerate(priers.items()):
        assert _told(prier, places[username]) == before[username], f"{username} sees that something came in"
        for turn, journey in enumerate(journeys):
            real = _names(house, journey)
            asks = share_of(SIDES.index(side) + place, turn, len(journeys), len(priers))
            for asked, invented in asks(_beside(details, addresses, real, nothing.names)):
                answer = prier.ask(asked)

                assert WORDS not in answer.text, f"{username}: {asked}"
                assert answer.status_code not in (200, 201) or "/complaints/new/" in asked.path, f"{asked}"
                expected = nothing.told(username, prier, invented)
                assert comparable(answer, real) == expected, f"{username}: {asked}"
            for asked, invented in asks(
                _beside(searches, addresses, journey.tracking_number, nothing.number)
            ):
                answer, empty = prier.ask(asked), prier.ask(invented)

                assert WORDS not in answer.text, f"{username}: {asked}"
                assert comparable(answer, real) == comparable(empty, nothing.names), f"{username}: {asked}"


def _accepted(house: House, accusation: Accusation) -> Journey:
    """A complaint with a file, taken up where somebody inside may."""
    journey = submitted(house, accusation)
    if accusation.body:  # what goes outside takes no files
        with_file(journey)
    wait_until_judged(journey)
    if accusation.body:
        journey.confirm_acceptance()
        journey.find_the_case()
    return journey


def _told(prier: Prier, places: list[Question]) -> dict[str, tuple[int, str, str]]:
    return {str(question): comparable(prier.ask(question), {}) for question in places}


def _beside(
    asking: Callable[[list[Route], Any], Iterator[Question]], addresses: list[Route], real: Any, fake: Any
) -> Iterator[tuple[Question, Question]]:
    return zip(asking(addresses, real), asking(addresses, fake), strict=True)


def _names(house: House, journey: Journey) -> dict[str, str]:
    """The complaint's real names, by the arguments of the addresses."""
    number = journey.tracking_number
    return {
        "tracking_number": number,
        "token": number,
        "name": number,
        "case_id": journey.case_id or str(uuid4()),
        "file_id": journey.file_id or str(uuid4()),
        "look_id": str(uuid4()),
        **_OF_CASES,
    }


_OF_CASES = {
    "resource": "notes",
    "record_id": str(uuid4()),
    "recusal_id": str(uuid4()),
    "document_id": str(uuid4()),
    "position": "1",
    "late_id": str(uuid4()),
    "form": "pdf",
    "party": "other",
    "link_id": str(uuid4()),
    "request_id": str(uuid4()),
    "absence_id": str(uuid4()),
    "filter_id": str(uuid4()),
    "cluster_id": str(uuid4()),
    "order_id": str(uuid4()),
    "delivery_id": str(uuid4()),
    "hold_id": str(uuid4()),
    "certificate_id": str(uuid4()),
    "sample_id": str(uuid4()),
    "holder_id": str(uuid4()),
    "evidence_id": str(uuid4()),
    "version": "1",
}
"""What stands in addresses below a case."""


class Nothing:
    """A complaint that there is not: names of the right form, and what each account is told at its addresses."""

    def __init__(self, house: House) -> None:
        self.number: str = house.visitor().post("/api/v1/receipts", expect=201)["tracking_number"]
        inside = {"case_id": str(uuid4()), "file_id": str(uuid4()), "look_id": str(uuid4())}
        outside = dict.fromkeys(("tracking_number", "token", "name"), self.number)
        self.names = outside | inside | _OF_CASES
        self._told: dict[tuple[str, str], tuple[int, str, str]] = {}

    def told(self, username: str, prier: Prier, question: Question) -> tuple[int, str, str]:
        """The same each time, so it is asked once."""
        key = (username, str(question))
        if key not in self._told:
            self._told[key] = comparable(prier.ask(question), self.names)
        return self._told[key]
