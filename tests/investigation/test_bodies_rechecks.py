"""A body's own system is told which orders stand after a recheck that confirms, and may say so itself."""

from typing import Any
from uuid import uuid4

import jsonschema
import pytest

from services.investigation.bodies import contract
from tests.investigation.body_system import System
from tests.investigation.builders import BODY, accepted, fields_for
from tests.investigation.rechecked import ABOVE, answered
from tests.investigation.test_api import FINDING

BELOW = "SUP-330110"
OPINION = {"code": "O2", "fields": fields_for("O2")}
CLUE = {"code": "O10", "fields": fields_for("O10", receiver="区纪委监委")}
SAME = {"natures": ["improper"], "categories": ["C4.1"]}


@pytest.fixture
def recheck(system: System, opened: Any, seat: Any) -> tuple[str, str]:
    """The case below and its recheck at the body with the system, found as it was."""
    complaint = uuid4()
    first = opened(accepted(complaint, body=BELOW))
    answered(first, seat, BELOW, outcomes=[OPINION, CLUE])
    again = {"decision": "recheck", "recheck_of": complaint, "recheck_body": ABOVE}
    case = str(opened(accepted(complaint, version=7, body=BODY, **again)))
    version = system.report("case.claim", case)["case"]["version"]
    system.report("case.finding", case, FINDING, version=version)
    return first, case


def newest(system: System, case: str) -> dict[str, Any]:
    return [said["case"] for _, said in system.told() if said["case"]["id"] == case][-1]


def test_the_system_is_told_what_stands_and_not_what_is_sealed(
    recheck: tuple[str, str], system: System, seat: Any
) -> None:
    first, case = recheck
    below = seat("reader", home=BELOW).get(f"/cases/{first}").get_json()
    (item,) = below["rectifications"]
    told = newest(system, case)
    schemas = {"$ref": "#/components/schemas/CaseTold", "components": contract.document()["components"]}
    jsonschema.Draft202012Validator(schemas).validate(told)
    order = {
        "allegation": FINDING["allegation"],
        "code": "O2",
        "body": BELOW,
        "document": item["document"],
        "due": item["due"],
    }

    assert (told["can_stand"], told["stands"]) == ([order], [])
    said = {"outcomes": [], "first_result": "confirm"}
    answer = system.report("case.propose", case, said, version=told["version"])
    assert answer["kind"] == "report.accepted", answer
    assert newest(system, case)["stands"] == [order]
    seat("head").change(case, "approval", {"decision": "approve"})
    told = newest(system, case)
    assert (told["can_stand"], told["stands"]) == ([], [order])


def test_a_proposal_that_takes_other_orders_for_standing_is_refused(
    recheck: tuple[str, str], system: System
) -> None:
    _, case = recheck
    told = newest(system, case)
    stands = [{"allegation": each["allegation"], "code": each["code"]} for each in told["can_stand"]]

    def proposed(named: list[dict[str, str]], result: str) -> dict[str, Any]:
        contents = {
            "outcomes": [OPINION] if result == "annul" else [],
            "first_result": result,
            "stands": named,
        }
        return system.report("case.propose", case, contents, version=told["version"])

    for named, result in (
        ([], "confirm"),
        ([*stands, stands[0] | {"code": "O5"}], "confirm"),
        (stands, "annul"),
    ):
        answer = proposed(named, result)
        assert answer["code"] == "invalid", answer
        assert [(each["pointer"], each["code"]) for each in answer["errors"]] == [
            ("/stands", "stands_otherwise")
        ]
    assert proposed(stands, "confirm")["kind"] == "report.accepted"


def test_a_case_that_rechecks_nothing_lets_nothing_stand(system: System, opened: Any) -> None:
    case = opened()
    told = newest(system, case)
    assert (told["can_stand"], told["stands"]) == ([], [])
