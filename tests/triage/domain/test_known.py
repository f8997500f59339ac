"""What the registers add to a complaint: never a guess, and nobody's equal name from elsewhere."""

from typing import Any

import pytest

from services.triage.domain.known import Register, completed, names_in
from tests.triage.builders import COUNTRY, HANGZHOU, NATION, XIHU, YUHANG, ZHEJIANG, respondent

AGENCY = "三墩镇安监站"
NOTHING = Register({}, {}, {})


def known(
    *accused: dict[str, Any], **registers: dict[str, tuple[str, ...]]
) -> tuple[list[Any], tuple[str, ...]]:
    """What is added to each of the accused, and the pointers to it."""
    register = Register(*(registers.get(name, {}) for name in ("agencies", "heads", "staff")))
    sent = {"respondents": list(accused)}
    found, pointers = completed(sent, register, COUNTRY)
    added = [
        {key: value for key, value in after.items() if key not in before}
        for before, after in zip(accused, found["respondents"], strict=True)
    ]
    return added, pointers


def agency(division: str | None = XIHU, **said: Any) -> dict[str, Any]:
    return respondent("entrusted_agency", division, name=AGENCY, **said)


def test_names_are_looked_up_that_are_whole() -> None:
    named = [respondent(name=name) for name in ("王刚", " 李强 ", "王某", "王", "", None)]

    assert names_in({"respondents": [*named, respondent()]}) == {"王刚", "李强"}
    assert names_in({}) == names_in({"respondents": None}) == frozenset()


@pytest.mark.parametrize(
    ("seat", "entrusted_by", "found"),
    [
        (XIHU, (XIHU,), XIHU),
        (XIHU, (HANGZHOU,), HANGZHOU),
        (XIHU, (HANGZHOU, YUHANG), HANGZHOU),
        (HANGZHOU, (XIHU,), XIHU),
        (HANGZHOU, (XIHU, YUHANG), None),
        (XIHU, (XIHU, HANGZHOU), None),
        (XIHU, (YUHANG,), None),
        (None, (YUHANG,), YUHANG),
        ("nowhere", (YUHANG,), YUHANG),
        (None, (XIHU, YUHANG), None),
        (XIHU, ("nowhere",), None),
        (XIHU, (), None),
    ],
)
def test_who_entrusted_an_agency_is_added_where_only_one_can_have(
    seat: str | None, entrusted_by: tuple[str, ...], found: str | None
) -> None:
    added, pointers = known(agency(seat), agencies={AGENCY: entrusted_by})

    assert added == [{"entrusted_by": found} if found else {}]
    assert pointers == (("/respondents/0/entrusted_by",) if found else ())


def test_what_was_said_stands() -> None:
    said = {"kind": "leader", "division": XIHU}

    assert known(agency(entrusted_by=YUHANG), agencies={AGENCY: (XIHU,)}) == ([{}], ())
    assert known(respondent(name="王刚", current_post=said), heads={"王刚": (HANGZHOU,)}) == ([{}], ())


@pytest.mark.parametrize("kind", ["officer", "auxiliary", "leader", "supervision_staff"])
def test_a_person_who_heads_or_sits_in_a_body_on_the_way_up_is_known_by_name(kind: str) -> None:
    accused = respondent(kind, XIHU, name="王刚")

    head = {"current_post": {"kind": "leader", "division": HANGZHOU}}
    staff = {"current_post": {"kind": "supervision_staff", "division": ZHEJIANG}}
    assert known(accused, heads={"王刚": (HANGZHOU,)}) == ([head], ("/respondents/0/current_post",))
    assert known(accused, staff={"王刚": (ZHEJIANG,)}) == ([staff], ("/respondents/0/current_post",))
    assert known(accused, heads={"王刚": (HANGZHOU,)}, staff={"王刚": (ZHEJIANG,)})[0] == [head]


@pytest.mark.parametrize("kind", ["department", "internal_unit", "entrusted_agency", "other_agency"])
def test_only_persons_have_posts(kind: str) -> None:
    assert known(respondent(kind, XIHU, name="王刚"), heads={"王刚": (HANGZHOU,)}) == ([{}], ())


@pytest.mark.parametrize("posts", [(YUHANG,), ("nowhere",), ()])
def test_an_equal_name_elsewhere_is_a_coincidence(posts: tuple[str, ...]) -> None:
    assert known(respondent(name="王刚"), heads={"王刚": posts}) == ([{}], ())
    assert known(respondent(division=HANGZHOU, name="王刚"), heads={"王刚": (XIHU,)}) == ([{}], ())
    assert known(respondent(division=None, name="王刚"), heads={"王刚": (XIHU,)}) == ([{}], ())


def test_of_several_posts_the_nearest_counts() -> None:
    added, _ = known(respondent(name="王刚"), staff={"王刚": (NATION, ZHEJIANG, HANGZHOU)})

    assert added == [{"current_post": {"kind": "supervision_staff", "division": HANGZHOU}}]


def test_nothing_is_added_to_one_without_a_name_or_with_a_masked_one() -> None:
    added, pointers = known(
        respondent(), respondent(name="王某"), respondent(name="王刚"), heads={"王刚": (XIHU,)}
    )

    assert added == [{}, {}, {"current_post": {"kind": "leader", "division": XIHU}}]
    assert pointers == ("/respondents/2/current_post",)


def test_each_addition_is_pointed_to_and_the_rest_of_what_was_sent_stays() -> None:
    sent = {"statement": "x", "respondents": [respondent(name="李强"), respondent(name="王刚")]}
    register = Register({}, {"王刚": (HANGZHOU,)}, {})

    found, pointers = completed(sent, register, COUNTRY)

    assert pointers == ("/respondents/1/current_post",)
    assert (found["statement"], found["respondents"][0]) == ("x", sent["respondents"][0])


def test_where_nothing_is_known_the_facts_stay_as_they_are() -> None:
    sent = {"statement": "x", "respondents": [respondent(name="王刚")]}

    assert completed(sent, NOTHING, COUNTRY) == (sent, ())
    assert completed({}, NOTHING, COUNTRY) == ({}, ())
