"""Evidence passed on is chosen from the case; words alone are for what is no file of it."""

import re
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import update

from services.investigation.domain.records import RecordKind
from services.investigation.models import Record
from shared.work import SYSTEM, Works
from tests.investigation.builders import accepted, record_fields
from tests.investigation.conflicts.posts import version_of
from tests.investigation.evidence.sending import files, send
from tests.investigation.test_api import concluded
from tests.investigation.test_joined_files import FIRST, file_of
from tests.investigation.test_views import Browser, sound
from tests.shared.files.samples import jpeg

WAY = {"day": "2026-11-20", "handed_by": "安娜", "handed_to": "鉴定中心", "purpose": "鉴定"}


@pytest.fixture
def case(opened: Any, seat: Any, hear: Any) -> str:
    found = str(opened(accepted(FIRST)))
    hear(file_of(FIRST, 1))
    seat("anna").post(f"/cases/{found}/claim")
    return found


@pytest.fixture
def exhibit(case: str, seat: Any) -> str:
    said = record_fields(RecordKind.EXHIBIT, item="执法记录仪录像")
    return str(seat("anna").change(case, "exhibits", {"fields": said})["records"][-1]["id"])


def passed_on(seat: Any, case: str, piece: str | None = None, words: str = "") -> Any:
    anna = seat("anna")
    body = {"fields": WAY | ({"exhibit": words} if words else {})} | ({"piece": piece} if piece else {})
    return anna.post(f"/cases/{case}/custody", body, version_of(anna, case))


def newest(said: Any) -> Any:
    """The last record of custody: within one moment records stand by their kind."""
    rows = (each for each in said["records"] if each["kind"] == RecordKind.CUSTODY)
    return max(rows, key=lambda each: each["number"])


def test_a_piece_a_file_and_what_the_complainant_sent_can_be_chosen(
    case: str, exhibit: str, seat: Any
) -> None:
    send(seat("anna"), case, exhibit, jpeg(), name="吴小红家门口.jpg")
    (file,) = files(seat("anna"), case)
    (sent,) = seat("anna").get(f"/cases/{case}").get_json()["files"]

    for piece, words in (
        (exhibit, "第1件证据：执法记录仪录像"),
        (file["id"], "证据文件第1号（第1件证据：执法记录仪录像）"),
        (sent["id"], "投诉人提交的文件001.jpeg（SHA-256：000000000000）"),
    ):
        answer = passed_on(seat, case, piece)
        assert answer.status_code == 201, answer.get_data(as_text=True)
        row = newest(answer.get_json())
        assert (row["piece"], row["fields"]) == (piece, WAY | {"exhibit": words})


def test_the_help_asks_for_a_choice_only_where_there_is_something_to_choose(opened: Any, seat: Any) -> None:
    case, anna = str(opened(accepted(uuid4()))), seat("anna")
    anna.post(f"/cases/{case}/claim")
    browser, address = Browser(anna), f"/investigation/cases/{case}"
    empty = browser.get(address, tab="work", record="custody", lang="zh")
    anna.change(case, "exhibits", {"fields": record_fields(RecordKind.EXHIBIT)})
    full = browser.get(address, tab="work", record="custody", lang="zh")

    assert ("请选定移交的证据" in empty, "请选定移交的证据" in full) == (False, True)
    assert ("本案尚无证据" in empty, "本案尚无证据" in full) == (True, False)
    sound(empty)


def test_words_are_for_what_is_no_file_and_mean_a_piece_that_they_name(
    case: str, exhibit: str, seat: Any
) -> None:
    key = newest(passed_on(seat, case, words="证据柜钥匙").get_json())
    assert (key["piece"], key["fields"]["exhibit"]) == (None, "证据柜钥匙")
    first = newest(passed_on(seat, case, words="第1件").get_json())
    assert (first["piece"], first["fields"]["exhibit"]) == (exhibit, "第1件")


def test_what_is_not_of_the_case_or_told_twice_is_refused(
    case: str, exhibit: str, seat: Any, opened: Any
) -> None:
    other, anna = str(opened()), seat("anna")
    anna.post(f"/cases/{other}/claim")
    theirs = anna.change(other, "exhibits", {"fields": record_fields(RecordKind.EXHIBIT)})["records"][-1]
    note = anna.change(case, "notes", {"fields": {"text": "附记"}})["records"][-1]

    for piece, words, pointer, code in (
        (theirs["id"], "", "/piece", "unknown_piece"),
        (note["id"], "", "/piece", "unknown_piece"),
        (str(uuid4()), "", "/piece", "unknown_piece"),
        (exhibit, "录像", "/fields/exhibit", "chosen_already"),
        (None, "", "/fields/exhibit", "required"),
    ):
        answer = passed_on(seat, case, piece, words)
        assert answer.status_code == 422
        (error,) = answer.get_json()["errors"]
        assert (error["pointer"], error["code"]) == (pointer, code)
    assert passed_on(seat, case, "7").status_code == 422


def test_the_page_offers_them_keeps_the_choice_and_tells_the_way_with_the_piece(
    case: str, exhibit: str, seat: Any
) -> None:
    anna, address = Browser(seat("anna")), f"/investigation/cases/{case}"
    page = anna.get(address, tab="work", record="custody")
    sound(page)
    options = re.search(r'<select[^>]*name="piece".*?</select>', page, re.DOTALL)
    assert options
    assert "第1件证据：执法记录仪录像" in options[0]
    assert "投诉人提交的文件001.jpeg" in options[0]

    day = {"day_year": "2026", "day_month": "11", "day_day": "20"}
    sent = {"record": "custody", "piece": exhibit, "handed_by": "安娜", "purpose": "鉴定"} | day
    back = anna.post(f"{address}/records/custody", page, **sent)
    assert back.status_code == 422
    text = back.get_data(as_text=True)
    sound(text)
    assert re.search(rf'value="{exhibit}" selected', text)
    assert anna.post(f"{address}/records/custody", page, handed_to="鉴定中心", **sent).status_code == 303

    shown = anna.get(address, tab="work")
    sound(shown)
    assert "安娜 → 鉴定中心" in shown
    for odd in ("7", str(uuid4())):
        again = anna.get(address, tab="work", record="custody")
        said = sent | {"piece": odd, "handed_to": "鉴定中心"}
        assert anna.post(f"{address}/records/custody", again, **said).status_code == 422


def test_a_record_from_before_shows_its_words(case: str, exhibit: str, seat: Any, works: Works) -> None:
    row = newest(passed_on(seat, case, exhibit).get_json())
    with works.begin(SYSTEM) as work:
        old = WAY | {"exhibit": "录像带一盘"}
        work.session.execute(
            update(Record).where(Record.id == UUID(row["id"])).values(contents=old, piece_id=None)
        )

    page = Browser(seat("anna")).get(f"/investigation/cases/{case}", tab="work")
    sound(page)
    assert "录像带一盘" in page
    assert "安娜 → 鉴定中心" not in page


def test_who_rechecks_chooses_among_what_was_handed_over(
    case: str, exhibit: str, seat: Any, opened: Any
) -> None:
    concluded(case, seat)
    recheck = {"version": 9, "body": "SUP-330100", "decision": "recheck", "recheck_of": FIRST}
    above = str(opened(accepted(FIRST, **recheck)))
    zoe = seat("zoe", home="SUP-330100")
    zoe.post(f"/cases/{above}/claim")

    kept = newest(zoe.change(above, "custody", {"fields": WAY, "piece": exhibit}))
    assert kept["piece"] == exhibit
    assert kept["fields"]["exhibit"].endswith("案卷第1件证据：执法记录仪录像")
