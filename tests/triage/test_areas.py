"""Special areas: they handle like a county as long as they last."""

from collections.abc import Callable
from typing import Any

from shared.contracts.events import PartyNamed
from shared.contracts.terms import Role
from tests.triage.builders import facts, respondent
from tests.triage.conftest import Seat
from tests.triage.register import API, Sit, assessed, bring

AREA = "code,name,parent,has_body,valid_from,valid_to\n330171,钱塘开发区,330100,"


def test_a_special_area_handles_like_a_county_as_long_as_it_lasts(
    admin: Seat, seat: Sit, said: Callable[..., list[Any]]
) -> None:
    assert admin.post("/triage/api/v1/assessments", facts(respondent(division="330171"))).status_code == 422
    bring(admin, "areas", AREA + "yes,2026-01-01,\n")

    own, above = (
        assessed(seat(), respondent(division="330171")),
        assessed(seat(), respondent("department", "330171")),
    )
    assert (own["body"]["code"], own["recheck_body"]) == ("SUP-330171", "SUP-330100")
    assert own["body"]["name"] == "Supervision body, Qiantang Development Zone (Hangzhou)"
    assert (above["body"]["code"], above["flags"]) == ("SUP-330100", ["SPECIAL_AREA"])
    (told,) = said(PartyNamed)
    assert (told.code, told.names[0]["parent"], told.names[0]["has_body"]) == ("AREA-330171", "330100", "yes")

    bring(admin, "areas", AREA + "no,2026-01-01,\n")
    assert assessed(seat(), respondent(division="330171"))["body"]["code"] == "SUP-330100"
    bring(admin, "areas", AREA + "yes,2026-01-01,2026-11-22\n")
    gone = assessed(seat(), respondent(division="330171"))
    assert (gone["body"]["code"], gone["flags"]) == ("SUP-330100", ["CODE_RETIRED"])
    assert "Qiantang Development Zone" in " ".join(one["text"] for one in gone["reasons"])


def test_a_special_area_stays_with_the_administrators_of_where_it_lies(admin: Seat, seat: Sit) -> None:
    bring(admin, "areas", AREA + "yes,,\n")

    county = seat("SUP-330106", Role.ADMIN)
    taken = bring(
        county, "areas", "code,name,parent,has_body,valid_from\n330171,甲区,330106,yes,2026-05-01\n"
    )
    assert [one["code"] for one in taken.get_json()["errors"]] == ["not_yours"]
    assert [one["cells"]["code"] for one in admin.get(f"{API}/areas").get_json()["items"]] == ["330171"]
