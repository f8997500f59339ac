"""What comes after a file was put away is put away as a supplement, never into the file."""

import subprocess
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pypdfium2
from sqlalchemy import select, update

from services.investigation.domain.archive import Arrival, PutAway, not_filed
from services.investigation.domain.records import RecordKind
from services.investigation.models import Archive, Entry, Supplement, SupplementPiece
from shared import audit
from shared.contracts.events import WordsPassed
from shared.contracts.terms import Role
from shared.work import SYSTEM
from tests.investigation.builders import NOW, record_fields
from tests.investigation.supplements import (
    CALLED,
    COMMENT,
    JUDGMENT,
    LATE_WORDS,
    all_that_comes,
    rated,
    supplement,
    version,
    wrote,
)
from tests.investigation.test_archive import given
from tests.investigation.test_retention import ABOUT, erased
from tests.investigation.test_views import Browser


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
