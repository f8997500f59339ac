"""What comes after a file was put away: it is counted, shown, and put away as a supplement, never into the file."""

import subprocess
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pypdfium2
import pytest
from sqlalchemy import select, update

from services.investigation import rounds
from services.investigation.domain.archive import Arrival, PutAway, not_filed
from services.investigation.domain.records import RecordKind
from services.investigation.models import Archive, Entry, Supplement, SupplementPiece
from shared import audit, settings
from shared.contracts.events import WordsPassed
from shared.contracts.terms import Role
from shared.database import Database
from shared.work import SYSTEM
from tests import lent
from tests.investigation.archived import closed, put_away
from tests.investigation.builders import NOW, accepted, record_fields
from tests.investigation.supplements import (
    CALLED,
    COMMENT,
    JUDGMENT,
    LATE_WORDS,
    all_that_comes,
    judged,
    rated,
    supplement,
    version,
    wrote,
)
from tests.investigation.test_archive import given
from tests.investigation.test_joined_files import file_of
from tests.investigation.test_retention import ABOUT, COMPLAINT, erased
from tests.investigation.test_views import Browser, sound

Beginnings = dict[str, lent.Kept]


@pytest.fixture(scope="module")
def beginnings() -> Beginnings:
    """The database with a case in it that was closed and put away, by the case's id, once there was one."""
    return {}


@pytest.fixture
def case(opened: Any, seat: Any, database: Database, beginnings: Beginnings) -> str:
    """A case of the complaint that the events here are about, closed and put away: once for all tests."""
    for made, kept in beginnings.items():
        kept.put_into(database)
        return made
    made = opened(accepted(COMPLAINT))
    closed(made, seat)
    put_away(made, seat)
    beginnings[made] = lent.Kept(database)
    return made


def test_what_came_is_what_no_file_holds() -> None:
    here, there = NOW - timedelta(days=1), NOW + timedelta(days=1)
    early, late = Arrival("a", "letters", here), Arrival("b", "letters", there)

    assert not_filed([late, early], PutAway(NOW, {"a"})) == [late]
    assert not_filed([late, early], PutAway(NOW, set())) == [early, late], "said before, known only now"
    assert not_filed([early], PutAway(NOW, set(), {"a"})) == []
    assert not_filed([late, early], PutAway(NOW, None)) == [late], "a file from before: by its day"
    assert not_filed([late], PutAway(NOW, None, {"b"})) == []


def test_what_came_since_is_put_away_under_the_same_number(
    case: str, seat: Any, hear: Any, tmp_path: Path, works: Any
) -> None:
    anna, zipped = seat("anna"), f"/investigation/cases/{case}/archive.zip"
    before, main = given(seat, zipped), anna.get(f"/cases/{case}/archive").get_json()
    assert (main["unfiled"], main["supplements"]) == ([], [])
    refused = anna.post(f"/cases/{case}/archive/supplements", {}, version(case, seat))
    assert (refused.status_code, refused.get_json()["type"].rpartition(":")[2]) == (409, "nothing_came_since")

    all_that_comes(seat, case, hear)
    found = anna.get(f"/cases/{case}/archive").get_json()
    kinds = sorted(each["kind"] for each in found["unfiled"])
    expected = ["call_back", "files", "letters", "letters", "record_external_decision", "service"]
    assert kinds == expected
    assert anna.get(f"/cases/{case}").get_json()["unfiled"] == len(expected)

    told = supplement(case, seat, note="收据原件随卷")
    (added,) = told["supplements"]
    assert (added["number"], added["serial"]) == (f"{main['number']}（第1次补充）", 1)
    assert told["unfiled"] == []
    assert [each["number"] for each in added["pieces"]] == list(range(1, len(added["pieces"]) + 1))
    assert {each["kind"] for each in added["pieces"]} == {*expected, "course"}
    assert [each["name"] for each in added["files"]] == ["003.jpeg"]
    # What was put away stays as it was, byte for byte, and so does its own list of hashes.
    assert {name: told[name] for name in main if name not in ("supplements", "unfiled")} == {
        name: main[name] for name in main if name not in ("supplements", "unfiled")
    }
    after = given(seat, zipped)
    assert all(after.zip.read(name) == before.zip.read(name) for name in before.names)
    assert given(seat, zipped).data == after.data

    # Anybody can check it with sha256sum; its cover names the file by number and list.
    after.zip.extractall(tmp_path)
    for folder in (tmp_path, tmp_path / "supplement-1"):
        subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=folder, check=True)
    inside = tmp_path / "supplement-1"
    subprocess.run(["sha256sum", "-c", "--quiet", "PIECES.sha256"], cwd=inside, check=True)
    assert sha256((inside / "PIECES.sha256").read_bytes()).hexdigest() == added["fingerprint"]
    volume = (inside / "volume.pdf").read_bytes()
    assert sha256(volume).hexdigest() == added["sha256"]
    assert b"pdfaid:part>2<" in volume
    with pypdfium2.PdfDocument(volume) as bound:
        printed = [page.get_textpage().get_text_range().replace(" ", "") for page in bound]
    cover, whole = printed[0].replace("\r\n", ""), after.text("supplement-1/volume.pdf")
    assert "补充卷" in cover
    assert any(line.startswith("2026年11月23日") for line in printed[0].split("\r\n")), "its day in one piece"
    assert main["number"] in cover
    assert main["fingerprint"] in cover
    for text in (LATE_WORDS, COMMENT, CALLED["text"], JUDGMENT, "门卫", added["fingerprint"], "收据原件随卷"):
        assert text in whole, text
    assert "态度4分，速度5分，结果3分" in whole
    for text in (LATE_WORDS, JUDGMENT):
        assert text not in after.text("volume.pdf")
    manifest = after.json("supplement-1/manifest.json")
    assert manifest["supplement_to"] == {"number": main["number"], "fingerprint": main["fingerprint"]}

    # It is given out by itself too, by the same rule, and all of that is in the trail.
    pdf = f"/investigation/cases/{case}/archive/supplements/1.pdf"
    assert Browser(anna)._ask("GET", pdf).data == volume
    assert Browser(anna)._ask("GET", pdf.replace("1.pdf", "2.pdf")).status_code == 404
    assert Browser(seat("colleague"))._ask("GET", pdf).status_code == 200
    with works.reading() as session:
        assert list(audit.verify(session)) == []


def test_a_court_is_given_the_supplements_by_the_same_rule(case: str, seat: Any, hear: Any) -> None:
    all_that_comes(seat, case, hear)
    seat("anna").change(case, "notes", {"fields": {"text": "仅供内部参考"}})
    supplement(case, seat)
    address = f"/investigation/cases/{case}/archive/court"
    court, own = given(seat, f"{address}/other.zip"), given(seat, f"{address}/complainant.zip")
    tracking = seat("anna").get(f"/cases/{case}").get_json()["tracking_number"]

    assert JUDGMENT in court.said()
    for text in (LATE_WORDS, COMMENT, CALLED["text"], tracking):
        assert text in own.said()
        assert text not in court.said()
    assert "仅供内部参考" not in court.said() + own.said()
    left = court.json("supplement-1/left-out.json")["left_out"]
    there = court.json("supplement-1/manifest.json")["pieces"]
    assert {each["number"] for each in left} | {each["number"] for each in there} == set(
        range(1, len(left) + len(there) + 1)
    )
    assert {each["category"] for each in left} == {"note", "complainant"}


def test_a_second_supplement_holds_only_what_came_after_the_first(case: str, seat: Any, hear: Any) -> None:
    hear(rated())
    first = supplement(case, seat)["supplements"][0]
    hear(wrote())
    second = supplement(case, seat)["supplements"][1]

    assert second["number"].endswith("（第2次补充）")
    whole = given(seat, f"/investigation/cases/{case}/archive.zip")
    said = whole.text("supplement-2/volume.pdf")
    assert LATE_WORDS in said
    assert COMMENT not in said
    assert first["fingerprint"] in said
    assert whole.json("supplement-2/manifest.json")["before"] == {
        "number": first["number"], "fingerprint": first["fingerprint"],
    }  # fmt: skip
    course = [name for name in whole.names if name.startswith("supplement-2") and "course" in name]
    assert "第1次" not in whole.text(course[0]), "the first supplement's own step stands in the first"


def test_a_letter_said_before_and_passed_later_is_not_forgotten(case: str, seat: Any, hear: Any) -> None:
    """Another desk had to look at it first; it is dated before the file was put away."""
    early = wrote(at=NOW - timedelta(days=3), held=True)
    hear(early)
    anna = seat("anna")
    assert anna.get(f"/cases/{case}/archive").get_json()["unfiled"] == []
    hear(WordsPassed(id=uuid4(), version=7, said_id=early.id, kept_from=[], barred=[], **ABOUT))

    assert [each["kind"] for each in anna.get(f"/cases/{case}/archive").get_json()["unfiled"]] == ["letters"]


def test_a_file_from_before_supplements_were_made_gets_one_too(
    case: str, seat: Any, hear: Any, works: Any
) -> None:
    with works.begin(SYSTEM) as work:
        work.session.execute(update(Archive).values(covers=None, up_to=None))
    assert seat("anna").get(f"/cases/{case}/archive").get_json()["unfiled"] == []
    hear(wrote(at=NOW + timedelta(days=3)))
    told = supplement(case, seat)

    assert (len(told["supplements"]), told["unfiled"]) == (1, [])


def test_a_discipline_matter_seals_the_supplement_that_holds_it(case: str, seat: Any) -> None:
    said = record_fields(RecordKind.TRANSFER)
    seat("anna").change(case, "transfers", {"fields": said})
    supplement(case, seat)
    address = f"/investigation/cases/{case}/archive"
    answers = {
        who: [
            Browser(seat(who, *roles))._ask("GET", f"{address}{what}").status_code
            for what in ("/supplements/1.pdf", ".zip", "/court/other.zip")
        ]
        for who, roles in (("colleague", ()), ("head", (Role.HEAD,)))
    }

    assert answers == {"colleague": [404, 404, 200], "head": [200, 200, 200]}


def test_who_archives_puts_it_away_once(case: str, seat: Any, hear: Any) -> None:
    hear(rated())
    now, body = version(case, seat), {"note": ""}
    assert seat("clerk").post(f"/cases/{case}/archive/supplements", body, now).status_code == 403
    head = seat("head", Role.HEAD)
    headers = head.headers | {"If-Match": f'"v{now}"', "Idempotency-Key": "supplement"}
    path = f"{head.base}/cases/{case}/archive/supplements"
    sent = [head.client.post(path, json=body, headers=headers) for _ in "12"]

    assert [each.status_code for each in sent] == [201, 201]
    assert sent[0].get_json() == sent[1].get_json()
    assert len(seat("anna").get(f"/cases/{case}/archive").get_json()["supplements"]) == 1


def test_there_is_no_supplement_to_what_is_not_put_away(opened: Any, seat: Any) -> None:
    case = opened()
    closed(case, seat)
    early = seat("anna").post(f"/cases/{case}/archive/supplements", {}, version(case, seat))

    assert (early.status_code, early.get_json()["type"].rpartition(":")[2]) == (409, "not_archived")


def test_the_page_tells_what_came_and_puts_it_away(case: str, seat: Any, hear: Any) -> None:
    all_that_comes(seat, case, hear)
    anna, address = Browser(seat("anna")), f"/investigation/cases/{case}"
    page = anna.get(address, tab="closing")
    sound(page)
    assert "6 项尚未归入已归档的案卷" in page
    assert "态度 4 分，速度 5 分，结果 3 分" in page
    assert anna.post(f"{address}/archive/supplements", page, note="无").status_code == 303
    after = anna.get(address, tab="closing")
    sound(after)
    assert "第1次补充" in after
    assert "archive/supplements/1.pdf" in after
    assert "尚未归入已归档的案卷" not in after
    assert anna.post(f"{address}/archive/supplements", page, note="无").status_code == 412


def test_with_the_case_its_supplements_are_erased(case: str, seat: Any, hear: Any, works: Any) -> None:
    hear(wrote())
    supplement(case, seat)
    hear(erased())

    with works.reading() as session:
        kept = [*session.scalars(select(Supplement.pdf)), *session.scalars(select(SupplementPiece.pdf))]
        rest = [*session.scalars(select(SupplementPiece.title)), *session.scalars(select(Supplement.by_name))]
    assert set(kept) == {b""}
    assert set(rest) == {""}


def test_a_step_that_only_the_course_tells_counts_too(case: str, seat: Any, works: Any) -> None:
    """The last day for a recheck was counted anew."""
    with works.begin(SYSTEM) as work:
        at = work.session.scalar(select(Archive.up_to))
        work.session.add(
            Entry(
                id=uuid4(), case_id=UUID(case), version=at + 1, at=NOW, kind="recheck_moved",
                by=None, by_name=None, detail={}, text=None,
            )
        )  # fmt: skip
    unfiled = seat("anna").get(f"/cases/{case}/archive").get_json()["unfiled"]

    assert [each["kind"] for each in unfiled] == ["course"]


def test_who_left_hands_over_what_is_still_to_be_done_after_the_end(case: str, seat: Any) -> None:
    """Whoever takes it on calls back and serves; the course in the supplement tells of it."""
    seat("carl")
    seat("head", Role.HEAD).change(case, "assignment", {"username": "carl", "part": "lead"})
    seat("carl").change(case, "call-back", CALLED)
    unfiled = seat("carl").get(f"/cases/{case}/archive").get_json()["unfiled"]
    assert {each["kind"] for each in unfiled} == {"course", "call_back"}
    seat("carl").change(case, "archive/supplements", {"note": ""})
    (added,) = seat("carl").get(f"/cases/{case}/archive").get_json()["supplements"]

    assert {each["kind"] for each in added["pieces"]} == {"call_back", "course"}


def test_lists_and_searches_mark_what_came_after_archiving(
    case: str, opened: Any, seat: Any, hear: Any, works: Any
) -> None:
    opened()
    anna = seat("anna")
    number = anna.get(f"/cases/{case}").get_json()["tracking_number"]

    def told() -> tuple[list[str], list[int], list[str]]:
        while rounds.once(works, settings.load()):
            continue
        rows = anna.get("/cases", state="closed").get_json()["items"]
        found = anna.get("/search", q=number).get_json()["items"]
        marked = anna.get("/cases", unfiled="true").get_json()["items"]
        marks = [mark for row in rows for mark in row["marks"] if mark == "came_after"]
        return marks, [row["unfiled"] for row in (*rows, *found)], [row["id"] for row in marked]

    assert told() == ([], [0, 0], [])
    for count, comes in enumerate((lambda: hear(wrote()), lambda: hear(file_of(COMPLAINT, 3))), start=1):
        comes()
        assert told() == (["came_after"], [count, count], [case])
    judged(seat, case)
    assert told() == (["came_after"], [3, 3], [case])
    for address, query in (
        ("/investigation/", {"view": "unfiled"}),
        ("/investigation/search", {"q": number}),
    ):
        page = Browser(anna).get(address, **query, lang="zh")
        assert number in page
        assert "归档后有新材料" in page
    supplement(case, seat)
    assert told() == ([], [0, 0], [])
    assert number not in Browser(anna).get("/investigation/", view="unfiled")


def test_what_came_after_archiving_is_a_task_with_a_day(
    case: str, opened: Any, seat: Any, hear: Any, works: Any, time: Any
) -> None:
    """Thirty days from the first that came; what comes later moves it no further, put away it is done."""
    opened()
    what = "归档后新增材料入卷"

    def due(who: str = "anna", **query: str) -> str:
        while rounds.once(works, settings.load()):
            continue
        return Browser(seat(who)).get("/investigation/due", lang="zh", **query)

    hear(wrote())
    assert what not in due()
    assert seat("anna").get(f"/cases/{case}").get_json()["supplement_by"] == "2026-12-23"
    assert "2026年12月23日" in Browser(seat("anna")).get(
        f"/investigation/cases/{case}", tab="closing", lang="zh"
    )
    time.pass_days(25)
    hear(file_of(COMPLAINT, 3))
    assert what in due()
    assert what in due(mine="yes")
    assert what not in due("colleague", mine="yes")
    assert seat("anna").get(f"/cases/{case}").get_json()["supplement_by"] == "2026-12-23"

    supplement(case, seat)
    assert what not in due()
    assert seat("anna").get(f"/cases/{case}").get_json()["supplement_by"] is None
