"""Who takes a step of a proposal finds what it says of persons, as they read it; nobody else does."""

from typing import Any

import pytest

from services.investigation import rounds
from services.investigation.domain.records import RecordKind
from shared import settings
from shared.contracts.terms import Role
from shared.work import Works
from tests.investigation.builders import fields_for, record_fields
from tests.investigation.test_api import FINDING
from tests.investigation.test_chain import TERMS
from tests.investigation.test_chain import people as people_of_the_chain  # noqa: F401 - a fixture
from tests.investigation.test_heads import away
from tests.investigation.test_views import Browser

RETURNED, ADVICE, RECORDED = "写明行贿人姓名", "建议调离执法岗位并批评教育", "收受消防器材一事另行移送"


@pytest.fixture
def people(people_of_the_chain: Any) -> Any:  # noqa: F811 - it is that fixture
    return people_of_the_chain


@pytest.fixture
def told(opened: Any, people: dict[str, Any], works: Works) -> Any:
    """A case of which the proposal, a word on it and a record say what is sealed."""

    def make(**terms: str) -> str:
        case, anna = str(opened(terms=terms or TERMS)), people["anna"]
        anna.post(f"/cases/{case}/claim")
        anna.change(case, "transfers", {"fields": record_fields(RecordKind.TRANSFER, part=RECORDED)})
        anna.change(case, "findings", FINDING)
        advice = {"code": "O9", "fields": fields_for("O9", proposal=ADVICE)}
        outcomes = {"outcomes": [{"code": "O2", "fields": fields_for("O2")}, advice]}
        anna.change(case, "outcomes", outcomes)
        decider = people["head"] if terms else people["sara"]
        decider.change(case, "approval", {"decision": "return", "reason": RETURNED})
        anna.change(case, "outcomes", outcomes)
        while rounds.once(works, settings.load()):
            continue
        return case

    return make


def finds(seat: Any, asked: str) -> bool:
    return bool(seat.get("/search", q=asked).get_json()["items"])


def finders(people: dict[str, Any], asked: str) -> set[str]:
    return {name for name, seat in people.items() if finds(seat, asked)}


def test_steps_of_the_chain_find_what_outcomes_say_of_persons_and_no_sealed_record(
    told: Any,
    people: dict[str, Any],
    seat: Any,
) -> None:
    case = told()
    everybody = people | {"far": seat("far", Role.HEAD, home="SUP-330110")}

    assert finders(everybody, ADVICE) == finders(everybody, RETURNED) == {"anna", "sara", "dora", "head"}
    assert finders(everybody, RECORDED) == {"anna", "head"}
    reads = {name for name in people if ADVICE in people[name].get(f"/cases/{case}").get_data(as_text=True)}
    assert reads == {"anna", "sara", "dora", "head"}, "whoever finds it reads it"


def test_an_office_finds_nothing_where_the_head_alone_decides(told: Any, people: dict[str, Any]) -> None:
    told(policy="2026-3/330000/1", approval_chain="head")

    assert finders(people, ADVICE) == finders(people, RETURNED) == {"anna", "head"}


def test_who_stands_in_finds_it_for_these_days_and_who_holds_no_office_any_more_does_not(
    told: Any,
    people: dict[str, Any],
    seat: Any,
    time: Any,
) -> None:
    told()
    assert away(Browser(people["sara"]), "xena").status_code == 303
    assert finders(people, ADVICE) == {"anna", "sara", "dora", "head", "xena"}
    time.pass_days(3)
    people = {
        name: seat(name, *people[name].token.roles, name=people[name].token.display_name) for name in people
    }
    assert finders(people, ADVICE) == {"anna", "sara", "dora", "head"}

    offices = {each["username"]: each["id"] for each in people["head"].get("/offices").get_json()["items"]}
    people["head"].post(f"/offices/{offices['dora']}/ending")

    assert finders(people, ADVICE) == {"anna", "sara", "head"}
