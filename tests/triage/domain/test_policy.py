"""The settings themselves: what each may be, and how a policy is made of them."""

from datetime import date

import pytest

from services.triage.domain.facts import Respondent
from services.triage.domain.policy import (
    BUILT_IN,
    Policy,
    digest,
    escalates,
    kept_policy,
    policy_of,
    policy_with,
)
from services.triage.domain.setting import Setting, is_day_of_year
from services.triage.domain.settings import NATION, SETTINGS, default, parse
from shared.contracts.provinces import Change
from shared.contracts.terms import RespondentKind
from tests.triage.builders import XIHU, ZHEJIANG

DAY = date(2026, 11, 1)
BOUNDS = """
register                    workdays    0     0-1    -   -       petition:23
dispatch_conduct_hotline    hours       2     1-24   -   -       tangshan:32
sign_for_order              workdays    1     1-3    -   -       tangshan:23
return_order                workdays    1     1-5    -   counted tangshan:23
return_order_complex        workdays    3     1-5    -   counted tangshan:23
return_order_superior       workdays    5     1-5    law counted petition:23
max_returns                 count       1     0-3    -   -       weifang:22
transfer_not_ours           days        10    1-15   -   -       sichuan:31
accept_decision_internal    workdays    5     1-10   -   counted policy:settings
accept_notice               days        15    1-15   law counted petition:23
notify_supervised_unit      days        5     1-15   -   -       sichuan:32
unit_statement              days        10    1-15   -   -       sichuan:32
investigation               days        60    1-60   law counted petition:34
extension                   days        30    1-30   law counted petition:34
reply_to_real_name          days        10    1-15   -   -       policy:tip_rule
hotline_interim_reply       workdays    5     1-5    -   -       weifang:20
rectification               days        30    1-60   -   counted sichuan:34 hebei:21 shandong:28
unit_objection              days        15    1-30   -   counted sichuan:34 hebei:21
unit_objection_answer       days        15    1-30   -   counted sichuan:34 hebei:21
recheck_application         days        30    30-30  law counted petition:35
recheck_decision            days        30    1-30   law counted petition:35
second_recheck_application  days        30    30-30  law counted petition:36
second_recheck_decision     days        30    1-30   law -       petition:36
criminal_transfer           days        3     1-3    law -       transfer:5
criminal_transfer_hours     hours       24    1-24   law -       transfer:5
special_report_back         days        30    1-90   -   counted petition:22
transfer_receipt            days        7     1-30   -   counted policy:settings
advice_answer               days        30    1-90   -   counted policy:settings
follow_up_call              workdays    5     1-20   -   -       tangshan:38
cluster_threshold           count       5     2-50   -   counted measures:12
cluster_days                days        90    1-365  -   counted measures:12
annual_summary_province     day_of_year 01-31 01-31  law -       measures:21
annual_summary_city         day_of_year 01-15 01-31  -   -       policy:settings
annual_summary_county       day_of_year 01-05 01-31  -   -       policy:settings
network_logs                months      6     6-120  law -       cybersecurity:23
keep_measures               years       30    10-100 -   counted pipl:19 policy:retention
keep_cases                  years       10    5-100  -   counted pipl:19 policy:retention
keep_unhandled              years       2     1-30   -   counted pipl:19 policy:retention
keep_recordings             years       2     1-30   -   -       pipl:19 policy:retention
smallest_team               count       2     2-5    -   counted sichuan:29 hebei:19 shandong:22
leader_scope                choice      all   all,head_and_enforcement_deputy - counted petition:28(3)
pauses_while_asked          choice      off   off,on - counted policy:settings
pause_hearing               days        0     0-180  -    counted measures:22 policy:settings
pause_appraisal             days        0     0-180  -    counted measures:22 policy:settings
pause_complainant           days        0     0-180  -    counted measures:22 policy:settings
pause_litigation            days        0     0-180  -    counted measures:22 policy:settings
pause_other_authority       days        0     0-180  -    counted measures:22 policy:settings
pause_force_majeure         days        0     0-180  -    counted measures:22 policy:settings
pause_person_away           days        0     0-180  -    counted measures:22 policy:settings
pause_in_all                days        0     0-365  -    counted measures:22 policy:settings
pause_second_hearing        days        30    1-90   -    counted petition:36 policy:settings
approval_chain              choice      head  head,section-head,division-head,section-division-head - counted measures:14(2)
xpcc_parent                 choice      XPCC  XPCC,650000 - counted policy:settings
"""
"""Key, unit, default, what is possible, whether the bound is the law's, whether the system reckons with it, basis."""


def written(one: Setting) -> str:
    possible = one.latest or ",".join(one.choices) or f"{one.least}-{one.most}"
    flags = "law" if one.legal else "-", "counted" if one.counted else "-"
    return " ".join([one.key, one.unit, str(one.default), possible, *flags, *one.basis])


def test_the_settings_of_a_province_are_these() -> None:
    assert [written(one) for one in SETTINGS.values()] == [
        " ".join(row.split()) for row in BOUNDS.split("\n") if row
    ]
    assert [one.key for one in SETTINGS.values() if one.national] == ["xpcc_parent"]
    assert [one.key for one in SETTINGS.values() if one.fixed] == [
        "recheck_application",
        "second_recheck_application",
    ]


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("01-31", True), ("02-29", True), ("02-30", False), ("04-31", False), ("12-31", True), ("12-32", False),
        ("00-10", False), ("13-01", False), ("01-00", False), ("1-31", False), ("01-1", False), ("0131", False),
        ("０１-３１", False), ("ab-cd", False), ("", False), ("06-30", True), ("06-31", False), ("09-31", False),
        ("11-31", False), ("01-32", False), ("03-31", True), ("03-32", False), ("05-31", True), ("05-32", False),
        ("07-31", True), ("07-32", False), ("08-31", True), ("08-32", False), ("10-31", True), ("10-32", False),
        ("04-30", True), ("09-30", True), ("11-30", True),
    ],
)  # fmt: skip
def test_days_of_the_year(text: str, is_one: bool) -> None:
    assert is_day_of_year(text) is is_one


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("accept_notice", " 10 ", 10),
        ("accept_notice", "", None),
        ("accept_notice", "  ", None),
        ("accept_notice", "ten", "ten"),
        ("accept_notice", "１０", "１０"),
        ("accept_notice", "999999", 999_999),
        ("accept_notice", "1234567", "1234567"),
        ("annual_summary_city", "01-15", "01-15"),
        ("leader_scope", "all", "all"),
        ("xpcc_parent", "650000", "650000"),
        ("no_such", " 5 ", "5"),
    ],
)
def test_what_is_typed_is_read_in_the_setting_s_own_type(key: str, text: str, value: object) -> None:
    assert parse(key, text) == value


def test_a_default_that_is_no_number_is_not_reckoned_with() -> None:
    with pytest.raises(TypeError):
        default("leader_scope")


def test_a_policy_is_opened_again_with_the_defaults_of_what_came_later() -> None:
    kept = kept_policy("2025-1/330000/abc", {"accept_notice": 10, "pauses_while_asked": "on"})

    assert (kept.version, kept.accept_days, kept.pauses_while_asked) == ("2025-1/330000/abc", 10, True)
    assert (kept.value("accept_notice"), kept.investigation_days, kept.value("follow_up_call")) == (10, 60, 5)
    assert Policy().value("follow_up_call") == 5
    assert Policy().pauses_while_asked is False
    with pytest.raises(KeyError):
        kept.value("no_such")


def test_a_setting_that_is_no_more_changes_nothing() -> None:
    """What was set under an earlier version of the product stays in the history (Measures art. 22)."""
    gone = (Change(ZHEJIANG, "no_more", 5, DAY, 1), Change(NATION, "no_more", 5, DAY, 2))

    assert policy_of(gone, ZHEJIANG, DAY) == policy_of((), ZHEJIANG, DAY)
    assert policy_of(gone, NATION, DAY).version == BUILT_IN


def test_equal_policies_are_one_key_and_are_told_by_their_version_alone() -> None:
    one, other = kept_policy("v", {"accept_notice": 10}), kept_policy("v", {"accept_notice": 10})

    assert len({one, other}) == 1
    assert "follow_up_call" not in repr(one)


def test_a_version_names_what_differs_and_where() -> None:
    made = policy_with({"accept_notice": 10, "investigation": 60}, ZHEJIANG)

    assert made.version == f"{BUILT_IN}/{ZHEJIANG}/{digest({'accept_notice': 10})}"
    assert policy_with({"investigation": 60}, ZHEJIANG).version == BUILT_IN
    assert policy_with({"accept_notice": 10}).version.split("/")[1] == NATION
    assert len(digest({})) == 12


def test_where_the_corps_belongs_is_for_the_nation_alone_to_say() -> None:
    changes = (
        Change(ZHEJIANG, "xpcc_parent", "650000", DAY, 1),
        Change(NATION, "xpcc_parent", "650000", DAY, 2),
    )

    assert policy_of(changes[:1], ZHEJIANG, DAY).xpcc_parent == "XPCC"
    assert policy_of(changes, ZHEJIANG, DAY).xpcc_parent == "650000"


@pytest.mark.parametrize(
    ("role", "escalated"),
    [
        (None, True),
        ("局长", True),
        ("分管执法的副局长", True),
        ("分管财务的副局长", False),
        ("执法副局长", True),
    ],
)
def test_of_the_deputies_only_the_one_for_enforcement_escalates_where_a_province_set_it_so(
    role: str | None, escalated: bool
) -> None:
    narrow = policy_with({"leader_scope": "head_and_enforcement_deputy"})
    leader = Respondent(RespondentKind.LEADER, XIHU, role=role)

    assert escalates(leader, narrow) is escalated
    assert escalates(leader, Policy())
