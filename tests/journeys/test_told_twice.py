"""One person tells one matter twice: one investigation, and an answer to each complaint."""

from pathlib import Path

from tests.api.inside import opened
from tests.journeys.complaints import complaint
from tests.journeys.journey import TRIAGE, Journey

AGAIN = "十月十二日上午某厂例行检查时，检查人员当场收取现金八百元未开票据，事后拒绝说明依据，请尽快答复。"


def test_both_complaints_of_one_matter_are_answered_by_one_case(tmp_path: Path) -> None:
    with opened(tmp_path) as house:
        first = Journey(house, facts=complaint())
        person = dict(first.facts["complainant"])
        person["phone"] = f"+86 {person['phone'][:3]}-{person['phone'][3:7]} {person['phone'][7:]}"
        second = Journey(house, facts=complaint(complainant=person, statement=AGAIN))
        first.submit()
        first.confirm_acceptance()
        second.submit()

        desk, resource = second.staff("triage"), f"{TRIAGE}/{second.tracking_number}"
        assert desk.get(resource)["assessment"]["decision"] == "merge"
        desk.change(resource, f"{resource}/decision", {"decision": "confirm"})
        assert second.wait_public("merged")["outcome"] is None

        for step in Journey.ASSISTED[3:10]:
            step(first)
        assert AGAIN in str(first.case()), "the investigator reads what was added"

        told = second.wait_public("rectifying")
        assert second.tracking_number in told["outcome"]["text"]
        assert first.tracking_number not in str(told)
        assert "request_recheck" in told["may"]
        for step in Journey.ASSISTED[10:]:
            step(first)
        assert second.wait_public("closed")["outcome"]["text"] == told["outcome"]["text"]
