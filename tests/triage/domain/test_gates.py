"""What is not taken, or not as a new complaint (domain §4.2: G2, G7 to G12)."""

from typing import Any

import pytest

from services.triage.domain.decisions import left_to_decide
from services.triage.domain.gates import first_gate
from services.triage.domain.matter import Matter
from services.triage.domain.policy import Policy
from services.triage.domain.reading import read
from shared.contracts.terms import Decision
from tests.triage.builders import COUNTRY, about, facts, judged, respondent


@pytest.mark.parametrize(
    ("subject", "decision", "to"),
    [
        ("praise", Decision.RECORD_ONLY, []),
        ("consultation", Decision.ANSWER, []),
        ("information_request", Decision.REFER, ["INFO_DISCLOSURE:330106"]),
        ("hazard_report", Decision.REFER, ["WS_TIP:330106"]),
        ("other", Decision.REFER, ["12345"]),
    ],
)
def test_what_is_no_complaint_goes_its_own_way(subject: str, decision: Decision, to: list[str]) -> None:
    found = judged(subject=subject)

    assert found.decision is decision
    assert [one.to for one in found.referrals] == to


def test_a_12345_order_that_is_not_ours_goes_back_with_an_addressee() -> None:
    found = judged(respondent("other_agency", sector="housing"), channel="12345")

    assert found.decision is Decision.RETURN
    assert [one.to for one in found.referrals] == ["12345", "HOUSING:330100"]
    assert judged(respondent(), channel="12345").decision is Decision.ACCEPT


def test_an_order_that_goes_back_is_not_split_besides() -> None:
    found = judged(
        respondent(),
        respondent("other_agency", sector="fire"),
        subject="hazard_report",
        channel="12345",
        circumstances={"deaths": True, "separable_conduct": True},
    )

    assert [one.to for one in found.referrals] == ["12345", "WS_TIP:330106", "GOV:330100"]
    assert not [one for one in found.reasons if one.rule == "SPLIT"]


def test_an_act_under_review_or_lawsuit_is_not_taken_but_its_execution_is() -> None:
    assert about(respondent(), review="pending").decision is Decision.DECLINE
    assert about(respondent(), litigation="decided").decision is Decision.DECLINE
    assert about(respondent(), review="pending", separable_conduct=True).decision is Decision.ACCEPT_SPLIT
    eligible = about(respondent(), review="eligible")
    assert (eligible.decision, eligible.flags) == (Decision.ACCEPT, ("GUIDE_REVIEW",))
    ignored = judged(
        respondent("department"), claims={"categories": ["C8.1"]}, circumstances={"litigation": "decided"}
    )
    assert (ignored.decision, ignored.body) == (Decision.ACCEPT, "330100")
    assert "TRACK_ART18" in ignored.flags


EARLIER = {"tracking_number": "X", "body": "SUP-330106", "state": "pending", "same_complainant": True}


def test_the_same_matter_pending_is_merged_pointed_to_or_held_against_its_handler() -> None:
    merged = about(respondent(), earlier=EARLIER)
    above = judged(respondent(), received_at={"division": "330100"}, circumstances={"earlier": EARLIER})
    late = about(respondent(), earlier=EARLIER | {"overdue": True})
    other = about(respondent(), earlier=EARLIER | {"same_complainant": False})

    assert (merged.decision, merged.body) == (Decision.MERGE, "330106")
    assert (above.decision, above.body) == (Decision.DECLINE, "330106")
    assert (late.decision, late.body) == (Decision.ACCEPT, "330100")
    assert "SUP-330106" in late.barred
    assert other.decision is Decision.ACCEPT


def test_a_complaint_is_never_joined_to_one_that_lies_with_the_accused() -> None:
    found = about(respondent("department"), earlier=EARLIER)

    assert (found.decision, found.body) == (Decision.ACCEPT, "330100")


@pytest.mark.parametrize(
    ("days", "new", "decision", "body"),
    [
        (30, False, Decision.RECHECK, "330100"),
        (31, False, Decision.DECLINE, "330106"),
        (31, True, Decision.ACCEPT, "330106"),
    ],
)
def test_a_closed_matter_is_rechecked_refused_or_taken_anew(
    days: int, new: bool, decision: Decision, body: str
) -> None:
    closed = EARLIER | {"state": "closed", "closed_days_ago": days, "new_facts": new}

    found = about(respondent(), earlier=closed)

    assert (found.decision, found.body) == (decision, body)


@pytest.mark.parametrize(
    "told", [{}, {"review": "pending"}, {"deaths": True}, {"discipline_clue": "only"}, {"withdrawn": True}]
)
def test_a_contested_reply_is_looked_at_above_whatever_the_complaint_was_at_first(
    told: dict[str, Any],
) -> None:
    reply = EARLIER | {"state": "closed", "closed_days_ago": 3, "contested": True}

    found = about(respondent(), earlier=reply, **told)
    at_the_top = about(respondent(), earlier=reply | {"body": "SUP-000000"}, **told)

    assert (found.decision, found.body, found.desk) == (Decision.RECHECK, "330100", "330100")
    assert (at_the_top.decision, at_the_top.body, at_the_top.desk) == (Decision.REFER, None, None)
    assert [one.to for one in at_the_top.referrals][:1] == ["MOJ"]


@pytest.mark.parametrize(
    ("rechecks", "said", "decision", "before"),
    [
        (0, {}, Decision.RECHECK, False),
        (1, {}, Decision.RECHECK, True),
        (2, {}, Decision.DECLINE, True),
        (3, {"closed_days_ago": 99}, Decision.DECLINE, True),
        (2, {"new_facts": True}, Decision.ACCEPT, True),
        (2, {"same_complainant": False}, Decision.ACCEPT, False),
        (0, {"contested": True}, Decision.RECHECK, False),
        (1, {"contested": True}, Decision.RECHECK, True),
        (2, {"contested": True}, Decision.DECLINE, True),
    ],
)
def test_who_complains_anew_gets_no_third_recheck_of_the_same_facts(
    rechecks: int, said: dict[str, Any], decision: Decision, before: bool
) -> None:
    reply = EARLIER | {"state": "closed", "closed_days_ago": 3, "rechecks": rechecks} | said

    found = about(respondent(), earlier=reply)

    assert found.decision is decision
    assert ("RECHECKED_BEFORE" in found.flags) is before
    finals = [(one.rule, one.article) for one in found.reasons if one.key == "G10.final"]
    assert finals == ([("G10", "petition:36")] if decision is Decision.DECLINE else [])


def test_danger_is_handed_on_with_the_recheck_of_a_contested_reply() -> None:
    reply = EARLIER | {"state": "closed", "closed_days_ago": 3, "contested": True}

    found = about(respondent(), earlier=reply, imminent_danger=True)

    assert (found.decision, found.body) == (Decision.RECHECK, "330100")
    assert [one.to for one in found.referrals] == ["EMERGENCY"]
    assert "PRIORITY" in found.flags
    assert "DEADLINE.recheck" in {one.key for one in found.reasons}


@pytest.mark.parametrize(
    ("rechecks", "then"), [(0, Decision.RECHECK), (1, Decision.RECHECK), (2, Decision.DECLINE)]
)
def test_danger_in_what_is_made_anew_is_handed_on_first_and_makes_no_first_handling(
    rechecks: int, then: Decision
) -> None:
    reply = EARLIER | {"state": "closed", "closed_days_ago": 3, "rechecks": rechecks}

    first = about(respondent(), earlier=reply, imminent_danger=True)
    assert (first.decision, first.body) == (Decision.URGENT_FORWARD, None)
    assert [one.to for one in first.referrals] == ["EMERGENCY"]
    after = about(respondent(), earlier=reply, danger_handed_on=True)
    assert (after.decision, left_to_decide(after)) == (then, True)
    assert ("RECHECKED_BEFORE" in after.flags) is (rechecks > 0)


@pytest.mark.parametrize("told", [{"legally_reviewed_by_body": True}, {"eligible_investigators": 1}])
def test_what_was_told_of_the_first_body_passes_over_no_level_at_a_recheck(told: dict[str, Any]) -> None:
    answered = EARLIER | {"body": "SUP-330100", "state": "closed", "closed_days_ago": 3}

    first, again = about(respondent(), **told), about(respondent(), earlier=answered, **told)

    assert (first.body, first.recheck) == ("330100", "330000")
    assert (again.decision, again.body, again.recheck) == (Decision.RECHECK, "330000", "000000")
    assert not {one.rule for one in again.reasons} & {"K1"}


@pytest.mark.parametrize(
    ("stage", "breach", "decision"),
    [
        ("registered", True, Decision.CLOSE_WITHDRAWN),
        ("investigating", True, Decision.CONTINUE_EX_OFFICIO),
        ("investigating", False, Decision.CLOSE_WITHDRAWN),
    ],
)
def test_withdrawal_ends_it_unless_the_facts_speak(stage: str, breach: bool, decision: Decision) -> None:
    assert about(respondent(), withdrawn=True, stage=stage, breach_indicated=breach).decision is decision


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("G2", {"subject": "praise"}),
        ("G3", {"subject": "hazard_report"}),
        ("G4", {"circumstances": {"deaths": True}}),
        ("G5", {"respondents": [respondent("other_agency", sector="fire")]}),
        ("G6", {"circumstances": {"discipline_clue": "only"}}),
        ("G7", {"circumstances": {"review": "pending"}}),
        ("G8", {"channel": "12345", "subject": "other"}),
        ("G9", {"circumstances": {"earlier": EARLIER}}),
        ("G10", {"circumstances": {"earlier": EARLIER | {"state": "closed"}}}),
        ("G11", {"circumstances": {"withdrawn": True, "stage": "investigating", "breach_indicated": True}}),
        ("G12", {"respondents": []}),
        (None, {}),
    ],
)
def test_each_gate_goes_by_the_name_of_its_row(row: str | None, said: dict[str, Any]) -> None:
    found = first_gate(Matter(read(facts(respondent()) | said), COUNTRY, Policy()))

    assert (found and found.rule) == row


def test_nothing_checkable_is_asked_back_or_recorded() -> None:
    assert judged().decision is Decision.PENDING_INFO
    assert judged(contactable=False).decision is Decision.RECORD_ONLY
