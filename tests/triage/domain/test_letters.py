"""Which letter goes to whom, and about whom."""

import pytest

from services.triage.domain.decisions import Ruling
from services.triage.domain.letters import Letter, LetterKind, letters
from services.triage.domain.reading import read
from services.triage.domain.referrals import Referral
from shared.contracts.terms import Decision
from tests.triage.builders import facts, respondent

FACTS = read(facts(respondent(), respondent("other_agency", sector="fire")))


def written(to: str, part: str) -> tuple[Letter, ...]:
    return letters(Ruling(Decision.REFER, None, None, (Referral(to, part, "KEY"),)), FACTS)


@pytest.mark.parametrize(
    ("to", "part", "kind", "about"),
    [
        ("WS_TIP:330106", "hazard", "transfer", ()),
        ("GOV:330100", "deaths", "transfer", ()),
        ("DISCIPLINE:330106", "discipline", "handover", FACTS.ours),
        ("MOJ", "conduct", "handover", FACTS.ours),
        ("FIRE:330100", "other_agency", "handover", FACTS.others),
        ("JUSTICE:330106", "whole", "handover", FACTS.respondents),
        ("INFO_DISCLOSURE:330106", "whole", "handover", FACTS.respondents),
    ],
)
def test_each_addressee_reads_of_its_own_part_only(to: str, part: str, kind: str, about: object) -> None:
    assert written(to, part) == (Letter(LetterKind(kind), to, part, about),)  # type: ignore[arg-type]


@pytest.mark.parametrize("to", ["EMERGENCY", "COURT", "12345"])
def test_some_are_told_without_a_letter(to: str) -> None:
    assert written(to, "hazard") == ()


def test_letters_stand_in_the_order_of_the_referrals() -> None:
    sent = (
        Referral("GOV:330100", "deaths", "GOV"),
        Referral("COURT", "act", "C"),
        Referral("WS_TIP:330106", "hazard", "W"),
    )

    found = letters(Ruling(Decision.REFER, None, None, sent), FACTS)

    assert [one.to for one in found] == ["GOV:330100", "WS_TIP:330106"]
