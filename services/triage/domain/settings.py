"""The settings that a province may change (Measures art. 22): what each means, its default and its bounds.

Where the law itself sets a maximum, a province may only be stricter; what the law grants to the
complainant is fixed. `domain.md` §2.9 and §4.5 are the source of every row.
"""

from collections.abc import Mapping
from typing import Any

from services.triage.domain.pause_settings import ROWS as PAUSES
from services.triage.domain.reasons import N_
from services.triage.domain.setting import Refusal, Setting, Unit, Value, impossible
from shared.contracts.retention import YEARS, Rule

NATION = "000000"


def _days(key: str, default: int, text: str, basis: str, most: int, **more: Any) -> Setting:
    return Setting(key, Unit.DAYS, default, text, tuple(basis.split()), least=1, most=most, **more)


def _workdays(key: str, default: int, text: str, basis: str, most: int, **more: Any) -> Setting:
    least = min(1, default)
    return Setting(key, Unit.WORKDAYS, default, text, tuple(basis.split()), least=least, most=most, **more)


def _count(key: str, default: int, text: str, basis: str, least: int, most: int, **more: Any) -> Setting:
    return Setting(key, Unit.COUNT, default, text, tuple(basis.split()), least=least, most=most, **more)


def _years(key: str, default: int, text: str, least: int, most: int, **more: Any) -> Setting:
    basis = ("pipl:19", "policy:retention")
    return Setting(key, Unit.YEARS, default, text, basis, least=least, most=most, **more)


def _fixed(key: str, days: int, text: str, basis: str) -> Setting:
    return Setting(key, Unit.DAYS, days, text, (basis,), days, days, legal=True, counted=True)


def _by(key: str, default: str, text: str, basis: str, latest: str, **more: Any) -> Setting:
    return Setting(key, Unit.DAY_OF_YEAR, default, text, (basis,), latest=latest, **more)


_ROWS = (
    _workdays("register", 0, N_("Registering what was received"), "petition:23", 1),
    Setting(
        "dispatch_conduct_hotline",
        Unit.HOURS,
        2,
        N_("Dispatching a hotline complaint about enforcement conduct"),
        ("tangshan:32",),
        least=1,
        most=24,
    ),
    _workdays("sign_for_order", 1, N_("Signing for a work order"), "tangshan:23", 3),
    _workdays(
        "return_order", 1, N_("Returning a work order that is not ours"), "tangshan:23", 5, counted=True
    ),
    _workdays(
        "return_order_complex", 3, N_("Returning a work order in a hard case"), "tangshan:23", 5, counted=True
    ),
    _workdays(
        "return_order_superior",
        5,
        N_("Objecting to a matter sent by a petition office or a superior"),
        "petition:23",
        5,
        legal=True,
        counted=True,
    ),
    _count(
        "max_returns", 1, N_("Returns of a work order before the superior designates"), "weifang:22", 0, 3
    ),
    _days("transfer_not_ours", 10, N_("Transferring what is not ours"), "sichuan:31", 15),
    _workdays(
        "accept_decision_internal",
        5,
        N_("Internal warning before the decision on acceptance"),
        "policy:settings",
        10,
        counted=True,
    ),
    _days(
        "accept_notice",
        15,
        N_("Telling the complainant whether the complaint is accepted"),
        "petition:23",
        15,
        legal=True,
        counted=True,
    ),
    _days(
        "notify_supervised_unit",
        5,
        N_("Notifying the supervised unit of the sanitised matter"),
        "sichuan:32",
        15,
    ),
    _days("unit_statement", 10, N_("Statement of the supervised unit"), "sichuan:32", 15),
    _days(
        "investigation", 60, N_("Investigation, from acceptance"), "petition:34", 60, legal=True, counted=True
    ),
    _days(
        "extension",
        30,
        N_("Extension, once, approved by the head"),
        "petition:34",
        30,
        legal=True,
        counted=True,
    ),
    _days(
        "reply_to_real_name",
        10,
        N_("Reply to a complainant who gave their name, from the conclusion"),
        "policy:tip_rule",
        15,
    ),
    _workdays("hotline_interim_reply", 5, N_("Interim reply to a hotline order"), "weifang:20", 5),
    _days(
        "rectification",
        30,
        N_("Carrying out a correction, from service"),
        "sichuan:34 hebei:21 shandong:28",
        60,
        counted=True,
    ),
    _days(
        "unit_objection",
        15,
        N_("Objection of the supervised unit, from service"),
        "sichuan:34 hebei:21",
        30,
        counted=True,
    ),
    _days("unit_objection_answer", 15, N_("Answer to an objection"), "sichuan:34 hebei:21", 30, counted=True),
    _fixed("recheck_application", 30, N_("Applying for a recheck, from the reply"), "petition:35"),
    _days("recheck_decision", 30, N_("Deciding on a recheck"), "petition:35", 30, legal=True, counted=True),
    _fixed("second_recheck_application", 30, N_("Applying for a second recheck"), "petition:36"),
    _days(
        "second_recheck_decision",
        30,
        N_("Deciding on a second recheck, hearings not counted"),
        "petition:36",
        30,
        legal=True,
    ),
    _days(
        "criminal_transfer",
        3,
        N_("Deciding on the transfer of a suspected crime"),
        "transfer:5",
        3,
        legal=True,
    ),
    Setting(
        "criminal_transfer_hours",
        Unit.HOURS,
        24,
        N_("Handing over after that decision"),
        ("transfer:5",),
        least=1,
        most=24,
        legal=True,
    ),
    _days(
        "special_report_back",
        30,
        N_("Reporting back to the assigner who set no day"),
        "petition:22",
        90,
        counted=True,
    ),
    _days(
        "transfer_receipt",
        7,
        N_("Receipt for what was transferred, from the day of the transfer"),
        "policy:settings",
        30,
        counted=True,
    ),
    _days(
        "advice_answer",
        30,
        N_("Answer to what was advised about persons or for a commendation"),
        "policy:settings",
        90,
        counted=True,
    ),
    _workdays("follow_up_call", 5, N_("Follow-up call after the reply"), "tangshan:38", 20),
    _count(
        "cluster_threshold",
        5,
        N_("Linked complaints that suggest special supervision"),
        "measures:12",
        2,
        50,
        counted=True,
    ),
    _days(
        "cluster_days", 90, N_("Days within which linked complaints count"), "measures:12", 365, counted=True
    ),
    _by(
        "annual_summary_province",
        "01-31",
        N_("Annual summary of the province"),
        "measures:21",
        "01-31",
        legal=True,
    ),
    _by("annual_summary_city", "01-15", N_("Annual summary of a city"), "policy:settings", "01-31"),
    _by("annual_summary_county", "01-05", N_("Annual summary of a county"), "policy:settings", "01-31"),
    Setting(
        "network_logs",
        Unit.MONTHS,
        6,
        N_("Keeping network logs"),
        ("cybersecurity:23",),
        least=6,
        most=120,
        legal=True,
    ),
    _years(
        "keep_measures",
        YEARS[Rule.MEASURES],
        N_("Keeping cases with an opinion, a revocation or somebody called to account"),
        10,
        100,
        counted=True,
    ),
    _years("keep_cases", YEARS[Rule.CASES], N_("Keeping other cases"), 5, 100, counted=True),
    _years("keep_unhandled", YEARS[Rule.UNHANDLED], N_("Keeping what was not taken up"), 1, 30, counted=True),
    _years("keep_recordings", 2, N_("Keeping recordings, at least to the end of a recheck"), 1, 30),
    _count(
        "smallest_team",
        2,
        N_("Investigators without conflict that a body needs"),
        "sichuan:29 hebei:19 shandong:22",
        2,
        5,
        counted=True,
    ),
    Setting(
        "leader_scope",
        Unit.CHOICE,
        "all",
        N_("Leaders whose complaints go one level up"),
        ("petition:28(3)",),
        choices=("all", "head_and_enforcement_deputy"),
        counted=True,
    ),
    Setting(
        "pauses_while_asked",
        Unit.CHOICE,
        "off",
        N_("Whether the time stands still while the complainant is asked"),
        ("policy:settings",),
        choices=("off", "on"),
        counted=True,
    ),
    *PAUSES,
    Setting(
        "approval_chain",
        Unit.CHOICE,
        "head",
        N_("By whose hands a proposed outcome goes"),
        ("measures:14(2)",),
        choices=("head", "section-head", "division-head", "section-division-head"),
        counted=True,
    ),
    Setting(
        "xpcc_parent",
        Unit.CHOICE,
        "XPCC",
        N_("Where the cities of the Production and Construction Corps belong"),
        ("policy:settings",),
        choices=("XPCC", "650000"),
        counted=True,
        national=True,
    ),
)

SETTINGS: Mapping[str, Setting] = {row.key: row for row in _ROWS}


def default(key: str) -> int:
    """A number of the built-in defaults."""
    value = SETTINGS[key].default
    if not isinstance(value, int):
        raise TypeError(f"{key} is no number")
    return value


def refusal(key: str, value: Value | None, province: str) -> Refusal | None:
    """Why this value is impossible there; None as a value means: back to what stands above it."""
    setting = SETTINGS.get(key)
    if setting is None:
        return Refusal.UNKNOWN
    if setting.national and province != NATION:
        return Refusal.NATIONAL
    if value is None:
        return None
    return impossible(setting, value)


def parse(key: str, text: str) -> Value | None:
    """A typed value in the setting's own type; what cannot be read is left as the text."""
    setting, plain = SETTINGS.get(key), text.strip()
    if not plain:
        return None
    if setting is None or setting.unit in (Unit.CHOICE, Unit.DAY_OF_YEAR):
        return plain
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 7 else plain
