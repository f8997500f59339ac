"""One of the complaints that a special binds comes to accuse the body itself: it goes to another body, and the
others, which accuse it of nothing, are not lost with it."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from services.investigation.domain.opening import case_id
from services.investigation.models import ArchivePiece
from shared.contracts.events import ComplaintAssessed
from shared.contracts.terms import Role
from tests.investigation.builders import BODY, accepted
from tests.investigation.test_archive import File
from tests.investigation.test_own import opened_by
from tests.investigation.test_specials import ABOVE, SPECIAL, about, ends, rechecked
from tests.investigation.test_views import Browser, sound

ACCUSED = [BODY, "PERSON-330106:carl"]


@pytest.fixture
def thirty(opened: Any) -> list[Any]:
    found = [accepted() for _ in range(30)]
    for each in found:
        opened(each)
    return found


@pytest.fixture
def special(thirty: list[Any], seat: Any) -> str:
    numbers = [each.tracking_number for each in thirty]
    return str(opened_by(seat("head", Role.HEAD), **SPECIAL, numbers=numbers)["id"])


def case_of(event: Any) -> str:
    return str(case_id(event.complaint_id, event.body))


@pytest.fixture
def accused(special: str, thirty: list[Any], seat: Any, hear: Any, opened: Any) -> Any:
    """Carl had one of the others in hand."""
    seat("carl").post(f"/cases/{case_of(thirty[1])}/claim")
    hear(ComplaintAssessed(**about(thirty[0], version=10), barred=ACCUSED))
    taken = {"body": ABOVE, "version": 11, "taken_from": BODY, "barred": ACCUSED}
    opened(accepted(thirty[0].complaint_id, **taken))
    return thirty[0]


def test_the_others_stay_and_the_one_is_not_told_of(
    accused: Any, special: str, thirty: list[Any], seat: Any
) -> None:
    anna, head = seat("anna"), seat("head", Role.HEAD)
    states = [anna.get(f"/cases/{case_of(each)}").status_code for each in thirty]
    assert states == [404, *[200] * 29]

    found = anna.get(f"/cases/{special}")
    assert len(found.get_json()["bound"]) == 29
    assert accused.tracking_number not in found.get_data(as_text=True)
    page = Browser(head).get(f"/investigation/cases/{special}")
    sound(page)
    assert accused.tracking_number not in page
    # Whom it accuses besides is kept from all of them, and has none in hand.
    assert {seat("carl").get(f"/cases/{case_of(each)}").status_code for each in thirty} == {404}
    assert anna.get(f"/cases/{case_of(thirty[1])}").get_json()["state"] == "queued"


def test_their_recheck_is_still_the_body_aboves_where_one_accuses_that(
    special: str, thirty: list[Any], seat: Any, hear: Any, opened: Any
) -> None:
    """Triage gives it there by what the complaint itself says; nobody there saw it."""
    hear(ComplaintAssessed(**about(thirty[0], version=10), barred=[ABOVE, "PERSON-330100:zhou"]))
    late = accepted()
    opened(late)
    seat("head", Role.HEAD).change(special, "bound-cases", {"numbers": [late.tracking_number]})
    zoe = seat("zoe", home=ABOVE)
    for place, seen in ((0, 404), (1, 200)):
        assert zoe.get(f"/cases/{rechecked(opened, thirty[place])}").status_code == seen
        told = seat("zhou", home=ABOVE).get(f"/cases/{rechecked(opened, thirty[place])}")
        assert told.status_code == 404
    assert zoe.get(f"/cases/{rechecked(opened, late)}").status_code == 200
    page = zoe.get(f"/cases/{rechecked(opened, thirty[1])}").get_data(as_text=True)
    assert thirty[0].tracking_number not in page


def test_what_is_bound_afterwards_is_not_lost_either(
    accused: Any, special: str, thirty: list[Any], seat: Any, opened: Any
) -> None:
    late = accepted()
    case = opened(late)
    head = seat("head", Role.HEAD)
    head.change(special, "bound-cases", {"numbers": [late.tracking_number]})
    answers = {seat("anna").get(f"/cases/{each}").status_code for each in (case, special, case_of(thirty[5]))}
    assert answers == {200}
    assert seat("carl").get(f"/cases/{case}").status_code == 404


def test_the_file_tells_of_those_that_are_left_and_is_given(
    accused: Any, special: str, thirty: list[Any], seat: Any, works: Any
) -> None:
    ends(special, seat)
    anna = seat("anna")
    anna.change(special, "archive", {"years": 10, "note": ""})
    with works.reading() as session:
        piece = session.scalars(select(ArchivePiece).where(ArchivePiece.kind == "bound")).one()
    told = json.dumps(piece.drawn, ensure_ascii=False)
    assert [each.tracking_number in told for each in thirty] == [False, *[True] * 29]
    address = f"/investigation/cases/{special}/archive.zip"
    assert Browser(anna)._ask("GET", address).status_code == 200


def test_a_file_from_before_that_tells_of_it_is_given_without_that(
    special: str, thirty: list[Any], seat: Any, hear: Any, tmp_path: Path
) -> None:
    """Of the one nobody there may be told; what was found of all is the body's own, and is not lost with it."""
    ends(special, seat)
    anna, place = seat("anna"), f"/investigation/cases/{special}"
    address = f"{place}/archive."
    anna.change(special, "archive", {"years": 10, "note": f"另见{thirty[0].tracking_number}"})
    whole = Browser(anna)._ask("GET", address + "zip").data
    assert thirty[0].tracking_number in File(whole).said()
    hear(ComplaintAssessed(**about(thirty[0], version=10), barred=ACCUSED))
    told = anna.get(f"/cases/{special}/archive").get_json()
    assert thirty[0].tracking_number not in json.dumps(told, ensure_ascii=False)
    assert (told["whole"], told["in_part"]) == (False, True)
    page = Browser(anna).get(place, tab="closing", lang="zh")
    assert f"{address}zip" in page
    assert "不含涉及他人的材料" in page
    part = File(Browser(anna)._ask("GET", address + "zip").data)
    said = part.said()

    assert thirty[0].tracking_number not in said
    assert thirty[1].tracking_number not in said, "the list is left out as a whole: a gap in it would tell"
    assert "投诉举报30件" not in said
    assert "第三人隐私" in said
    assert {each["category"] for each in part.json("left-out.json")["left_out"]} == {"privacy"}
    assert "bound" not in {each["kind"] for each in part.json("manifest.json")["pieces"]}
    part.zip.extractall(tmp_path)
    subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=tmp_path, check=True)
    pdf = Browser(anna)._ask("GET", address + "pdf")
    assert pdf.data.startswith(b"%PDF")
    court = f"{place}/archive/court/other.zip"
    assert Browser(anna)._ask("GET", court).status_code == 200
    assert Browser(seat("carl"))._ask("GET", address + "zip").status_code == 404
