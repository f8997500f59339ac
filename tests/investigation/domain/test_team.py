"""Who leads after somebody came, went or came back; and who is left to decide."""

from datetime import date

from services.investigation.domain import team
from services.investigation.domain.absence import Away, deciding
from services.investigation.domain.case import State
from services.investigation.domain.chain import takers
from services.investigation.domain.team import LEAD, SECOND, Member

ANNA, BERT = Member("anna", LEAD), Member("bert", SECOND)


def test_whoever_takes_the_lead_ends_the_one_before() -> None:
    assert team.led_by((ANNA,), "carl") == (Member("anna", LEAD, here=False), Member("carl", LEAD))
    assert team.led_by((ANNA, BERT), "bert") == (Member("anna", LEAD, here=False), Member("bert", LEAD))


def test_a_team_has_a_lead_whoever_joins_it() -> None:
    assert team.joined((ANNA,), "bert") == (ANNA, BERT)
    assert team.joined((ANNA,), "anna") is None
    gone = team.left((ANNA,), "anna")
    assert team.lead_of(team.joined(gone, "bert") or ()) == "bert"


def test_when_the_lead_leaves_the_second_leads_and_with_nobody_left_the_case_waits() -> None:
    assert team.lead_of(team.left((ANNA, BERT), "anna")) == "bert"
    assert team.left((ANNA, BERT), "bert") == (ANNA, Member("bert", SECOND, here=False))
    alone = team.left((ANNA,), "anna")
    assert team.state_without(State.INVESTIGATING, alone) is State.QUEUED
    assert team.state_without(State.PROPOSED, alone) is State.PROPOSED


def test_whoever_comes_back_stands_once_in_the_team() -> None:
    assert team.led_by(team.dissolved((ANNA, BERT)), "anna") == (ANNA, Member("bert", SECOND, here=False))


def test_who_had_a_hand_in_it_does_not_decide_be_they_head_or_deputy() -> None:
    """Otherwise a case that its only head investigated could be neither approved nor given away."""
    away = Away("head", "局长", date(2026, 11, 23), date(2026, 11, 25), "deputy")
    known = {"head", "deputy", "other"}

    assert deciding({"head"}, known, [], {"head"}) == set()
    assert deciding({"head", "other"}, known, [], {"head"}) == {"other"}
    assert deciding({"head"}, known, [away], set()) == {"deputy"}
    assert deciding({"head"}, known, [away], {"deputy"}) == set()
    assert deciding({"head"}, {"head"}, [away], set()) == set()


def test_a_deputy_who_is_away_too_stands_in_for_nobody() -> None:
    """Otherwise a case waits for people who are all away, and nobody may give it to the body above."""
    first, last = date(2026, 11, 23), date(2026, 11, 25)
    head, other = Away("head", "局长", first, last, "other"), Away("other", "副局长", first, last)
    office = Away("other", "科长", first, last, as_head=False)
    known = {"head", "other", "third"}

    assert deciding({"head", "other"}, known, [head], set()) == {"other"}
    assert deciding({"head", "other"}, known, [head, other], set()) == set()
    assert deciding({"head"}, known, [head, office], set()) == set()
    assert deciding({"head", "third"}, known, [head, other], set()) == {"third"}
    assert takers({"section": ["head"]}, {"head": "other"}) == {"section": {"other"}}
    assert takers({"section": ["head"]}, {"head": "other", "other": "third"}) == {"section": frozenset()}
