"""The codes are those of RFC 6238, appendix B; each opens once."""

from datetime import UTC, datetime, timedelta

import pytest

from services.triage.domain.second_factor import accepted, address

KEY = b"12345678901234567890"
STEP = timedelta(seconds=30)


def at(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
    ],
)
def test_the_codes_of_the_standard_open(seconds: int, code: str) -> None:
    assert accepted(KEY, code, at(seconds), None) == seconds // 30


def test_clocks_may_differ_by_one_step_and_no_more() -> None:
    moment = at(1111111111)

    assert accepted(KEY, "050471", moment - STEP, None)
    assert accepted(KEY, "050471", moment + STEP, None)
    assert accepted(KEY, "050471", moment - 2 * STEP, None) is None
    assert accepted(KEY, "050471", moment + 2 * STEP, None) is None


def test_no_code_opens_twice_nor_one_before_it() -> None:
    used = accepted(KEY, "050471", at(1111111111), None)

    assert accepted(KEY, "050471", at(1111111111), used) is None
    assert accepted(KEY, "081804", at(1111111111), used) is None


@pytest.mark.parametrize("typed", ["", "050472", "50471", "0504711", "абвгде", "\ud800", "05 04 7"])
def test_nothing_else_opens(typed: str) -> None:
    assert accepted(KEY, typed, at(1111111111), None) is None


@pytest.mark.parametrize("typed", ["050 471", " 050471 ", "０５０４７１"])
def test_it_may_be_typed_as_it_is_shown(typed: str) -> None:
    assert accepted(KEY, typed, at(1111111111), None)


def test_the_app_is_told_whose_it_is() -> None:
    assert address(KEY, "triage-330106", "Jiandu").startswith("otpauth://totp/Jiandu:triage-330106?")
