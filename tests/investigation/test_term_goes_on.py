"""A body that has the matter next goes on with the term of the one before: with the days that were granted there,
and the complainant told of (petition art. 34), and those on which the clock stood still."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from services.investigation.domain.opening import case_id
from services.investigation.oversight import escalate
from shared.contracts.events import CaseTermMoved, ComplaintAccepted, Event
from shared.contracts.terms import Role
from shared.work import Works
from tests.investigation.builders import NOW, accepted
from tests.investigation.conftest import Time
from tests.investigation.test_pauses import ASKED, GRANTED, TERMS
from tests.investigation.test_views import Browser

ABOVE = "SUP-330100"
Hear = Callable[[Event], None]


@pytest.fixture
def complaint() -> ComplaintAccepted:
    return accepted(terms=TERMS)


@pytest.fixture
def case(opened: Any, seat: Any, complaint: ComplaintAccepted) -> str:
    """A case that anna leads and nobody else can."""
    made = str(opened(complaint))
    seat("anna").post(f"/cases/{made}/claim")
    return made


def extend(case: str, seat: Any) -> None:
    seat("anna").change(case, "extensions", {"days": 30, "reason": "取证未毕"})
    seat("head", Role.HEAD).change(case, "extensions/decision", {"decision": "grant", "reason": "准予"})


def stop(case: str, seat: Any) -> None:
    seat("anna").change(case, "pauses", ASKED)
    seat("head", Role.HEAD).change(case, "pauses/decision", GRANTED)


def give_up(case: str, seat: Any) -> None:
    seat("head", Role.HEAD).change(case, "passing-up", {"reason": "仅余一人"})


def above(hear: Hear, complaint: ComplaintAccepted, **said: Any) -> str:
    """What triage says then: accepted as it was, with the day of the rule."""
    hear(accepted(complaint.complaint_id, body=ABOVE, version=5, terms=TERMS, **said))
    return str(case_id(complaint.complaint_id, ABOVE))


def test_granted_days_hold_on_above_and_are_granted_once(
    case: str, seat: Any, hear: Hear, complaint: ComplaintAccepted, said: Any, time: Time, works: Works
) -> None:
    extend(case, seat)
    time.pass_days(65)
    give_up(case, seat)
    new = above(hear, complaint)
    upper, chief = seat("upper", home=ABOVE), seat("chief", Role.HEAD, home=ABOVE)

    shown = upper.get(f"/cases/{new}").get_json()
    assert (shown["investigate_by"], shown["due"]) == ("2027-02-22", "2027-02-22")
    assert escalate(works) == 0
    assert [each.investigate_by for each in said(CaseTermMoved)] == [date(2027, 2, 22)]
    assert "延续" in Browser(upper).get(f"/investigation/cases/{new}", tab="timeline", lang="zh")
    upper.post(f"/cases/{new}/claim")
    again = upper.get(f"/cases/{new}").get_json()
    assert again["may"]["ask_extension"]["code"] == "extended_already"
    assert again["extensions"] == []
    assert chief.get(f"/cases/{new}").get_json()["may"]["decide_extension"]["code"] == "no_extension_asked"


def test_an_application_that_nobody_decided_is_not_the_next_bodys(
    case: str, seat: Any, hear: Hear, complaint: ComplaintAccepted
) -> None:
    seat("anna").change(case, "extensions", {"days": 30, "reason": "取证未毕"})
    give_up(case, seat)
    new, upper = above(hear, complaint), seat("upper", home=ABOVE)
    upper.post(f"/cases/{new}/claim")

    shown = upper.get(f"/cases/{new}").get_json()
    assert (shown["investigate_by"], shown["may"]["ask_extension"]) == ("2027-01-22", {"open": True})


def test_days_on_which_the_clock_stood_still_do_not_count_above(
    case: str, seat: Any, hear: Hear, complaint: ComplaintAccepted, time: Time
) -> None:
    stop(case, seat)
    time.pass_days(4)
    give_up(case, seat)
    new, upper = above(hear, complaint), seat("upper", home=ABOVE)
    chief = seat("chief", Role.HEAD, home=ABOVE)

    shown = upper.get(f"/cases/{new}").get_json()
    assert (shown["investigate_by"], shown["paused_until"]) == ("2027-01-26", None)
    upper.post(f"/cases/{new}/claim")
    assert upper.get(f"/cases/{new}").get_json()["pauses_possible"] == [{"ground": "appraisal", "days": 30}]
    upper.change(new, "extensions", {"days": 30, "reason": "取证未毕"})
    after = chief.change(new, "extensions/decision", {"decision": "grant", "reason": "准予"})
    assert after["investigate_by"] == "2027-02-25"


def test_a_clock_that_stands_still_runs_again_where_another_body_takes_the_matter(
    case: str, seat: Any, hear: Hear, complaint: ComplaintAccepted, time: Time
) -> None:
    stop(case, seat)
    time.pass_days(4)
    taken = {"taken_from": complaint.body, "at": NOW + timedelta(days=4)}
    new, upper = above(hear, complaint, **taken), seat("upper", home=ABOVE)

    shown = upper.get(f"/cases/{new}").get_json()
    assert (shown["investigate_by"], shown["paused_until"]) == ("2027-01-26", None)


def test_who_begins_anew_has_the_whole_term_and_no_more(
    case: str, seat: Any, hear: Hear, complaint: ComplaintAccepted, time: Time
) -> None:
    """Accepted anew after an answer that fell, the 60 days begin anew; nothing of the old term holds."""
    extend(case, seat)
    time.pass_days(10)
    anew = {"accepted_at": time.now, "investigate_by": date(2027, 2, 1), "at": time.now}
    new = above(hear, complaint, taken_from=complaint.body, **anew)
    upper = seat("upper", home=ABOVE)
    upper.post(f"/cases/{new}/claim")

    shown = upper.get(f"/cases/{new}").get_json()
    assert (shown["investigate_by"], shown["may"]["ask_extension"]) == ("2027-02-01", {"open": True})


def test_triages_later_word_and_announced_days_keep_them(
    case: str, seat: Any, hear: Hear, complaint: ComplaintAccepted
) -> None:
    extend(case, seat)
    give_up(case, seat)
    new, upper = above(hear, complaint), seat("upper", home=ABOVE)
    hear(accepted(complaint.complaint_id, body=ABOVE, version=7, terms=TERMS))

    assert upper.get(f"/cases/{new}").get_json()["investigate_by"] == "2027-02-22"
