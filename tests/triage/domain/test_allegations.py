"""One respondent, one matter, one allegation."""

from uuid import UUID

from services.triage.domain.allegations import allegations, as_json
from services.triage.domain.claims import Claims, claims
from services.triage.domain.facts import Facts
from services.triage.domain.reading import read
from tests.triage.builders import facts, respondent

COMPLAINT = UUID(int=1)


def people(*sent: dict[str, object]):
    return read(facts(*sent)).respondents


def test_each_respondent_answers_for_each_matter() -> None:
    both = people(respondent(name="甲"), respondent("department"))

    found = allegations(COMPLAINT, both, Claims(("unlawful", "negligent"), ("C6.2", "C6.3")))

    assert [(one["respondent"]["kind"], one["categories"], one["natures"]) for one in found] == [
        ("department", ["C6.2"], ["negligent"]),
        ("department", ["C6.3"], ["unlawful"]),
        ("officer", ["C6.2"], ["negligent"]),
        ("officer", ["C6.3"], ["unlawful"]),
    ]
    assert len({one["id"] for one in found}) == 4


def test_a_category_that_can_have_none_of_the_natures_claimed_keeps_them() -> None:
    (found,) = allegations(COMPLAINT, people(respondent()), Claims(("negligent",), ("C6.3",)))

    assert found["natures"] == ["negligent"]


def test_a_category_of_another_day_keeps_the_natures_claimed() -> None:
    (found,) = allegations(COMPLAINT, people(respondent()), Claims(("unlawful",), ("C99.1",)))

    assert found["natures"] == ["unlawful"]
    assert claims(Facts(categories=("C99.1",))) == Claims((), ("C99.1",))


def test_without_a_category_there_is_one_allegation_a_respondent() -> None:
    (found,) = allegations(COMPLAINT, people(respondent()), Claims(("unlawful",), ()))

    assert (found["categories"], found["natures"]) == ([], ["unlawful"])


def test_the_ids_follow_from_what_is_alleged() -> None:
    claimed = Claims((), ("C4.1",))
    (first,) = allegations(COMPLAINT, people(respondent(name="甲")), claimed)
    (again,) = allegations(COMPLAINT, people(respondent(name="甲")), claimed)
    (other,) = allegations(COMPLAINT, people(respondent(name="乙")), claimed)
    (elsewhere,) = allegations(UUID(int=2), people(respondent(name="甲")), claimed)

    assert first["id"] == again["id"] == "f69637cc-094e-5a7c-a5c8-8cf91647a990"
    assert len({first["id"], other["id"], elsewhere["id"]}) == 3


def test_a_respondent_is_shown_as_it_was_sent() -> None:
    sent = {
        "kind": "officer", "division": "330106", "division_known": False, "name": "甲", "role": "队员", "unit": "执法队",
        "entrusted_by": "330100", "sector": "危化", "current_post": {"kind": "leader", "division": "330110"},
    }  # fmt: skip
    (one,) = people(sent)
    (bare,) = people(respondent())

    assert as_json(one) == sent
    assert as_json(bare)["current_post"] is None


def test_natures_that_are_not_claimed_follow_where_a_category_allows_just_one() -> None:
    assert claims(Facts(categories=("C6.2", "C6.3", "C8.1"))) == Claims(
        ("negligent", "unlawful"), ("C6.2", "C6.3", "C8.1"), True
    )
    assert claims(Facts(categories=("C8.1",))) == Claims((), ("C8.1",), False)
    assert claims(Facts(natures=("improper",), categories=("C6.2",))) == Claims(
        ("improper",), ("C6.2",), False
    )


def test_the_words_of_the_statement_count_where_no_category_is_claimed() -> None:
    hinted = claims(Facts(hinted=("C8.1",)))
    claimed = claims(Facts(categories=("C4.1",), hinted=("C8.1",), natures=("improper",)))

    assert (hinted.meant, hinted.about_rulings, hinted.only_about_rulings) == (("C8.1",), ("C8.1",), True)
    assert (claimed.meant, claimed.about_rulings, claimed.only_about_rulings) == (("C4.1",), (), False)
    assert claims(Facts(natures=("improper",), hinted=("C8.2", "C4.1"))).about_rulings == ("C8.2",)
    assert not claims(Facts()).only_about_rulings
