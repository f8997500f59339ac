"""What the complainant says once another body has the matter is said to that body: who had it before reads no more."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from services.investigation import rounds
from services.investigation.domain.opening import case_id
from shared import settings
from shared.contracts.events import (
    ComplaintAccepted,
    ComplaintJoined,
    ComplaintRated,
    ComplaintSupplemented,
    Event,
    FileAdded,
    RecheckRequested,
)
from shared.contracts.terms import Role
from tests.investigation.builders import NOW, accepted
from tests.investigation.test_api import CHECKS, concluded
from tests.investigation.test_views import Browser

ABOVE = "SUP-330100"
BEFORE, AFTER = "当天的票据已经找到", "原承办人事后打电话威胁我"
Hear = Callable[[Event], None]


@pytest.fixture
def complaint() -> ComplaintAccepted:
    return accepted()


@pytest.fixture
def say(hear: Hear, complaint: ComplaintAccepted) -> Callable[..., None]:
    """The complainant says something, some hours after the clock's moment."""

    def heard(event: type[Event], hours: int, /, **said: Any) -> None:
        about = {"complaint_id": complaint.complaint_id, "tracking_number": complaint.tracking_number}
        at = NOW + timedelta(hours=hours)
        hear(event(id=uuid4(), at=at, version=3 + hours, **about, **said))  # type: ignore[call-arg]

    return heard


def writes(say: Any, text: str, hours: int) -> None:
    say(ComplaintSupplemented, hours, message_id=uuid4(), text=text)
    say(
        FileAdded, hours, file_id=uuid4(), number=hours + 9, kind="jpg", group="image", size=hours + 9,
        sha256="ab" * 32, copy="ready", previews=0, notes=[], added_at=NOW + timedelta(hours=hours),
    )  # fmt: skip


def given_up(case: str, seat: Any) -> None:
    """With too few left it goes to the body above; anna is still at the desk of the one before."""
    head, anna = seat("head", Role.HEAD), seat("anna")
    anna.post(f"/cases/{case}/claim")
    head.change(case, "passing-up", {"reason": "仅余一人"})


def reads(seat: Any, case: str, works: Any) -> tuple[str, list[int]]:
    """All texts of the case, by whatever door; and the sizes of its files."""
    while rounds.once(works, settings.load()):
        pass
    whole = seat.get(f"/cases/{case}")
    pages = [Browser(seat).get(f"/investigation/cases/{case}", tab=tab) for tab in ("timeline", "messages")]
    found = [seat.get("/search", q=text).get_data(as_text=True) for text in (BEFORE, AFTER)]
    texts = "".join([whole.get_data(as_text=True), *pages, *found])
    return texts, [each["size"] for each in whole.get_json()["files"]]


def test_who_gave_a_case_up_reads_nothing_that_is_said_to_the_body_above(
    opened: Any, complaint: ComplaintAccepted, seat: Any, say: Any, hear: Hear, time: Any, works: Any
) -> None:
    case = opened(complaint)
    writes(say, BEFORE, 1)
    time.pass_minutes(120)
    given_up(case, seat)
    writes(say, AFTER, 3)
    older = uuid4()
    say(ComplaintJoined, 3, joined_id=older, text=AFTER, barred=[])
    hear(
        FileAdded(
            id=uuid4(),
            at=NOW,
            complaint_id=older,
            tracking_number="JD-2",
            version=1,
            file_id=uuid4(),
            number=1,
            kind="jpg",
            group="image",
            size=7,
            sha256="cd" * 32,
            copy="ready",
            previews=0,
            notes=[],
            added_at=NOW,
        )
    )
    hear(accepted(complaint.complaint_id, body=ABOVE, version=5, accepted_at=NOW + timedelta(hours=4)))

    texts, files = reads(seat("anna"), case, works)
    assert (BEFORE in texts, AFTER in texts, files) == (True, False, [10])
    new = str(case_id(complaint.complaint_id, ABOVE))
    texts, files = reads(seat("upper", home=ABOVE), new, works)
    assert (BEFORE in texts, AFTER in texts, files) == (True, True, [10, 12, 7])


def test_what_is_said_in_a_recheck_is_not_read_by_those_whose_answer_is_rechecked(
    opened: Any, complaint: ComplaintAccepted, seat: Any, say: Any, hear: Hear, works: Any
) -> None:
    case = opened(complaint)
    concluded(case, seat, ("O1",))
    say(RecheckRequested, 1, reason=BEFORE)
    upper = accepted(
        complaint.complaint_id, body=ABOVE, version=5, decision="recheck",
        accepted_at=NOW + timedelta(hours=2), recheck_of=complaint.id,
    )  # fmt: skip
    hear(upper)
    writes(say, AFTER, 3)
    texts, _ = reads(seat("anna"), case, works)
    assert AFTER in texts, "they still have something to do"
    seat("anna").change(case, "closure", {"checks": dict.fromkeys(CHECKS, "卷宗")})
    say(ComplaintRated, 4, manner=1, speed=1, result=1, comment=AFTER)

    texts, files = reads(seat("anna"), case, works)
    assert (BEFORE in texts, AFTER in texts, files) == (True, False, [])
    texts, files = reads(seat("upper", home=ABOVE), str(case_id(complaint.complaint_id, ABOVE)), works)
    assert (AFTER in texts, files) == (True, [12])


def test_what_is_said_after_the_end_is_still_said_to_the_only_body_there_is(
    opened: Any, complaint: ComplaintAccepted, seat: Any, say: Any, works: Any
) -> None:
    case = opened(complaint)
    concluded(case, seat, ("O1",))
    seat("anna").change(case, "closure", {"checks": dict.fromkeys(CHECKS, "卷宗")})
    writes(say, AFTER, 3)

    assert AFTER in reads(seat("anna"), case, works)[0]
