"""Where a proposal may stand in for what nobody said."""

from typing import Any

import pytest

from services.triage.domain.finding.gaps import Filled, fill
from services.triage.domain.finding.proposals import Found, Mark, Proposal

MARK = (Mark(0, 2, "rule"),)
SURE_PLACE = Proposal("/occurred_in", "330106", 0.7, MARK)
PRAISE = Proposal("/subject", "praise", 0.65, MARK)


def whom(kind: str, score: float = 0.6, **detail: str) -> Proposal:
    return Proposal("/respondents", kind, score, MARK, tuple(detail.items()))


def filled(sent: dict[str, Any], *proposals: Proposal) -> Filled:
    found = fill(sent, Found(proposals))
    assert found is not None
    return found


OFFICER = whom("officer", division="330106")


def test_somebody_named_settles_the_road() -> None:
    assert fill({"respondents": [{"kind": "officer"}]}, Found((OFFICER, SURE_PLACE, PRAISE))) is None


def test_nothing_proposed_fills_nothing() -> None:
    assert fill({}, Found()) is None


def test_each_gap_is_filled_and_marked() -> None:
    found = filled({"statement": "x"}, OFFICER, SURE_PLACE)

    accused = [{"kind": "officer", "division": "330106"}]
    assert found.sent == {"statement": "x", "occurred_in": "330106", "respondents": accused}
    assert found.accusing == found.sent
    assert found.pointers == ("/respondents", "/occurred_in")


@pytest.mark.parametrize("one", [OFFICER, SURE_PLACE, PRAISE])
def test_one_proposal_is_enough(one: Proposal) -> None:
    assert filled({}, one).pointers == (one.pointer,)


def test_another_kind_of_message_accuses_nobody_but_secrecy_follows_whom_it_names() -> None:
    found = filled({}, OFFICER, PRAISE)

    assert found.sent == {"subject": "praise"}
    assert found.accusing == {"respondents": [{"kind": "officer", "division": "330106"}]}
    assert found.pointers == ("/respondents", "/subject")


@pytest.mark.parametrize(
    "one",
    [
        whom("officer", 0.59, division="330106"),
        whom("officer", division="000000"),
        whom("officer"),
        Proposal("/occurred_in", "330106", 0.69, MARK),
        Proposal("/subject", "praise", 0.64, MARK),
        Proposal("/subject", "complaint", 1.0, MARK),
    ],
)
def test_what_is_not_sure_enough_or_accuses_the_top_fills_nothing(one: Proposal) -> None:
    assert fill({}, Found((one,))) is None


def test_what_was_said_is_never_touched() -> None:
    said = {"occurred_in": "330110", "subject": "complaint"}

    assert fill(said, Found((SURE_PLACE, PRAISE))) is None


def test_of_two_places_none_is_taken() -> None:
    other = Proposal("/occurred_in", "330110", 0.7, MARK)

    assert fill({}, Found((SURE_PLACE, other))) is None


@pytest.mark.parametrize("kind", ["internal_unit", "entrusted_agency", "other_agency"])
def test_units_keep_their_names(kind: str) -> None:
    found = filled({}, whom(kind, division="330106", name="执法队"))

    assert found.sent["respondents"] == [{"kind": kind, "division": "330106", "name": "执法队"}]


def test_persons_are_not_named_and_only_other_agencies_have_a_trade() -> None:
    officer = filled({}, whom("officer", division="330106", name="甲", sector="fire"))
    agency = filled({}, whom("other_agency", division="330106", sector="fire"))

    assert officer.sent["respondents"] == [{"kind": "officer", "division": "330106"}]
    assert agency.sent["respondents"] == [{"kind": "other_agency", "division": "330106", "sector": "fire"}]
