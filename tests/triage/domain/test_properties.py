"""What must hold for any facts, over the whole country's table."""

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from services.triage.domain import recusal
from services.triage.domain.conflicts import Settled
from services.triage.domain.decisions import Choice, Refusal, Ruling, confirmed, decide
from services.triage.domain.letters import letters
from services.triage.domain.matter import Matter
from services.triage.domain.policy import Policy
from services.triage.domain.reading import read
from shared.contracts.terms import Decision, RespondentKind
from tests.triage.builders import COUNTRY, facts, judged

CODES = st.sampled_from(sorted(row.code for row in COUNTRY.divisions))
RETIRED = st.sampled_from([row.code for row in COUNTRY.divisions.retirements()])
WHOLE = {"department", "leader", "supervision_body", "supervision_staff"}
KINDS = st.sampled_from([str(kind) for kind in RespondentKind])
POSTS = st.fixed_dictionaries(
    {"kind": st.sampled_from(["supervision_staff", "leader", "officer"]), "division": CODES}
)
RESPONDENTS = st.lists(
    st.fixed_dictionaries(
        {"kind": KINDS, "division": CODES | RETIRED},
        optional={"name": st.sampled_from(["甲", "乙"]), "current_post": POSTS, "entrusted_by": CODES},
    ),
    min_size=1,
    max_size=4,
)
CIRCUMSTANCES = st.fixed_dictionaries(
    {},
    optional={
        "hazard": st.booleans(),
        "imminent_danger": st.booleans(),
        "deaths": st.booleans(),
        "collective_decision": st.booleans(),
        "legally_reviewed_by_body": st.booleans(),
        "eligible_investigators": st.integers(0, 3),
        "discipline_clue": st.sampled_from(["none", "also", "only"]),
        "review": st.sampled_from(["none", "eligible", "pending", "decided"]),
        "separable_conduct": st.booleans(),
        "withdrawn": st.booleans(),
        "stage": st.sampled_from(["registered", "investigating"]),
        "breach_indicated": st.booleans(),
        "earlier": st.fixed_dictionaries(
            {
                "body": CODES.map(lambda code: f"SUP-{code}"),
                "state": st.sampled_from(["pending", "closed"]),
                "overdue": st.booleans(),
                "closed_days_ago": st.sampled_from([0, 30, 31]),
                "new_facts": st.booleans(),
            }
        ),
    },
)
MANY = settings(deadline=None)


def ours(accused: list[Any]) -> list[Any]:
    return [one for one in accused if one["kind"] != "other_agency" or "entrusted_by" in one]


def places(one: dict[str, Any]) -> tuple[str, ...]:
    """The divisions whose department may be meant."""
    return COUNTRY.current(one.get("entrusted_by") or one["division"])


def goes_up(one: dict[str, Any], around: dict[str, Any]) -> bool:
    return one["kind"] in WHOLE or bool(around.get("collective_decision"))


@MANY
@given(RESPONDENTS, CIRCUMSTANCES)
def test_the_handler_is_never_accused_nor_barred(accused: list[Any], around: dict[str, Any]) -> None:
    found = judged(*accused, circumstances=around)

    for division in (found.body, found.desk, found.recheck):
        assert division is None or COUNTRY.divisions[division].has_body
    assert f"SUP-{found.desk}" not in found.barred
    assert f"SUP-{found.body}" not in found.barred
    if found.opens_a_case:
        assert f"SUP-{found.recheck}" not in found.barred
        assert found.recheck != found.body


@MANY
@given(RESPONDENTS, CIRCUMSTANCES)
def test_who_investigates_stands_in_everyones_chain_strictly_above_accused_departments_and_bodies(
    accused: list[Any], around: dict[str, Any]
) -> None:
    found = judged(*accused, circumstances=around)
    if not found.opens_a_case or found.body is None:
        return

    for one in ours(accused):
        for where in places(one):
            assert found.body in COUNTRY.divisions.chain(where)
            if goes_up(one, around):
                assert found.body != where


@MANY
@given(RESPONDENTS, CIRCUMSTANCES)
def test_nobody_investigates_where_an_accused_person_sits_or_is_the_head(
    accused: list[Any], around: dict[str, Any]
) -> None:
    found = judged(*accused, circumstances=around)
    posts = [one["current_post"] for one in ours(accused) if "current_post" in one]
    taken = {COUNTRY.handler(post["division"]) for post in posts if post["kind"] != "officer"}

    if found.opens_a_case:
        assert found.body not in taken
        assert found.recheck not in taken


@MANY
@given(RESPONDENTS, CIRCUMSTANCES)
def test_every_accused_department_and_its_body_are_kept_from_it(
    accused: list[Any], around: dict[str, Any]
) -> None:
    found = judged(*accused, circumstances=around)

    for one in ours(accused):
        if goes_up(one, around):
            assert {f"DEP-{code}" for code in places(one)} <= set(found.barred)
            assert {f"SUP-{code}" for code in places(one)} <= set(found.barred)


@MANY
@given(RESPONDENTS, CIRCUMSTANCES, st.randoms())
def test_neither_order_nor_repetition_of_respondents_matters(
    accused: list[Any], around: dict[str, Any], chance: Any
) -> None:
    shuffled = [*accused, *accused]
    chance.shuffle(shuffled)

    assert judged(*accused, circumstances=around) == judged(*shuffled, circumstances=around)


@MANY
@given(RESPONDENTS, RESPONDENTS, CIRCUMSTANCES)
def test_one_more_accused_never_brings_it_lower_nor_frees_anybody(
    accused: list[Any], more: list[Any], around: dict[str, Any]
) -> None:
    few, many = (
        Matter(read(facts(*them, circumstances=around)), COUNTRY, Policy())
        for them in (accused, accused + more)
    )

    assert set(recusal.barred(few.facts, few.requirements, Settled(None), COUNTRY)) <= set(many.barred)
    if few.accused and many.body is not None:
        assert few.route.division is not None
        assert COUNTRY.divisions.lies_within(few.route.division, many.body)


IRRELEVANT = st.sampled_from([
    {"statement": "另一种说法。"},
    {"complainant": {"name": "丁", "phone": "13800000000"}},
    {"occurred_on": "2026-10-01"},
    {"claims": {"natures": ["improper"]}},
    {"earlier_tracking_number": "X"},
    {"received_at": {"division": "460400"}},
])  # fmt: skip


@MANY
@given(RESPONDENTS, CIRCUMSTANCES, IRRELEVANT)
def test_what_does_not_matter_changes_nothing(
    accused: list[Any], around: dict[str, Any], beside: dict[str, Any]
) -> None:
    plain = judged(*accused, circumstances=around)
    other = judged(*accused, circumstances=around, **beside)

    same = {"claims": plain.claims, "proposed": plain.proposed}
    if "DEP-460400" in plain.barred:
        same["flags"] = plain.flags
    if around.get("earlier", {}).get("state") != "pending" or "received_at" not in beside:
        assert replace(other, **same) == plain


@MANY
@given(RESPONDENTS, CIRCUMSTANCES, st.sampled_from(["hazard", "deaths", "discipline_clue"]))
def test_letters_about_a_hazard_or_deaths_name_no_accused(
    accused: list[Any], around: dict[str, Any], part: str
) -> None:
    around = around | {part: "also" if part == "discipline_clue" else True}
    found = judged(*accused, circumstances=around)

    for letter in letters(confirmed(found), read(facts(*accused))):
        if letter.part in ("hazard", "deaths"):
            assert letter.about == ()


@MANY
@given(RESPONDENTS, CIRCUMSTANCES)
def test_parts_never_reach_a_desk_of_the_accused(accused: list[Any], around: dict[str, Any]) -> None:
    found = judged(*accused, circumstances=around)

    sent = [one.to.split(":") for one in found.referrals if ":" in one.to]
    assert all(place in COUNTRY.divisions for _, place in sent)
    assert all(f"DEP-{place}" not in found.barred for kind, place in sent if kind == "WS_TIP")


@MANY
@given(RESPONDENTS, CIRCUMSTANCES, st.sampled_from(["0571", "其他"]))
def test_a_role_in_words_changes_nothing(accused: list[Any], around: dict[str, Any], role: str) -> None:
    with_roles = [one | {"role": role} for one in accused]

    assert judged(*accused, circumstances=around) == judged(*with_roles, circumstances=around)


@MANY
@given(RESPONDENTS, CIRCUMSTANCES, CODES)
def test_no_decision_by_hand_reaches_a_body_that_is_barred_or_too_low(
    accused: list[Any], around: dict[str, Any], wanted: str
) -> None:
    sent = facts(*accused, circumstances=around)
    matter = Matter(read(sent), COUNTRY, Policy())
    proposed = judged(*accused, circumstances=around)

    ruled = decide(Choice(Decision.ACCEPT, wanted), matter, proposed)

    if isinstance(ruled, Refusal):
        assert ruled.reason.rule
        return
    assert isinstance(ruled, Ruling)
    assert f"SUP-{ruled.body}" not in proposed.barred
    named = None if proposed.decision is Decision.MERGE else proposed.body
    lowest, body = named or matter.body, ruled.body or ""
    over = {one.handler for one in matter.requirements if one.place.clear and one.handler}
    assert all(COUNTRY.divisions.lies_within(handler, body) for handler in over)
    if lowest is not None and not COUNTRY.divisions.lies_within(lowest, body):
        assert COUNTRY.divisions.lies_within(body, lowest)
        assert any(not one.place.clear for one in matter.requirements)
        assert not any(one.department_accused for one in matter.requirements)
