"""What must hold for any facts, over the whole country's table."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from services.triage.domain.decisions import Choice, Refusal, Ruling, decide
from services.triage.domain.matter import Matter
from services.triage.domain.policy import Policy
from services.triage.domain.reading import read
from shared.contracts.terms import Decision, RespondentKind
from tests.triage.builders import COUNTRY, facts, judged

CODES = st.sampled_from(sorted(row.code for row in COUNTRY.divisions))
WHOLE = {"department", "leader", "supervision_body", "supervision_staff"}
KINDS = st.sampled_from([str(kind) for kind in RespondentKind])
POSTS = st.fixed_dictionaries(
    {"kind": st.sampled_from(["supervision_staff", "leader", "officer"]), "division": CODES}
)
RESPONDENTS = st.lists(
    st.fixed_dictionaries(
        {"kind": KINDS, "division": CODES},
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
        "earlier": st.fixed_dictionaries(
            {
                "body": CODES.map(lambda code: f"SUP-{code}"),
                "state": st.sampled_from(["pending", "closed"]),
                "overdue": st.booleans(),
            }
        ),
    },
)
MANY = settings(max_examples=400, deadline=None)


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


@MANY
@given(RESPONDENTS, CIRCUMSTANCES)
def test_who_investigates_stands_strictly_above_accused_departments_in_everyones_chain(
    accused: list[Any], around: dict[str, Any]
) -> None:
    found = judged(*accused, circumstances=around)
    if not found.opens_a_case or found.body is None:
        return

    for one in accused:
        where = one.get("entrusted_by") or one["division"]
        if one["kind"] == "other_agency" and "entrusted_by" not in one:
            continue
        chain = COUNTRY.divisions.chain(where)
        assert found.body in chain
        if one["kind"] in WHOLE or around.get("collective_decision"):
            assert found.body != where


@MANY
@given(RESPONDENTS, CIRCUMSTANCES, st.randoms())
def test_the_order_of_respondents_does_not_matter(
    accused: list[Any], around: dict[str, Any], chance: Any
) -> None:
    shuffled = accused[:]
    chance.shuffle(shuffled)

    assert judged(*accused, circumstances=around) == judged(*shuffled, circumstances=around)


@MANY
@given(RESPONDENTS, CIRCUMSTANCES)
def test_parts_never_reach_a_desk_of_the_accused(accused: list[Any], around: dict[str, Any]) -> None:
    found = judged(*accused, circumstances=around)

    desks = [one.to.partition(":")[2] for one in found.referrals if one.to.startswith("WS_TIP:")]
    assert all(f"DEP-{desk}" not in found.barred for desk in desks)


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
    lowest = proposed.body or matter.body
    assert lowest is None or COUNTRY.divisions.lies_within(lowest, ruled.body or "")
