"""When a complaint reached the bureau: what cannot be, from when the clocks count, how late it was entered."""

from datetime import UTC, date, datetime

import pytest

from services.intake.domain.arrival import (
    PaperDays,
    of_order,
    of_paper,
    refusals,
    refusals_of_order,
    workdays_late,
)
from services.intake.domain.complaint import Fault
from shared.clock import china_day
from shared.workdays import load

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("received", "dated", "faults"),
    [
        (None, None, []),
        (TODAY, TODAY, []),
        (date(2026, 11, 20), date(2026, 11, 18), []),
        (None, date(2026, 11, 18), []),
        (date(2026, 11, 24), None, [("/received_on", Fault.IN_FUTURE)]),
        (None, date(2026, 11, 24), [("/dated_on", Fault.IN_FUTURE)]),
        (date(2026, 11, 20), date(2026, 11, 21), [("/received_on", Fault.BEFORE_ITS_DATE)]),
        (date(202, 11, 20), None, [("/received_on", Fault.TOO_LONG_AGO)]),
    ],
)
def test_no_paper_comes_in_the_future_or_before_it_was_written(received, dated, faults):
    assert [(one.pointer, one.fault) for one in refusals(PaperDays(received, dated), TODAY)] == faults


def test_a_stamp_of_an_earlier_day_counts_from_its_beginning_and_keeps_when_it_was_entered():
    came = of_paper(PaperDays(date(2026, 11, 20)), NOW)

    assert (china_day(came.received_at), came.entered_at) == (date(2026, 11, 20), NOW)
    assert of_paper(PaperDays(TODAY), NOW).received_at == NOW
    assert of_paper(PaperDays(), NOW).entered_at is None


def test_an_order_counts_from_when_it_was_handed_over_and_never_from_the_future():
    before, after = datetime(2026, 11, 20, 8, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC)

    assert of_order(before, NOW).received_at == before
    assert of_order(after, NOW).received_at == NOW
    assert [one.fault for one in refusals_of_order(datetime(1, 1, 1, tzinfo=UTC), TODAY)] == [
        Fault.TOO_LONG_AGO
    ]


@pytest.mark.parametrize(
    ("received", "entered", "late"),
    [
        (date(2026, 11, 20), date(2026, 11, 20), 0),
        (date(2026, 11, 20), date(2026, 11, 22), 0),  # a Sunday: nobody could
        (date(2026, 11, 20), date(2026, 11, 23), 1),
        (date(2026, 11, 21), date(2026, 11, 23), 0),  # put through the door on a Saturday
        (date(2026, 11, 16), date(2026, 11, 23), 5),
        (date(2026, 9, 30), date(2026, 10, 8), 1),  # over the national holidays
    ],
)
def test_late_is_counted_in_working_days_after_the_one_it_was_to_be_registered_on(received, entered, late):
    assert workdays_late(received, entered, load()) == late
