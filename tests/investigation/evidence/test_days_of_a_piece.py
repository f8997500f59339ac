"""The way of a piece of evidence has its days in order: from when it was obtained to when it was given back."""

from typing import Any

import pytest

from services.investigation.domain.records import RecordKind
from tests.investigation.builders import ending_fields, record_fields
from tests.investigation.conflicts.posts import version_of

WAY = {"handed_by": "安娜", "handed_to": "鉴定中心", "purpose": "鉴定"}


@pytest.fixture
def case(opened: Any, seat: Any) -> str:
    found = str(opened())
    seat("anna").post(f"/cases/{found}/claim")
    return found


@pytest.fixture
def piece(case: str, seat: Any) -> str:
    """Obtained on 10 November."""
    said = record_fields(RecordKind.EXHIBIT, item="收费底单原件", form="original", day="2026-11-10")
    return str(seat("anna").change(case, "exhibits", {"fields": said})["records"][-1]["id"])


def passed_on(seat: Any, case: str, piece: str, day: str) -> Any:
    anna = seat("anna")
    return anna.post(
        f"/cases/{case}/custody", {"fields": WAY | {"day": day}, "piece": piece}, version_of(anna, case)
    )


def given_back(seat: Any, case: str, piece: str, day: str) -> Any:
    anna = seat("anna")
    said = {"fields": ending_fields(RecordKind.EXHIBIT, receipt_day=day)}
    return anna.post(f"/cases/{case}/records/{piece}/ending", said, version_of(anna, case))


def refused(answer: Any) -> tuple[str, str, str]:
    assert answer.status_code == 422, answer.get_data(as_text=True)
    (error,) = answer.get_json()["errors"]
    return error["pointer"], error["code"], error["message"]


def test_nobody_passes_on_what_is_not_there_yet(case: str, piece: str, seat: Any) -> None:
    pointer, code, message = refused(passed_on(seat, case, piece, "2026-11-09"))

    assert (pointer, code) == ("/fields/day", "before_it_was_obtained")
    assert "2026年11月10日" in message
    assert passed_on(seat, case, piece, "2026-11-10").status_code == 201


def test_nor_what_was_given_back(case: str, piece: str, seat: Any) -> None:
    assert given_back(seat, case, piece, "2026-11-16").status_code == 200
    pointer, code, message = refused(passed_on(seat, case, piece, "2026-11-17"))

    assert (pointer, code) == ("/fields/day", "after_it_was_given_back")
    assert "2026年11月16日" in message
    assert passed_on(seat, case, piece, "2026-11-16").status_code == 201, "written down late"


def test_it_is_given_back_by_whoever_had_it_last(case: str, piece: str, seat: Any) -> None:
    for day in ("2026-11-14", "2026-11-12"):
        assert passed_on(seat, case, piece, day).status_code == 201
    pointer, code, message = refused(given_back(seat, case, piece, "2026-11-13"))

    assert (pointer, code) == ("/fields/receipt_day", "before_it_was_passed_on")
    assert "2026年11月14日" in message
    assert given_back(seat, case, piece, "2026-11-14").status_code == 200


def test_words_that_mean_it_are_held_to_its_days(case: str, piece: str, seat: Any) -> None:
    anna = seat("anna")
    said = {"fields": WAY | {"day": "2026-11-09", "exhibit": "第1件"}}
    answer = anna.post(f"/cases/{case}/custody", said, version_of(anna, case))
    assert refused(answer)[1] == "before_it_was_obtained"
    key = {"fields": WAY | {"day": "2026-11-09", "exhibit": "证据柜钥匙"}}
    assert anna.post(f"/cases/{case}/custody", key, version_of(anna, case)).status_code == 201
