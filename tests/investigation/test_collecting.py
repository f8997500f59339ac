"""A letter that calls for files names two certified people who collect them (四川 29, 河北 19, 山东 22)."""

from typing import Any

import pypdfium2
import pytest

from services.investigation.domain.records import RecordKind
from tests.investigation.builders import record_fields
from tests.investigation.conflicts.posts import version_of
from tests.investigation.test_views import Browser, sound

ASKED = {"fields": record_fields(RecordKind.EVIDENCE_REQUEST, addressee="执法大队")}


@pytest.fixture
def case(opened: Any, seat: Any) -> str:
    found = str(opened())
    seat("bert", name="周某")
    seat("anna", name="吴某").post(f"/cases/{found}/claim")
    return found


def test_a_letter_that_would_name_one_alone_is_not_written(case: str, seat: Any) -> None:
    anna = seat("anna")
    refused = anna.post(f"/cases/{case}/evidence-requests", ASKED, version_of(anna, case))

    assert refused.status_code == 422
    (error,) = refused.get_json()["errors"]
    assert (error["pointer"], error["code"]) == ("/supervisors", "two_to_collect")
    assert "第二名" in error["message"]
    shown = anna.get(f"/cases/{case}").get_json()
    assert (shown["records"], shown["documents"]) == ([], [])


def test_the_letter_names_both(case: str, seat: Any) -> None:
    anna = seat("anna")
    anna.change(case, "assignment", {"username": "bert"})
    kept = anna.change(case, "evidence-requests", ASKED)

    address = f"/investigation/cases/{case}/documents/{kept['documents'][0]['id']}.pdf"
    pages = list(pypdfium2.PdfDocument(Browser(anna)._ask("GET", address).data))
    text = "".join(page.get_textpage().get_text_range() for page in pages)
    assert "吴某" in text
    assert "周某" in text


@pytest.mark.parametrize("kept_until", ["2026-12-01", ""])
def test_the_letter_asks_to_keep_recordings_that_are_deleted_soon(
    case: str, seat: Any, kept_until: str
) -> None:
    """It set a day for handing over, and nobody was told not to delete before it (Measures art. 10(5))."""
    anna = seat("anna")
    anna.change(case, "assignment", {"username": "bert"})
    said = record_fields(RecordKind.EVIDENCE_REQUEST, items="当日执法记录仪录像", due="2026-12-20")
    kept = anna.change(
        case, "evidence-requests", {"fields": said | ({"kept_until": kept_until} if kept_until else {})}
    )

    address = f"/investigation/cases/{case}/documents/{kept['documents'][0]['id']}.pdf"
    pages = list(pypdfium2.PdfDocument(Browser(anna)._ask("GET", address).data))
    text = "".join("".join(page.get_textpage().get_text_range() for page in pages).split())
    assert ("2026年12月1日" in text) == bool(kept_until)
    assert ("不得删除" in text) == bool(kept_until)


def test_the_form_says_so_before_and_keeps_what_was_typed(case: str, seat: Any) -> None:
    anna = Browser(seat("anna"))
    address = f"/investigation/cases/{case}"
    page = anna.get(address, tab="work", record="evidence_request")
    sound(page)
    assert "调卷函须写明本案两名以上持证承办人员" in page
    assert "请先增派一名协办人员" in page

    sent = {"addressee": "执法大队", "items": "当日录像", "form": "copy"}
    sent |= {"due_year": "2027", "due_month": "1", "due_day": "15"}
    answer = anna.post(f"{address}/records/evidence-requests", page, record="evidence_request", **sent)
    assert answer.status_code == 422
    back = answer.get_data(as_text=True)
    sound(back)
    assert "当日录像" in back
    assert 'href="#supervisors"' in back
    assert 'id="supervisors"' in back

    seat("anna").change(case, "assignment", {"username": "bert"})
    page = anna.get(address, tab="work", record="evidence_request")
    assert "调卷函载明：吴某、周某" in page
    assert anna.post(f"{address}/records/evidence-requests", page, **sent).status_code == 303
