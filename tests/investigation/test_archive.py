"""A case's file: complete, numbered, hashed, the same for ever, and without what a court is not given."""

import io
import json
import subprocess
import zipfile
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

import pypdfium2
import pytest
from docx import Document as Word

from services.investigation.domain.archive import ARTICLES, PIECES, Withheld, why, years
from services.investigation.domain.documents import DocumentKind
from services.investigation.domain.records import RecordKind
from services.investigation.replies import official
from services.investigation.words.archive import PIECES as TITLES
from services.investigation.words.archive import WITHHELD
from services.investigation.words.law import OUTCOMES
from services.investigation.words.terms import DOCUMENTS
from shared.contracts.events import ComplaintWithdrawn
from shared.contracts.terms import Role
from tests.investigation.archived import (
    LEFT,
    MESSAGE,
    NOTE,
    RETURNED,
    TOLD,
    UNACCEPTED,
    UNPROVED,
    closed,
    put_away,
)
from tests.investigation.builders import NOW, STATEMENT, accepted, fields_for
from tests.investigation.test_api import CHECKS, FINDING
from tests.investigation.test_views import Browser


def test_every_kind_of_piece_has_its_place_and_its_words() -> None:
    kinds = {*DocumentKind, *(f"record_{kind}" for kind in RecordKind)}

    assert kinds < set(PIECES)
    assert set(PIECES) == set(DOCUMENTS) | set(TITLES)
    assert set(WITHHELD) == set(Withheld) == set(ARTICLES)


def test_a_file_that_was_put_away_before_is_held_back_as_well() -> None:
    """Until then one form of approval told all outcomes; the course and reports were open to everybody."""
    assert why("approval", None, ["approval", "handover"]) is Withheld.DISCIPLINE
    assert why("approval", None, ["approval", "opinion"]) is None
    assert why("approval", None, ["approval", "approval_sealed", "handover"]) is None
    assert why("course", None, ["course"]) is Withheld.COMPLAINANT
    assert why("report_back", None, ["report_back"]) is Withheld.DELIBERATION


@pytest.mark.parametrize(
    ("codes", "least"), [((), 10), (("O1", "O12"), 10), (("O12", "O7"), 30), (("O2",), 30)]
)
def test_opinions_revocations_and_accountability_are_kept_the_longest(codes: Any, least: int) -> None:
    assert years(codes) == least


class File:
    """A file as it was given out."""

    def __init__(self, data: bytes) -> None:
        self.data, self.zip = data, zipfile.ZipFile(io.BytesIO(data))
        self.names = self.zip.namelist()

    def text(self, name: str) -> str:
        with pypdfium2.PdfDocument(self.zip.read(name)) as pages:
            said = "".join(page.get_textpage().get_text_range() for page in pages)
        return said.replace("\r", "").replace("\n", "").replace(" ", "")

    def json(self, name: str) -> Any:
        return json.loads(self.zip.read(name))

    def said(self) -> str:
        """All that stands in it."""
        pdfs = [self.text(name) for name in self.names if name.endswith(".pdf")]
        return "".join([*pdfs, *(self.zip.read(n).decode() for n in self.names if not n.endswith(".pdf"))])


WAYS = (".pdf", ".zip", "/court/other.zip")


def given(seat: Any, address: str) -> File:
    answer = Browser(seat("anna"))._ask("GET", address)
    assert answer.status_code == 200
    return File(answer.data)


def test_a_file_is_complete_and_stands_up_without_us(opened: Any, seat: Any, tmp_path: Path) -> None:
    case = opened()
    closed(case, seat)
    archive = f"/cases/{case}/archive"
    assert seat("anna").get(archive).status_code == 404
    kept = put_away(case, seat)
    whole, told = given(seat, f"/investigation{archive}.zip"), seat("anna").get(archive).get_json()
    address = f"/investigation{archive}/court"
    court, own = given(seat, f"{address}/other.zip"), given(seat, f"{address}/complainant.zip")

    # What was put away is numbered, whole, and given out the same each time.
    assert kept["archive"] == told["number"] == "西湖区应急执监档〔2026〕1号"
    assert given(seat, f"/investigation{archive}.zip").data == whole.data
    numbers = [each["number"] for each in told["pieces"]]
    assert numbers == list(range(1, len(numbers) + 1))
    first = [each["first_page"] for each in told["pieces"]]
    assert first == [1 + sum(each["pages"] for each in told["pieces"][:at]) for at in range(len(numbers))]
    kinds = {each["kind"] for each in told["pieces"]}
    assert {"opinion", "handover", "reply", "evidence_letter", "extension", "service"} < kinds
    assert {"statement", "record_interview", "record_note", "approval", "proposals", "closing"} < kinds

    # What is sealed within the body is not given to colleagues by this way round.
    answers = {
        who: [
            Browser(seat(who, *roles))._ask("GET", f"/investigation{archive}{what}").status_code
            for what in WAYS
        ]
        for who, roles in (("colleague", ()), ("head", (Role.HEAD,)))
    }
    assert answers == {"colleague": [404, 404, 200], "head": [200, 200, 200]}
    assert (told["whole"], seat("colleague").get(archive).get_json()["whole"]) == (True, False)

    # Anybody can check it with sha256sum, and the back sheet names the list of hashes.
    whole.zip.extractall(tmp_path)
    subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=tmp_path, check=True)
    subprocess.run(["sha256sum", "-c", "--quiet", "PIECES.sha256"], cwd=tmp_path, check=True)
    fingerprint = sha256(whole.zip.read("PIECES.sha256")).hexdigest()
    volume = whole.zip.read("volume.pdf")
    assert fingerprint == told["fingerprint"]
    assert fingerprint in whole.text("volume.pdf")
    assert sha256(volume).hexdigest() == told["sha256"]
    assert b"pdfaid:part>2<" in volume
    with pypdfium2.PdfDocument(volume) as bound:
        marks = [each.get_title() for each in bound.get_toc()]
        printed = [page.get_textpage().get_text_range().replace(" ", "") for page in bound]
    form = next(each for each in printed if "结案审查表" in each and "审查人、日期" in each)
    assert "安娜" in form, "who says that all six are met"
    assert marks == [
        "案卷",
        "卷内目录",
        *(f"{each['number']}. {each['title']}" for each in told["pieces"]),
        "卷内备考表",
    ]
    # Cover, one page or more of list, back sheet: the rest are the pieces' pages.
    fronts = len(printed) - told["pages"]
    assert 3 <= fronts <= 4
    for each in told["pieces"]:
        assert f"第{each['first_page']}页" in printed[each["first_page"] + fronts - 2], each["title"]

    # A court gets neither notes nor deliberations nor, unless the complainant sues, what leads to them.
    for text in (NOTE, RETURNED):
        assert text in whole.said()
        assert text not in court.said() + own.said()
    tracking = kept["tracking_number"]
    for text in (STATEMENT, MESSAGE, tracking):
        assert text in own.said()
        assert text not in court.said()
    assert LEFT in whole.said()
    for text in (UNPROVED, UNACCEPTED):
        assert text in whole.said(), "also what the unit reported first, and why it was no proof"
    assert LEFT not in court.said()
    # Nor what the complainant told the investigators.
    heard = TOLD.rpartition("答：")[2]
    assert heard in own.said()
    assert heard not in court.said()
    assert "没有出示" in court.said(), "what others told goes to the court"
    # Nor, by the form of approval, what is suspected of persons; nor from the course what the complainant did.
    suspicion = fields_for("O10")["suspicion"]
    assert suspicion in whole.said()
    assert suspicion not in court.said() + own.said()
    assert "移交（纪检监察" in whole.text("volume.pdf")
    assert "移交（纪检监察" not in court.said(), "the cover told it"
    assert whole.text("volume.pdf").count("案件编号：") >= 12, "lists, too, say of which case they are"
    assert fields_for("O2")["decision"] in court.said()
    assert any(name.endswith("-course.pdf") for name in own.names)
    assert not any(name.endswith("-course.pdf") for name in court.names)
    left = court.json("left-out.json")["left_out"]
    there = {each["number"] for each in court.json("manifest.json")["pieces"]}
    assert there | {each["number"] for each in left} == set(numbers)
    assert {each["category"] for each in left} == {"note", "deliberation", "complainant", "discipline"}
    assert all(each["article_text"] for each in left)
    for name in court.names:
        if name.startswith("pieces/"):
            assert court.zip.read(name) == whole.zip.read(name)


def test_a_file_is_put_away_once_by_those_who_may(opened: Any, seat: Any) -> None:
    case = opened()
    closed(case, seat)
    anna, body = seat("anna"), {"years": 30}
    version = anna.get(f"/cases/{case}").get_json()["version"]

    assert seat("clerk").post(f"/cases/{case}/archive", body, version).status_code == 403
    short = anna.post(f"/cases/{case}/archive", {"years": 10}, version)
    assert [each["code"] for each in short.get_json()["errors"]] == ["kept_longer"]
    once = seat("head", Role.HEAD)
    headers = once.headers | {"If-Match": f'"v{version}"', "Idempotency-Key": "archive"}
    sent = [once.client.post(f"{once.base}/cases/{case}/archive", json=body, headers=headers) for _ in "12"]
    assert [each.status_code for each in sent] == [201, 201]
    assert sent[0].get_json() == sent[1].get_json()
    assert sent[0].get_json()["archive"].endswith("1号")
    again = anna.post(f"/cases/{case}/archive", body, version + 1)
    assert (again.status_code, again.get_json()["type"].rpartition(":")[2]) == (409, "archived_already")


def test_records_receipts_and_approvals_are_forms_to_be_signed(opened: Any, seat: Any) -> None:
    case = opened()
    closed(case, seat)
    anna, address, kept = (
        Browser(seat("anna")),
        f"/investigation/cases/{case}",
        seat("anna").get(f"/cases/{case}"),
    )
    records = {each["kind"]: each["id"] for each in kept.get_json()["records"]}
    documents = {each["kind"]: each["id"] for each in kept.get_json()["documents"]}

    def said(path: str) -> str:
        assert anna._ask("GET", f"{address}/{path}.pdf").data.startswith(b"%PDF")
        made = Word(io.BytesIO(anna._ask("GET", f"{address}/{path}.docx").data))
        cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
        return "\n".join([*cells, *(each.text for each in made.paragraphs)])

    heard = said(f"records/{records['interview']}")
    for text in ("询问笔录", "安娜、贝特", "权利义务告知", "答：没有出示。", "被询问人（签名、日期）："):
        assert text in heard
    assert "收发员" in said(f"documents/{documents['opinion']}/receipt")
    receipt = said(f"documents/{documents['reply']}/receipt")
    assert "送达人（签名）" in receipt
    assert "\n西湖区应急执监答〔2026〕1号\n" in receipt, "a number is not broken at the end of a line"
    assert "证人出差" in said("extensions/1")
    for nothing in ("extensions/2", f"records/{documents['reply']}", f"documents/{records['note']}/receipt"):
        assert anna._ask("GET", f"{address}/{nothing}.pdf").status_code == 404


def test_the_page_offers_what_may_be_given_out(opened: Any, seat: Any) -> None:
    case = opened()
    closed(case, seat)
    anna, address = Browser(seat("anna")), f"/investigation/cases/{case}"
    page = anna.get(address, tab="closing")
    assert "尚未入卷" in page
    assert anna.post(f"{address}/archive", page, years="10").status_code == 422
    assert anna.post(f"{address}/archive", page, years="30", note="无").status_code == 303
    shown = anna.get(address, tab="closing")

    assert "西湖区应急执监档〔2026〕1号" in shown
    for way in ("archive.pdf", "archive.zip", "archive/court/other.zip"):
        assert way in shown
    assert anna._ask("GET", f"{address}/archive.pdf").data.startswith(b"%PDF")


def test_words_on_a_proposal_that_said_sealed_things_are_not_given_with_the_file(
    opened: Any, seat: Any
) -> None:
    """Also where what was approved in the end says nothing that is sealed."""
    case, head = opened(), seat("head", Role.HEAD)
    anna = seat("anna")
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "findings", FINDING)
    sealed = {"code": "O10", "fields": fields_for("O10", suspicion="涉嫌收受财物", receiver="驻局纪检监察组")}
    anna.change(case, "outcomes", {"outcomes": [{"code": "O2", "fields": fields_for("O2")}, sealed]})
    head.change(case, "approval", {"decision": "return", "reason": "收受财物一节另行移送"})
    anna.change(case, "outcomes", {"outcomes": [{"code": "O1", "fields": fields_for("O1")}]})
    head.change(case, "approval", {"decision": "approve"})
    anna.change(case, "closure", {"checks": dict.fromkeys(CHECKS, "卷宗")})
    put_away(case, seat, years=10)
    address = f"/cases/{case}/archive"

    whole = {who: seat(who).get(address).get_json()["whole"] for who in ("anna", "colleague")}
    assert whole == {"anna": True, "colleague": False}
    assert Browser(seat("colleague"))._ask("GET", f"/investigation{address}.pdf").status_code == 404


def test_how_a_complaint_was_withdrawn_only_the_complainant_is_shown(
    opened: Any, seat: Any, hear: Any
) -> None:
    event = accepted()
    case, anna = opened(event), seat("anna")
    about = {"complaint_id": event.complaint_id, "tracking_number": event.tracking_number, "version": 5}
    hear(ComplaintWithdrawn(id=uuid4(), at=NOW, **about, reason="不再追究"))
    anna.post(f"/cases/{case}/claim")
    fields = fields_for("O14", free_will_checked="经与该厂二车间职工电话核实，系自愿撤回")
    anna.change(case, "outcomes", {"outcomes": [{"code": "O14", "fields": fields}]})
    seat("head", Role.HEAD).change(case, "approval", {"decision": "approve"})
    put_away(case, seat, 10)

    address = f"/investigation/cases/{case}/archive/court"
    other, own = given(seat, f"{address}/other.zip"), given(seat, f"{address}/complainant.zip")
    assert "二车间职工" in own.said()
    assert "二车间职工" not in other.said()
    result = official(OUTCOMES["O14"])
    assert (result in own.text("volume.pdf"), result in other.text("volume.pdf")) == (True, False)


def test_no_piece_with_the_number_of_the_complaint_goes_to_others(opened: Any, seat: Any) -> None:
    """Papers refuse it; a finding, or what was seen on site, may have it."""
    case, anna = opened(), seat("anna")
    anna.post(f"/cases/{case}/claim")
    number = anna.get(f"/cases/{case}").get_json()["tracking_number"]
    anna.change(case, "findings", FINDING | {"reasons": f"编号 {number.lower()} 的材料相互印证"})
    anna.change(case, "outcomes", {"outcomes": [{"code": "O1", "fields": fields_for("O1")}]})
    seat("head", Role.HEAD).change(case, "approval", {"decision": "approve"})
    anna.change(case, "closure", {"checks": dict.fromkeys(CHECKS, "见卷宗")})
    put_away(case, seat, 10)

    address = f"/investigation/cases/{case}/archive/court"
    other, own = given(seat, f"{address}/other.zip"), given(seat, f"{address}/complainant.zip")
    assert number.lower() in own.said().lower()
    assert number.lower() not in other.said().lower()
    left = {each["title"]: each["category"] for each in other.json("left-out.json")["left_out"]}
    assert left["认定结论"] == "complainant"
