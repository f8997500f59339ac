"""Who serves in the accused unit still never learns of the case, from the moment it is known."""

from typing import Any

from shared.contracts.events import CasePassedUp
from shared.contracts.terms import Role, Service
from shared.database import Database
from tests.investigation.conflicts.posts import ABOVE, audited, post


def test_who_serves_there_still_never_learns_of_it(
    about_the_squad: Any, seat: Any, serve: Any, database: Database
) -> None:
    case, anna = about_the_squad(), seat("anna")
    for name in ("bert", "carl"):
        seat(name)
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "assignment", {"username": "bert"})
    serve("bert", post(None))
    serve("carl", post(None))

    for name in ("bert", "carl"):
        assert seat(name).get(f"/cases/{case}").status_code == 404
        assert seat(name).get("/cases").get_json()["items"] == []
    found = anna.get(f"/cases/{case}").get_json()
    assert [each["name"] for each in found["team"]] == ["anna"]
    assert [(each["name"], each["granted"]) for each in found["recusals"]] == [("bert", True)]
    assert len(audited(database, "case.kept_away")) == 1
    later = about_the_squad()
    assert seat("carl").get(f"/cases/{later}").status_code == 404


def test_a_lone_head_who_serves_there_leaves_a_case_nobody_leads_to_the_body_above(
    about_the_squad: Any, seat: Any, serve: Any, said: Any
) -> None:
    seat("head", Role.HEAD)
    case = about_the_squad()
    serve("head", post(None))
    assert seat("anna").get(f"/cases/{case}").get_json()["state"] == "passed_up"
    (told,) = said(CasePassedUp, Service.TRIAGE)
    assert (told.to_body, bool(told.reason)) == (ABOVE, True)
    later = about_the_squad()
    assert seat("anna").get(f"/cases/{later}").get_json()["state"] == "passed_up", "at its opening as well"
