"""What a person may decide, and which rule forbids the rest."""

from dataclasses import replace
from typing import Any

import pytest

from services.triage.domain.assessment import Assessment
from services.triage.domain.corrections import still_barred
from services.triage.domain.decisions import (
    Choice,
    Refusal,
    Ruling,
    confirmed,
    decide,
    forbidden,
    left_to_decide,
)
from services.triage.domain.matter import Matter
from services.triage.domain.policy import Policy
from services.triage.domain.reading import read
from services.triage.domain.reasons import Reason
from services.triage.domain.recusal import may_know
from services.triage.domain.referrals import Referral
from shared.contracts.terms import Decision
from tests.triage.builders import COUNTRY, HANGZHOU, NATION, XIHU, YUHANG, ZHEJIANG, facts, judged, respondent

PENDING = {"state": "pending", "body": "SUP-330106", "same_complainant": True}


def decided(choice: Choice, *respondents: dict[str, Any], **said: Any) -> Ruling | Refusal:
    matter = Matter(read(facts(*respondents, **said)), COUNTRY, Policy())
    return decide(choice, matter, judged(*respondents, **said))


def accepted(body: str | None, *respondents: dict[str, Any], **said: Any) -> Ruling | Refusal:
    return decided(Choice(Decision.ACCEPT, body), *respondents, **said)


def rule(found: Ruling | Refusal) -> tuple[str, str, str]:
    assert isinstance(found, Refusal)
    return found.reason.rule, found.reason.article, found.reason.key


def body(found: Ruling | Refusal) -> tuple[str | None, str | None]:
    assert isinstance(found, Ruling)
    return found.body, found.recheck


def test_a_confirmation_is_the_assessment_as_it_stands() -> None:
    found: Assessment = judged(respondent("department"), circumstances={"hazard": True})

    assert confirmed(found) == Ruling(found.decision, found.body, found.recheck, found.referrals)


def test_it_may_go_up_the_chain_and_the_recheck_follows() -> None:
    assert body(accepted(None, respondent())) == (XIHU, HANGZHOU)
    assert body(accepted(HANGZHOU, respondent())) == (HANGZHOU, ZHEJIANG)
    assert body(accepted(NATION, respondent())) == (NATION, None)


def test_the_recheck_of_a_choice_passes_over_the_accused() -> None:
    moved = {"current_post": {"kind": "supervision_staff", "division": HANGZHOU}}

    assert body(accepted(XIHU, respondent(name="甲", **moved))) == (XIHU, ZHEJIANG)


def test_a_reply_is_rechecked_and_nothing_else() -> None:
    reply = {"state": "closed", "body": f"SUP-{XIHU}", "same_complainant": True, "closed_days_ago": 2}

    def choose(decision: Decision, **earlier: Any) -> Ruling | Refusal:
        return decided(Choice(decision), respondent(), circumstances={"earlier": earlier} if earlier else {})

    assert rule(choose(Decision.RECHECK)) == ("G10", "petition:35", "REFUSED.no_reply")
    assert rule(choose(Decision.RECHECK, **PENDING))[2] == "REFUSED.no_reply"
    assert body(choose(Decision.RECHECK, **reply)) == (HANGZHOU, ZHEJIANG)
    assert body(choose(Decision.ACCEPT, **reply)) == (HANGZHOU, ZHEJIANG)
    for first in (
        Decision.ACCEPT,
        Decision.ACCEPT_SPLIT,
        Decision.URGENT_FORWARD,
        Decision.CONTINUE_EX_OFFICIO,
    ):
        assert rule(choose(first, **reply, contested=True))[2] == "REFUSED.contested"
    assert body(choose(Decision.RECHECK, **reply, contested=True)) == (HANGZHOU, ZHEJIANG)
    assert isinstance(choose(Decision.DECLINE, **reply, contested=True), Ruling)
    assert rule(choose(Decision.RECHECK, **reply, rechecks=2)) == ("G10", "petition:36", "REFUSED.final")
    assert isinstance(choose(Decision.ACCEPT, **reply, rechecks=2), Ruling)


@pytest.mark.parametrize(
    ("kind", "row"),
    [("department", "R3"), ("leader", "R4"), ("supervision_body", "R5"), ("supervision_staff", "R5")],
)
def test_the_accused_never_handle_it(kind: str, row: str) -> None:
    refused = accepted(XIHU, respondent(kind))

    assert rule(refused) == (row, "petition:30(3)", "REFUSED.barred")
    assert isinstance(refused, Refusal)
    assert refused.reason.params == {"body": XIHU}


def test_the_row_named_is_that_of_the_one_accused_there() -> None:
    both = (respondent("leader", YUHANG), respondent("department", XIHU))

    assert rule(accepted(XIHU, *both))[0] == "R3"
    assert rule(accepted(YUHANG, *both))[0] == "R4"


def test_behind_a_retired_code_the_row_is_that_of_the_accused() -> None:
    assert rule(accepted("330112", respondent("department", "330124")))[0] == "R3"


def test_where_the_region_is_unclear_the_row_is_that_of_the_accused() -> None:
    assert rule(accepted(XIHU, respondent("department", division_known=False)))[0] == "R3"


def test_a_body_that_reviewed_the_act_is_refused_under_its_own_row() -> None:
    assert rule(accepted(XIHU, respondent(), circumstances={"legally_reviewed_by_body": True}))[0] == "K1"


def test_a_body_in_which_an_accused_person_sits_is_refused() -> None:
    moved = {"current_post": {"kind": "supervision_staff", "division": HANGZHOU}}
    heads = {"current_post": {"kind": "leader", "division": HANGZHOU}}

    assert rule(accepted(HANGZHOU, respondent(name="甲", **moved))) == ("K3", "petition:28(3)", "K3")
    assert rule(accepted(HANGZHOU, respondent(name="甲", **heads)))[0] in ("R1", "K2", "K1")


def test_it_goes_neither_down_nor_aside() -> None:
    low = accepted(YUHANG, respondent("department"))

    assert rule(low) == ("R3", "measures:2", "REFUSED.below")
    assert isinstance(low, Refusal)
    assert low.reason.params == {"body": YUHANG, "lowest": HANGZHOU}
    assert rule(accepted("320000", respondent()))[2] == "REFUSED.below"
    assert rule(accepted(XIHU, respondent(), respondent("officer", YUHANG)))[0] == "R7"


def test_it_goes_down_only_while_the_region_is_unclear_and_no_department_is_accused() -> None:
    unclear = respondent("officer", HANGZHOU, division_known=False)

    assert body(accepted(XIHU, unclear)) == (XIHU, HANGZHOU)
    assert rule(accepted("330203", unclear))[2] == "REFUSED.below"
    assert rule(accepted(YUHANG, unclear, respondent(division=XIHU)))[2] == "REFUSED.below"
    assert body(accepted(XIHU, unclear, respondent(division=XIHU))) == (XIHU, HANGZHOU)
    assert rule(accepted(XIHU, unclear, respondent("department", HANGZHOU)))[2] == "REFUSED.below"
    assert (
        rule(accepted(XIHU, respondent("department", HANGZHOU, division_known=False)))[2] == "REFUSED.below"
    )
    assert rule(accepted(XIHU, respondent("officer", HANGZHOU)))[2] == "REFUSED.below"


def test_nobody_inside_may_take_what_accuses_the_top() -> None:
    for wanted in (None, NATION, XIHU):
        assert rule(accepted(wanted, respondent("department", NATION))) == ("R6", "825:42", "R6.outside")


def test_what_ends_it_is_said_by_the_desk() -> None:
    declined = decided(Choice(Decision.DECLINE), respondent("department"))
    merged = decided(Choice(Decision.MERGE), respondent(), circumstances={"earlier": PENDING})

    assert declined == Ruling(Decision.DECLINE, HANGZHOU, None, ())
    assert merged == Ruling(Decision.MERGE, XIHU, None, ())


def test_what_would_be_merged_is_not_accepted_by_an_earlier_handler_aside() -> None:
    aside = {"earlier": PENDING | {"body": "SUP-320000"}}

    assert body(accepted(None, respondent(), circumstances=aside)) == (XIHU, HANGZHOU)
    assert rule(accepted("320000", respondent(), circumstances=aside))[2] == "REFUSED.below"


def test_merging_by_hand_names_the_proposed_body() -> None:
    other = decided(Choice(Decision.MERGE), respondent("other_agency", sector="fire"))

    assert body(other) == (None, None)
    assert body(decided(Choice(Decision.REFER), respondent("other_agency", sector="fire"))) == (XIHU, None)


def test_what_would_be_referred_may_be_accepted_by_the_desk() -> None:
    assert body(accepted(None, respondent("other_agency", sector="fire"))) == (XIHU, HANGZHOU)


def test_addressees_by_hand_take_the_place_of_those_proposed() -> None:
    choice = Choice(Decision.REFER, to=("FIRE:330100", "JUSTICE:330106", "FIRE:330100"))
    found = decided(choice, respondent("other_agency", sector="fire"))

    assert isinstance(found, Ruling)
    assert found.referrals == (
        Referral("FIRE:330100", "other_agency", "OTHER"),
        Referral("JUSTICE:330106", "whole", "BY_HAND"),
    )


def test_without_addressees_by_hand_those_proposed_stand() -> None:
    found = accepted(None, respondent(), circumstances={"hazard": True})

    assert isinstance(found, Ruling)
    assert [one.to for one in found.referrals] == ["WS_TIP:330106"]


def test_no_hazard_goes_to_a_desk_of_the_accused_by_hand() -> None:
    accused = respondent("department")
    refused = decided(Choice(Decision.REFER, to=("WS_TIP:330106",)), accused)

    assert rule(refused) == ("SPLIT", "petition:30(3)", "SPLIT.hazard_up")
    for to in ("WS_TIP:330100", "JUSTICE:330106", "GOV:330106"):
        assert isinstance(decided(Choice(Decision.REFER, to=(to,)), accused), Ruling)
    assert isinstance(decided(Choice(Decision.REFER, to=("WS_TIP:330106",)), respondent()), Ruling)
    assert isinstance(decided(Choice(Decision.ACCEPT, to=("WS_TIP:330106",)), accused), Refusal)


def test_no_hazard_goes_by_hand_to_a_desk_that_an_earlier_judgment_barred() -> None:
    """Barred once, barred for good (petition art. 30(3)), though the facts as corrected accuse it no more."""
    matter = Matter(read(facts(respondent())), COUNTRY, Policy())
    kept = still_barred(judged(respondent()), [f"DEP-{XIHU}", f"SUP-{XIHU}"], COUNTRY)

    refused = decide(Choice(Decision.REFER, to=(f"WS_TIP:{XIHU}",)), matter, kept)

    assert rule(refused) == ("SPLIT", "petition:30(3)", "SPLIT.hazard_up")
    assert isinstance(decide(Choice(Decision.REFER, to=(f"WS_TIP:{HANGZHOU}",)), matter, kept), Ruling)


@pytest.mark.parametrize("to", ["SUP-330106", "DEP-330106", "DEP:330106"])
def test_nothing_goes_to_the_accused_themselves_by_hand(to: str) -> None:
    refused = decided(Choice(Decision.REFER, to=(to,)), respondent("department"))

    assert rule(refused) == ("R3", "petition:30(3)", "REFUSED.barred")
    assert isinstance(refused, Refusal)
    assert refused.reason.params == {"body": XIHU}


def test_nothing_goes_by_hand_to_a_body_that_stepped_aside() -> None:
    reviewed = {"legally_reviewed_by_body": True}

    assert rule(decided(Choice(Decision.REFER, to=("SUP-330106",)), respondent(), circumstances=reviewed)) == (
        "K1", "petition:30(3)", "REFUSED.barred",
    )  # fmt: skip


def test_no_clue_goes_by_hand_to_the_discipline_organ_of_the_accused_department() -> None:
    leader = respondent("leader")
    refused = decided(Choice(Decision.REFER, to=("DISCIPLINE:330106",)), leader)

    assert rule(refused) == ("R4", "petition:30(3)", "REFUSED.barred")
    assert isinstance(decided(Choice(Decision.REFER, to=("DISCIPLINE:330100",)), leader), Ruling)
    assert isinstance(decided(Choice(Decision.REFER, to=("DISCIPLINE:330106",)), respondent()), Ruling)


def test_a_body_with_too_few_people_is_refused_under_its_row() -> None:
    matter = Matter(replace(read(facts(respondent())), short=(YUHANG,)), COUNTRY, Policy())
    refused = forbidden(YUHANG, matter, judged(respondent()))

    assert refused == Reason("K1", "measures:5", "K1.team", {"body": YUHANG})


def test_handing_on_a_danger_leaves_to_decide_what_it_does_not_settle() -> None:
    asked, passed = judged(), judged(respondent("other_agency", sector="fire"))
    sealed = replace(asked, desk=None)

    assert left_to_decide(asked) is True
    assert left_to_decide(passed) is False
    assert left_to_decide(sealed) is False
    assert left_to_decide(judged(respondent())) is False


def test_who_is_barred_may_not_know() -> None:
    barred = judged(respondent("department")).barred

    assert not may_know("DEP-330106", barred)
    assert not may_know("SUP-330106", barred)
    assert may_know("SUP-330100", barred)


@pytest.mark.parametrize("to", ["DEP-330106", "SUP-330106", "DEP:330106", "SUP:330106", "DISCIPLINE:330106"])
def test_nothing_is_referred_to_the_accused_or_to_a_desk_of_theirs(to: str) -> None:
    """信访 30(3): an accusation is not passed to the accused; who oversees a department sits one level up."""
    found = decided(Choice(Decision.REFER, to=(to,)), respondent("department"))

    assert isinstance(found, Refusal)
    assert found.reason.key == "REFUSED.barred"
    assert isinstance(
        decided(Choice(Decision.REFER, to=("DISCIPLINE:330106",)), respondent("officer")), Ruling
    )
