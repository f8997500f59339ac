"""What must hold for any text whatsoever."""

from hypothesis import given, settings
from hypothesis import strategies as st

from services.triage.domain.finding import Found, find
from services.triage.domain.finding.gaps import fill
from shared.contracts.taxonomy import CATEGORIES
from shared.contracts.terms import Nature, RespondentKind
from shared.divisions import divisions
from tests.triage.texts import statements

TEXTS = [one["text"] for name in ("building", "held") for one in statements(name)]
PIECES = sorted({piece for text in TEXTS for piece in text.split("，")})
ANYTHING = st.text(max_size=200) | st.lists(st.sampled_from(PIECES), max_size=8).map("，".join)
MIXED = st.lists(ANYTHING, max_size=4).map("".join)
SOME = settings(deadline=None)


@SOME
@given(MIXED)
def test_any_text_is_read_and_marks_lie_within_it(text: str) -> None:
    for one in find(text, divisions()).proposals:
        assert 0.5 <= one.score <= 1
        assert all(0 <= mark.start < mark.end <= len(text) for mark in one.marks)


@SOME
@given(MIXED)
def test_only_words_of_the_glossary_are_proposed(text: str) -> None:
    found = find(text, divisions())

    assert set(found.values("/claims/categories")) <= set(CATEGORIES)
    assert set(found.values("/claims/natures")) <= {str(nature) for nature in Nature}
    assert set(found.values("/respondents")) <= {str(kind) for kind in RespondentKind}
    assert all(code in divisions() for code in found.values("/occurred_in"))


@SOME
@given(st.lists(st.sampled_from(TEXTS), min_size=2, max_size=4), st.randoms())
def test_paragraphs_may_stand_in_any_order_for_what_is_claimed(texts: list[str], chance: object) -> None:
    """Each statement is a paragraph of its own here; what each claims does not depend on the others before."""
    plain = [text for text in texts if "举报" not in text]
    turned = list(reversed(plain))

    def claimed(paragraphs: list[str]) -> set[str]:
        return set(find("\n\n\n".join(paragraphs), divisions()).values("/claims/categories"))

    assert claimed(plain) == claimed(turned)


@SOME
@given(MIXED)
def test_what_is_found_can_be_kept_and_opened_again(text: str) -> None:
    found = find(text, divisions())

    assert Found.from_json(found.as_json()) == found


@SOME
@given(MIXED)
def test_what_was_said_is_never_replaced(text: str) -> None:
    found = find(text, divisions())
    accused = {"statement": text, "respondents": [{"kind": "officer", "division": "330106"}]}
    said = {"statement": text, "subject": "complaint", "occurred_in": "330106"}

    assert fill(accused, found) is None
    filled = fill(said, found)
    if filled is not None:
        assert filled.sent | said == filled.sent


def test_a_long_statement_is_read_in_reasonable_time() -> None:
    """Twenty thousand characters; the limit of the suite is far above what it takes."""
    text = ("".join(TEXTS) * 3)[:20_000]

    assert find(text, divisions()).proposals


def test_what_stands_behind_the_longest_statement_is_not_read() -> None:
    told = "吃拿卡要"

    assert find("甲" * (20_000 - len(told)) + told, divisions()).of("/claims/categories")
    assert not find("甲" * (20_001 - len(told)) + told, divisions()).of("/claims/categories")
