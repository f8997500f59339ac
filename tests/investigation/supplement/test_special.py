"""The file of an art. 12 special to its end: copied for a court, added to, and copied anew."""

import subprocess
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from shared.contracts.events import ComplaintAssessed
from shared.contracts.terms import Role
from tests.investigation.builders import accepted
from tests.investigation.supplements import JUDGMENT, judged, serve
from tests.investigation.test_archive import File, given
from tests.investigation.test_body_accused import ACCUSED
from tests.investigation.test_own import opened_by
from tests.investigation.test_specials import SPECIAL, about, ends
from tests.investigation.test_views import Browser

PARTIES = ("other", "complainant")
REPORT = "已查清，涉及企业三家。"


@pytest.fixture
def bound(opened: Any) -> list[Any]:
    found = [accepted() for _ in range(3)]
    for each in found:
        opened(each)
    return found


@pytest.fixture
def special(bound: list[Any], seat: Any) -> str:
    """Closed and put away; its circular is not served yet, and nothing reported to who assigned it."""
    given = {"assigner": "杭州市应急管理局", "report_by": "2026-12-20"}
    numbers = [each.tracking_number for each in bound]
    found = str(opened_by(seat("head", Role.HEAD), **SPECIAL | given, numbers=numbers)["id"])
    ends(found, seat)
    seat("anna").change(found, "archive", {"years": 10, "note": "附光盘一张"})
    return found


def copies(seat: Any, case: str) -> dict[str, File]:
    address = f"/investigation/cases/{case}/archive/court"
    return {party: given(seat, f"{address}/{party}.zip") for party in PARTIES}


def what_came(seat: Any, case: str, bound: list[Any]) -> None:
    """A judgment, a receipt, a note, and the report to the superior, which may name the complaints."""
    judged(seat, case)
    serve(seat, case, "circular")
    seat("anna").change(case, "notes", {"fields": {"text": "仅供内部参考"}})
    said = {"text": f"{REPORT}涉及{bound[0].tracking_number}。"}
    seat("head", Role.HEAD).change(case, "report-back", said)


def sums(copy: File, place: Path) -> None:
    copy.zip.extractall(place)
    subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=place, check=True)


def test_a_specials_file_is_copied_added_to_and_copied_anew(
    special: str, bound: list[Any], seat: Any, tmp_path: Path
) -> None:
    before = copies(seat, special)
    what_came(seat, special, bound)
    assert {party: copy.data for party, copy in copies(seat, special).items()} == {
        party: copy.data for party, copy in before.items()
    }, "what is put away in no supplement is in no copy"
    seat("anna").change(special, "archive/supplements", {"note": "补充"})
    after = copies(seat, special)

    for party in PARTIES:
        old, new, place = before[party], after[party], tmp_path / party
        sums(new, place)
        assert {name for name in new.names if not name.startswith("supplement-1/")} == set(old.names)
        for name in set(old.names) - {"SHA256SUMS"}:
            assert new.zip.read(name) == old.zip.read(name), name
        said = new.said()
        assert JUDGMENT in said
        for secret in ("仅供内部参考", REPORT, *(each.tracking_number for each in bound)):
            assert secret not in said
        left = new.json("supplement-1/left-out.json")["left_out"]
        there = new.json("supplement-1/manifest.json")["pieces"]
        numbered = [each["number"] for each in (*left, *there)]
        assert sorted(numbered) == list(range(1, len(numbered) + 1))
        assert {each["kind"] for each in there} >= {"record_external_decision", "service"}
        assert "deliberation" in {each["category"] for each in left}
        assert new.text("supplement-1/volume.pdf").count("补充") > 0


def test_what_is_listed_of_it_is_what_is_in_it(
    special: str, bound: list[Any], seat: Any, tmp_path: Path
) -> None:
    what_came(seat, special, bound)
    seat("anna").change(special, "archive/supplements", {"note": "补充"})
    told = seat("anna").get(f"/cases/{special}/archive").get_json()
    whole = given(seat, f"/investigation/cases/{special}/archive.zip")
    sums(whole, tmp_path)
    subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=tmp_path / "supplement-1", check=True)
    (added,) = told["supplements"]

    assert (told["unfiled"], told["whole"], added["whole"]) == ([], True, True)
    listed = whole.json("supplement-1/manifest.json")
    assert [each["sha256"] for each in listed["pieces"]] == [each["sha256"] for each in added["pieces"]]
    assert (listed["fingerprint"], listed["supplement_to"]["fingerprint"]) == (
        added["fingerprint"], told["fingerprint"],
    )  # fmt: skip
    assert bound[0].tracking_number in whole.said()
    for party in PARTIES:
        court = given(seat, f"/investigation/cases/{special}/archive/court/{party}.zip")
        by_number = {each["number"]: each["sha256"] for each in added["pieces"]}
        for each in court.json("supplement-1/manifest.json")["pieces"]:
            assert each["sha256"] == by_number[each["number"]]
        for each in court.json("supplement-1/left-out.json")["left_out"]:
            assert each["sha256"] == by_number[each["number"]]


def test_of_one_that_accuses_the_body_by_now_no_supplement_tells_either(
    special: str, bound: list[Any], seat: Any, hear: Any, tmp_path: Path
) -> None:
    what_came(seat, special, bound)
    seat("anna").change(special, "archive/supplements", {"note": "补充"})
    hear(ComplaintAssessed(**about(bound[0], version=10), barred=ACCUSED))
    told = seat("anna").get(f"/cases/{special}/archive").get_json()
    address = f"/investigation/cases/{special}/archive"
    part = given(seat, f"{address}.zip")
    sums(part, tmp_path)
    added = Browser(seat("anna"))._ask("GET", f"{address}/supplements/1.pdf")

    assert [(each["whole"], each["in_part"]) for each in (told, *told["supplements"])] == [(False, True)] * 2
    assert bound[0].tracking_number not in part.said()
    assert JUDGMENT in part.said()
    assert added.status_code == 200
    assert bound[0].tracking_number not in text_of(added.data)
    assert JUDGMENT in text_of(added.data)
    for party in PARTIES:
        assert bound[0].tracking_number not in copies(seat, special)[party].said()


def text_of(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as pages:
        return "".join(page.get_textpage().get_text_range() for page in pages).replace("\r\n", "")
