"""What a province may change, within which bounds, from when on, and how a version names it."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.triage.domain.facts import Facts
from services.triage.domain.policy import BUILT_IN, Policy, digest, policy_of
from services.triage.domain.provinces import province_of, province_of_matter, provinces
from services.triage.domain.reading import read
from services.triage.domain.setting import Refusal, Unit
from services.triage.domain.settings import NATION, SETTINGS, parse, refusal
from shared.contracts.articles import LAWS, POLICIES, cite
from shared.contracts.provinces import Change
from tests.triage.builders import COUNTRY, HANGZHOU, XIHU, YUHANG, ZHEJIANG, facts, respondent

DAY = date(2026, 11, 1)


def change(key: str, value: object, day: date = DAY, number: int = 1, province: str = ZHEJIANG) -> Change:
    return Change(province, key, value, day, number)  # type: ignore[arg-type]


@pytest.mark.parametrize("key", SETTINGS)
def test_every_default_is_possible_and_every_basis_can_be_cited(key: str) -> None:
    setting = SETTINGS[key]

    assert refusal(key, setting.default, NATION) is None
    assert parse(key, str(setting.default)) == setting.default
    for basis in setting.basis:
        assert basis in POLICIES or basis.partition(":")[0] in LAWS
        assert cite(basis) != basis


def test_the_version_of_the_defaults_is_changed_with_any_of_them() -> None:
    assert (BUILT_IN, digest({key: one.default for key, one in SETTINGS.items()})) == (
        "2026-5",
        "6461f344035d",
    )


def test_what_rules_ask_for_has_the_defaults_of_the_table() -> None:
    made = policy_of((), NATION, DAY)

    assert made.version == Policy().version == BUILT_IN
    for name in ("leader_scope", "accept_days", "aim_workdays", "investigation_days", "extension_days", "smallest_team",
                 "recheck_window_days", "cluster_threshold", "rectification_days", "xpcc_parent"):  # fmt: skip
        assert getattr(made, name) == getattr(Policy(), name)


@pytest.mark.parametrize(
    ("key", "value", "why"),
    [
        ("accept_notice", 16, Refusal.LAW),
        ("accept_notice", 0, Refusal.LAW),
        ("investigation", 61, Refusal.LAW),
        ("extension", 31, Refusal.LAW),
        ("recheck_application", 20, Refusal.LAW),
        ("recheck_decision", 31, Refusal.LAW),
        ("network_logs", 5, Refusal.LAW),
        ("annual_summary_province", "02-01", Refusal.LAW),
        ("annual_summary_city", "13-01", Refusal.WRONG_TYPE),
        ("annual_summary_city", "01-5", Refusal.WRONG_TYPE),
        ("rectification", 400, Refusal.BOUNDS),
        ("smallest_team", 1, Refusal.BOUNDS),
        ("accept_notice", "ten", Refusal.WRONG_TYPE),
        ("accept_notice", True, Refusal.WRONG_TYPE),
        ("leader_scope", "nobody", Refusal.CHOICE),
        ("leader_scope", 5, Refusal.CHOICE),
        ("xpcc_parent", "650000", Refusal.NATIONAL),
        ("no_such", 5, Refusal.UNKNOWN),
        ("accept_notice", 10, None),
        ("rectification", 45, None),
        ("leader_scope", "head_and_enforcement_deputy", None),
        ("accept_notice", None, None),
    ],
)
def test_bounds_of_the_law_hold(key: str, value: object, why: Refusal | None) -> None:
    assert refusal(key, value, ZHEJIANG) is why  # type: ignore[arg-type]


def test_programs_know_each_refusal_by_its_code() -> None:
    assert {str(why) for why in Refusal} == {
        "unknown_setting", "wrong_type", "against_the_law", "out_of_range", "not_a_choice", "national_only", "in_the_past",
    }  # fmt: skip


def test_a_change_holds_from_its_day_on_and_nowhere_else() -> None:
    changes = (change("accept_notice", 10),)

    assert policy_of(changes, ZHEJIANG, DAY - timedelta(days=1)).accept_days == 15
    assert policy_of(changes, ZHEJIANG, DAY).accept_days == 10
    assert policy_of(changes, "320000", DAY).accept_days == 15


def test_the_nation_sets_what_provinces_do_not() -> None:
    changes = (
        change("accept_notice", 12, province=NATION),
        change("accept_notice", 10),
        change("accept_notice", None, DAY + timedelta(days=30), 2),
    )

    assert policy_of(changes, "320000", DAY).accept_days == 12
    assert policy_of(changes, ZHEJIANG, DAY).accept_days == 10
    assert policy_of(changes, ZHEJIANG, DAY + timedelta(days=30)).accept_days == 12


def test_the_later_entry_for_a_day_replaces_the_earlier_one() -> None:
    changes = (change("investigation", 40, number=2), change("investigation", 50, number=1))

    assert policy_of(changes, ZHEJIANG, DAY).investigation_days == 40


NUMBERS = st.sampled_from([one for one in SETTINGS.values() if one.unit is Unit.DAYS and not one.fixed])
CHANGES = st.lists(
    NUMBERS.flatmap(
        lambda one: st.builds(
            Change,
            st.sampled_from([NATION, ZHEJIANG, "320000"]),
            st.just(one.key),
            st.none() | st.integers(one.least, one.most),
            st.dates(DAY, DAY + timedelta(days=20)),
            st.integers(1, 99),
        )
    ),
    max_size=8,
    unique_by=lambda one: (one.province, one.number),
)


@settings(max_examples=50, deadline=None)
@given(CHANGES, st.permutations(range(8)))
def test_the_order_of_reading_does_not_matter_and_one_version_is_one_set_of_settings(
    changes: list[Change], order: list[int]
) -> None:
    mixed = [changes[at] for at in order if at < len(changes)]
    seen: dict[str, dict[str, object]] = {}
    for offset in range(0, 21, 5):
        for province in (NATION, ZHEJIANG, "320000"):
            made = policy_of(changes, province, DAY + timedelta(days=offset))

            assert made == policy_of(mixed, province, DAY + timedelta(days=offset))
            assert seen.setdefault(made.version, dict(made.values)) == made.values
            assert len(made.version) <= 40
            assert all(refusal(key, value, NATION) is None for key, value in made.values.items())


def test_the_province_is_that_of_the_accused() -> None:
    def of(*accused: dict[str, object], **said: object) -> str:
        return province_of_matter(read(facts(*accused, **said)), COUNTRY)

    assert of(respondent(division=XIHU)) == ZHEJIANG
    assert of(respondent(division=XIHU), respondent(division=YUHANG)) == ZHEJIANG
    assert of(respondent(division=XIHU), respondent(division="320506")) == NATION
    assert of(respondent("department", NATION)) == NATION
    assert of(occurred_in=HANGZHOU) == ZHEJIANG
    assert of(respondent(division=None), occurred_in=None) == NATION
    assert of(respondent("other_agency", "320506", entrusted_by=XIHU)) == ZHEJIANG
    assert province_of_matter(Facts(), COUNTRY) == NATION
    gone = respondent(
        division="441002"
    )  # nobody took it over, and where it lay is not sure: it decides nothing
    assert of(respondent(division=XIHU), gone) == ZHEJIANG


def test_municipalities_and_the_corps_are_provinces_and_what_lies_outside_is_none() -> None:
    known = provinces(COUNTRY.divisions)

    assert {"110000", "XPCC", NATION} < set(known)
    assert not {"710000", "810000", "820000"} & set(known)
    assert province_of("659001", COUNTRY.divisions) == "XPCC"
    assert province_of("110105", COUNTRY.divisions) == "110000"
