"""The main job, end to end: in by the citizen's door, out decided, on both forms of the house.

In a run the assisted house has one form and the automatic one the other, the next day the other way round
(tests/journeys/conftest.py).
"""

from shared.clock import china_day, system_clock
from tests.journeys.complaints import complaint, respondent
from tests.journeys.house import House
from tests.journeys.journey import Journey
from tests.journeys.stories.plots import CHAPTERS
from tests.journeys.stories.shelf import Shelf


def test_a_complaint_goes_in_and_comes_out_decided(assisted: House) -> None:
    journey = Journey(assisted)

    for step in journey.ASSISTED:
        step(journey)

    statuses = [entry["status"] for entry in journey.public()["timeline"]]
    assert statuses[0] == "received"
    assert statuses[-1] == "closed"
    assert {"received", "accepted", "investigating", "concluded", "closed"} <= set(statuses)
    assert journey.case()["state"] == "closed"


def test_a_story_ends_in_the_archive_with_papers_that_tell_nobody_who_complained(assisted: House) -> None:
    """The shortest of `make stories`: one that the complainant withdraws and that ends with a reply."""
    shelf = Shelf(china_day(system_clock()))
    (one,) = CHAPTERS["withdrawn"].plot(assisted, shelf)

    assert shelf.kinds == {"reply": 1, "notice-to-the-complainant": 1}
    assert one.case()["archive"]


def test_clear_cut_acceptances_need_no_click_in_automatic_mode(automatic: House) -> None:
    journey = Journey(automatic)

    for step in journey.AUTOMATIC:
        step(journey)

    assert journey.public()["status"] == "closed"


def test_a_confidential_and_an_anonymous_complaint_come_out_decided_too(automatic: House) -> None:
    for identity in ("confidential", "anonymous"):
        facts = complaint(respondent("internal_unit"), identity=identity)
        if identity == "anonymous":
            del facts["complainant"]
        journey = Journey(automatic, facts=facts)

        for step in journey.AUTOMATIC:
            step(journey)

        assert "陈投诉" not in str(journey.case())
