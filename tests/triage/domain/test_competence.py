"""Who is in charge when a body says that it is not: days, the common superior, and whom it may designate."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.triage.domain.competence import common_superior, lasting, object_by, placed, undesignable
from services.triage.domain.matter import Matter
from services.triage.domain.policy import Policy
from services.triage.domain.reading import read
from shared import workdays
from tests.triage.builders import (
    COUNTRY,
    HANGZHOU,
    NATION,
    TODAY,
    XIHU,
    YUHANG,
    ZHEJIANG,
    about,
    facts,
    judged,
    respondent,
)  # fmt: skip

FACTS = read(facts(respondent()))
SITS = {"kind": "supervision_staff", "division": YUHANG}
DEPARTMENT = facts(respondent("department", XIHU))


@pytest.mark.parametrize(
    ("channel", "made", "last"),
    [
        ("web", judged(respondent()), date(2026, 11, 24)),
        ("12345", judged(respondent()), date(2026, 11, 24)),
        ("web", about(respondent(), hazard=True), date(2026, 11, 26)),
        ("web", judged(respondent("officer", XIHU), respondent("officer", YUHANG)), date(2026, 11, 26)),
        ("web", judged(respondent("officer", "330100", division_known=False)), date(2026, 11, 26)),
        ("web", judged(respondent("officer", "330124")), date(2026, 11, 26)),
        ("petition_office", judged(respondent()), date(2026, 11, 30)),
        ("superior", judged(respondent()), date(2026, 11, 30)),
    ],
)
def test_the_days_to_object(channel: str, made: object, last: date) -> None:
    found = object_by(TODAY, channel, made, Policy(), workdays.load())  # type: ignore[arg-type]

    assert found.day == last


@pytest.mark.parametrize(
    ("parties", "barred", "superior"),
    [
        ((XIHU, YUHANG), (), HANGZHOU),
        ((XIHU, HANGZHOU), (), ZHEJIANG),
        ((XIHU, YUHANG), (f"SUP-{HANGZHOU}",), ZHEJIANG),
        ((XIHU, "310101"), (), NATION),
        ((XIHU, NATION), (), None),
    ],
)
def test_the_common_superior_is_neither_of_them_and_not_barred(
    parties: tuple[str, str], barred: tuple[str, ...], superior: str | None
) -> None:
    assert common_superior(parties, barred, COUNTRY) == superior


def test_nobody_barred_or_from_elsewhere_is_designated() -> None:
    made = judged(respondent("department", XIHU))

    def why(division: str, matter: Matter) -> str | None:
        found = undesignable(division, HANGZHOU, made, matter)
        return found.key if found else None

    nobody, department = (Matter(facts, COUNTRY, Policy()) for facts in (FACTS, read(DEPARTMENT)))
    assert why(XIHU, nobody) == "REFUSED.barred"
    assert why("310101", nobody) == "REFUSED.not_below"
    assert why(YUHANG, nobody) is None
    assert why(HANGZHOU, nobody) is None
    assert why(YUHANG, department) == "REFUSED.below", "beside the accused department is not above it"
    assert why(HANGZHOU, department) is None


def test_a_refusal_to_designate_names_the_row_that_it_would_break() -> None:
    made, nobody = judged(respondent("department", XIHU)), Matter(FACTS, COUNTRY, Policy())
    department = Matter(read(DEPARTMENT), COUNTRY, Policy())
    alone = Matter(replace(FACTS, short=(YUHANG,)), COUNTRY, Policy())
    sitting = Matter(read(facts(respondent(name="甲", current_post=SITS))), COUNTRY, Policy())

    def why(division: str, matter: Matter) -> tuple[str, str, str, Any] | None:
        found = undesignable(division, HANGZHOU, made, matter)
        return found and (found.rule, found.article, found.key, dict(found.params))

    assert why(XIHU, nobody) == ("K1", "petition:30(3)", "REFUSED.barred", {"body": XIHU})
    assert why("310101", nobody) == ("DESIGNATED", "petition:24", "REFUSED.not_below", {"body": "310101"})
    assert why(YUHANG, alone) == ("K1", "measures:5", "K1.team", {"body": YUHANG})
    assert why(YUHANG, sitting) == ("K3", "petition:28(3)", "K3", {"body": YUHANG})
    below = {"body": YUHANG, "lowest": HANGZHOU}
    assert why(YUHANG, department) == ("R3", "measures:2", "REFUSED.below", below)


def test_where_nobody_inside_may_see_it_nothing_is_placed() -> None:
    outside, plain = judged(respondent("department", NATION)), judged(respondent())

    assert placed(outside, {"designated": YUHANG}, FACTS, COUNTRY) is outside
    assert placed(plain, {}, FACTS, COUNTRY) is plain


def test_a_dispute_and_a_designation_are_told_with_their_article() -> None:
    for overlay, key in (({"disputed": HANGZHOU}, "DISPUTED"), ({"designated": YUHANG}, "DESIGNATED")):
        told = placed(judged(respondent()), overlay, FACTS, COUNTRY).reasons[-1]

        assert (told.rule, told.article, told.key) == (key, "petition:24", key)
        assert lasting(overlay | {"withdrawn": True}) == overlay


def test_the_designated_body_handles_it_and_its_superior_rechecks() -> None:
    made = placed(judged(respondent()), {"designated": YUHANG}, FACTS, COUNTRY)

    assert (made.body, made.desk, made.recheck) == (YUHANG, YUHANG, HANGZHOU)
    assert made.reasons[-1].key == "DESIGNATED"


def test_a_dispute_moves_the_desk_and_nothing_else() -> None:
    before = judged(respondent())
    made = placed(before, {"disputed": HANGZHOU}, FACTS, COUNTRY)

    assert (made.body, made.desk, made.barred) == (before.body, HANGZHOU, before.barred)
    assert lasting({"disputed": HANGZHOU, "withdrawn": True}) == {"disputed": HANGZHOU}


CODES = st.sampled_from([XIHU, YUHANG, HANGZHOU, ZHEJIANG, NATION])


@settings(max_examples=50, deadline=None)
@given(CODES, CODES, st.sets(CODES))
def test_whoever_designates_may_know_and_is_no_party(desk: str, other: str, kept_out: set[str]) -> None:
    found = common_superior((desk, other), [f"SUP-{code}" for code in kept_out], COUNTRY)

    assert found is None or (found not in (desk, other) and found not in kept_out)
