"""A body without an impartial pair gives the case to the one above, and the complainant's clock goes on."""

from tests.journeys.house import House
from tests.journeys.journey import CASES, Journey
from tests.journeys.waiting import until

OWN = {"side": "self", "tie": "kin", "reason": "系被投诉人近亲属。"}


def test_a_case_goes_up_with_its_clock_and_comes_out_decided(automatic: House) -> None:
    journey = Journey(automatic)
    for step in (journey.submit, journey.find_the_case, journey.claim):
        step()
    term = journey.public()["investigate_by"]
    resource = f"{CASES}/{journey.case_id}"
    second = automatic.staff("investigator2-330106")
    second.change(resource, f"{resource}/recusals", OWN | {"username": "investigator2-330106"})
    assert second.ask("GET", resource).status_code == 404
    journey.staff("head").change(resource, f"{resource}/passing-up", {"reason": "仅余一名持证人员。"})

    journey.division = "330100"
    journey.find_the_case()
    until(lambda: journey.public()["body"]["code"] == "SUP-330100", "the body above to be named")
    assert journey.public()["investigate_by"] == term
    rest = (
        journey.claim,
        journey.record_findings,
        journey.propose_outcome,
        journey.head_approves_it,
        journey.citizen_reads_the_outcome,
    )
    for step in rest:
        step()
