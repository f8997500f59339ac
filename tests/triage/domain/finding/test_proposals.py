"""Proposals add up, come back from what is kept, and tell how sure they are."""

from services.triage.domain.finding.proposals import Found, Mark, Proposal, Sign, score, weighed

FIRST, SECOND, THIRD = Mark(0, 2, "a"), Mark(4, 6, "b"), Mark(7, 9, "a")


def test_signs_add_up_as_independent_witnesses_and_a_rule_counts_once() -> None:
    assert score([Sign("x", 0.5, FIRST), Sign("x", 0.5, SECOND)]) == 0.75
    assert score([Sign("x", 0.5, FIRST), Sign("x", 0.6, THIRD)]) == 0.6
    assert score([Sign("x", 0.6, FIRST), Sign("x", 0.5, THIRD)]) == 0.6
    assert score([]) == 0.0


def test_the_likelier_comes_first_and_what_is_unlikely_not_at_all() -> None:
    signs = [Sign("b", 0.5, FIRST), Sign("c", 0.9, SECOND), Sign("a", 0.5, THIRD), Sign("d", 0.49, FIRST)]

    found = weighed("/p", signs)

    assert [(one.value, one.score) for one in found] == [("c", 0.9), ("a", 0.5), ("b", 0.5)]
    assert found[0].marks == (SECOND,)


def test_what_is_kept_comes_back_the_same() -> None:
    found = Found(
        (Proposal("/p", "x", 0.7, (FIRST, SECOND), (("division", "330106"),)), Proposal("/q", "y", 0.5, ()))
    )

    assert Found.from_json(found.as_json()) == found
    assert found.as_json()[0] == {
        "pointer": "/p", "value": "x", "score": 0.7, "detail": {"division": "330106"},
        "marks": [{"start": 0, "end": 2, "rule": "a"}, {"start": 4, "end": 6, "rule": "b"}],
    }  # fmt: skip


def test_values_are_told_once_and_the_sure_ones_apart() -> None:
    scored = (("x", 0.75), ("y", 0.74), ("x", 0.5), ("z", 0.9))
    found = Found(
        (*(Proposal("/p", value, sure, ()) for value, sure in scored), Proposal("/q", "w", 1.0, ()))
    )

    assert found.values("/p") == ("x", "y", "z")
    assert found.sure_of("/p") == ("x", "z")
    assert len(found.of("/p")) == 4
