"""Documents: written with the step that calls for them, numbered without a gap, and telling nobody who complained."""

import re
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from docx import Document as Word

from services.investigation.domain.documents import OF_OUTCOME, SPECS, DocumentKind
from services.investigation.domain.outcomes import SPECS as OUTCOMES
from services.investigation.words.terms import DOCUMENTS
from shared.contracts.events import CaseConcluded, WorkdaysAnnounced
from shared.contracts.terms import Role
from shared.papers import Paper, pdf
from shared.papers import word as word_file
from tests.investigation.builders import NOW, STATEMENT, fields_for
from tests.investigation.test_api import CHECKS, FINDING, concluded
from tests.investigation.test_views import Browser

PAGES = "/investigation/cases/{}/documents/{}.{}"


def texts(file: bytes) -> str:
    return "\n".join(each.text for each in Word(BytesIO(file)).paragraphs)


def issued(seat: Any, case: str) -> dict[str, dict[str, Any]]:
    return {each["kind"]: each for each in seat("anna").get(f"/cases/{case}").get_json()["documents"]}


def test_every_kind_has_its_words_and_every_measure_its_document() -> None:
    assert set(SPECS) == {DocumentKind(kind) for kind in DOCUMENTS} == set(DocumentKind)
    assert len({spec.sign for spec in SPECS.values()}) == len(SPECS)
    assert set(OUTCOMES) - set(OF_OUTCOME) == {"O12", "O13", "O14", "O15"}


@pytest.mark.parametrize("code", sorted(OF_OUTCOME))
def test_each_outcome_is_issued_with_all_that_it_says(opened: Any, seat: Any, code: str) -> None:
    case = opened()
    concluded(case, seat, tuple({code, "O2"}))
    made = issued(seat, case)[OF_OUTCOME[code]]
    answer = Browser(seat("anna"))._ask("GET", PAGES.format(case, made["id"], "docx"))
    said = texts(answer.data)

    for name, value in fields_for(code).items():
        if OUTCOMES[code].field(name).kind in ("text", "line"):  # type: ignore[union-attr]
            assert value in said, name
    assert made["number"] in said
    assert made["verification"] in said


def test_numbers_are_gapless_per_kind_and_year(opened: Any, seat: Any, time: Any) -> None:
    numbers = []
    for _ in range(2):
        case = opened()
        concluded(case, seat)
        numbers.append(issued(seat, case)["opinion"]["number"])
    time.pass_days(45)
    case = opened(investigate_by=date(2027, 3, 22))
    concluded(case, seat, ("O1", "O2"))

    assert numbers == ["西湖区应急执监意〔2026〕1号", "西湖区应急执监意〔2026〕2号"]
    assert issued(seat, case)["opinion"]["number"] == "西湖区应急执监意〔2027〕1号"
    assert issued(seat, case)["circular"]["number"] == "西湖区应急执监通〔2027〕1号"


def test_a_refused_approval_takes_no_number(opened: Any, seat: Any) -> None:
    case, anna, head = opened(), seat("anna"), seat("head", Role.HEAD)
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "findings", FINDING)
    anna.change(case, "outcomes", {"outcomes": [{"code": "O2", "fields": fields_for("O2")}]})
    head.change(case, "approval", {"decision": "return", "reason": "期限不清"})
    assert issued(seat, case) == {}
    anna.change(case, "outcomes", {"outcomes": [{"code": "O2", "fields": fields_for("O2")}]})
    head.change(case, "approval", {"decision": "approve"})

    assert issued(seat, case)["opinion"]["number"].endswith("1号")


def test_what_goes_to_the_unit_tells_neither_words_nor_number_of_the_complainant(
    opened: Any, seat: Any
) -> None:
    case = opened()
    seat("anna").post(f"/cases/{case}/claim")
    asked = {"unit": "执法大队", "matter": "10月12日检查的取证情况。", "due": "2026-12-10"}
    seat("anna").change(case, "unit-notices", {"fields": asked})
    seat("anna").change(case, "assignment", {"username": seat("bert").token.username})
    files = {"addressee": "执法大队", "items": "录像", "form": "copy", "due": "2026-12-10"}
    seat("anna").change(case, "evidence-requests", {"fields": files})
    seat("anna").change(case, "findings", FINDING)
    outcome = {"code": "O2", "fields": fields_for("O2", copies_to="其他执法中队")}
    seat("anna").change(case, "outcomes", {"outcomes": [outcome]})
    seat("head", Role.HEAD).change(case, "approval", {"decision": "approve"})
    tracking = seat("anna").get(f"/cases/{case}").get_json()["tracking_number"]

    for kind, made in issued(seat, case).items():
        said = texts(Browser(seat("anna"))._ask("GET", PAGES.format(case, made["id"], "docx")).data)
        assert ("其他执法中队" in said) is (kind == "opinion")
        if kind != "reply":
            assert tracking not in said, kind
            assert not [each for each in re.split("[，。]", STATEMENT) if each and each in said], kind


def test_no_paper_or_page_for_others_takes_the_number_of_the_complaint(opened: Any, seat: Any) -> None:
    case, anna, head = opened(), seat("anna"), seat("head", Role.HEAD)
    anna.post(f"/cases/{case}/claim")
    tracking = anna.get(f"/cases/{case}").get_json()["tracking_number"]
    written = f"据编号 {tracking.lower().replace('-', ' ')} 的材料"

    def refused(who: Any, address: str, body: Any, pointer: str) -> None:
        version = who.get(f"/cases/{case}").get_json()["version"]
        answer = who.post(f"/cases/{case}/{address}", body, version)
        assert answer.status_code == 422, answer.get_json()
        assert [(each["pointer"], each["code"]) for each in answer.get_json()["errors"]] == [
            (pointer, "tells_number")
        ]

    matter = {"unit": "执法大队", "matter": written, "due": "2026-12-10"}
    refused(anna, "unit-notices", {"fields": matter}, "/fields/matter")
    anna.change(case, "notes", {"fields": {"text": written}})
    anna.change(case, "findings", FINDING | {"reasons": written})
    told = {"code": "O2", "fields": fields_for("O2", facts_and_reasons=written)}
    refused(anna, "outcomes", {"outcomes": [told]}, "/outcomes/0/fields/facts_and_reasons")
    anna.change(case, "outcomes", {"outcomes": [{"code": "O2", "fields": fields_for("O2")}]})
    head.change(case, "approval", {"decision": "approve"})
    anna.change(case, "rectification", {"status": "reported", "text": "已整改"})
    refused(anna, "rectification", {"status": "not_accepted", "text": written}, "/text")


def test_a_preview_has_no_number_and_is_gone_after_the_approval(opened: Any, seat: Any) -> None:
    case, anna = opened(), seat("anna")
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "findings", FINDING)
    anna.change(case, "outcomes", {"outcomes": [{"code": "O2", "fields": fields_for("O2")}]})
    head = Browser(seat("head", Role.HEAD))
    page = head.get(f"/investigation/cases/{case}", tab="documents")
    draft = head._ask("GET", f"/investigation/cases/{case}/drafts/1.docx")

    assert "drafts/1.pdf" in page
    assert "编号" in texts(draft.data)
    assert head._ask("GET", f"/investigation/cases/{case}/drafts/2.pdf").status_code == 404


def test_that_it_was_served_is_kept_with_day_and_way(opened: Any, seat: Any) -> None:
    case = opened()
    concluded(case, seat)
    made = issued(seat, case)["opinion"]
    body = {"document": made["id"], "recipient": "收发员", "way": "direct", "served_on": "2026-11-23"}
    kept = seat("anna").change(case, "service-records", body)

    assert {each["kind"]: each["service"] for each in kept["documents"]}["opinion"][0]["way"] == "direct"
    for wrong, code in (("2026-11-22", "before_it_was_issued"), ("2026-11-24", "day_is_to_come")):
        answer = seat("anna").post(
            f"/cases/{case}/service-records", body | {"served_on": wrong}, kept["version"]
        )
        assert answer.get_json()["errors"][0]["code"] == code
    strange = body | {"document": "01a21340-0c1b-7134-8051-6903784959ce"}
    assert seat("anna").post(f"/cases/{case}/service-records", strange, kept["version"]).status_code == 404


@pytest.mark.parametrize("state", ["rectifying", "closed"])
def test_the_days_for_a_recheck_run_from_the_receipt_of_the_answer(
    state: str, opened: Any, seat: Any, time: Any, said: Any
) -> None:
    """As the answer itself says. Whoever got it by post lost the days that it took."""
    case = opened()
    concluded(case, seat, ("O2",) if state == "rectifying" else ("O1",))
    if state == "closed":
        seat("anna").change(case, "closure", {"checks": dict.fromkeys(CHECKS, "卷宗")})
    reply, other = issued(seat, case)["reply"], next(iter(issued(seat, case).values()))
    time.pass_days(20)
    mail = {"document": reply["id"], "recipient": "本人", "way": "registered_mail", "served_on": "2026-12-09"}
    before = len(said(CaseConcluded))
    kept = seat("anna").change(case, "service-records", mail | {"document": other["id"]})
    assert (kept["recheck_until"], len(said(CaseConcluded))) == ("2026-12-23", before)

    kept = seat("anna").change(case, "service-records", mail)

    assert kept["recheck_until"] == "2027-01-08"
    assert kept["state"] == state
    first, last = said(CaseConcluded)[0], said(CaseConcluded)[-1]
    assert len(said(CaseConcluded)) == before + 1
    assert last.recheck_until.isoformat() == "2027-01-08"
    assert (last.reply, last.concluded_at) == (first.reply, first.concluded_at)
    again = seat("anna").change(case, "service-records", mail | {"served_on": "2026-11-25"})
    assert again["recheck_until"] == "2027-01-08", "what was told is not taken back"


def test_a_day_for_a_recheck_that_the_announced_year_moves_is_told(
    opened: Any, seat: Any, time: Any, said: Any, hear: Any
) -> None:
    """It was moved here alone: the complainant's page went on refusing from the day before on."""
    time.pass_days(22)
    case = opened()
    concluded(case, seat)
    off = [{"day": "2027-01-14", "kind": "holiday", "name": ""}]
    hear(WorkdaysAnnounced(id=uuid4(), at=NOW, year=2027, version=1, days=off))

    assert [each.recheck_until.isoformat() for each in said(CaseConcluded)] == ["2027-01-14", "2027-01-15"]
    assert seat("anna").get(f"/cases/{case}").get_json()["recheck_until"] == "2027-01-15"


def test_nothing_is_served_before_the_day_it_was_issued_in_china(opened: Any, seat: Any, time: Any) -> None:
    time.now = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)  # half past midnight of the 24th there
    case = opened()
    concluded(case, seat)
    kept = seat("anna").get(f"/cases/{case}").get_json()
    sent = {"document": kept["documents"][0]["id"], "recipient": "收发员", "way": "direct"}
    for day, status in (("2026-11-23", 422), ("2026-11-24", 201)):
        answer = seat("anna").post(
            f"/cases/{case}/service-records", sent | {"served_on": day}, kept["version"]
        )
        assert answer.status_code == status


def test_anybody_may_ask_whether_a_document_was_issued_and_learns_no_more(
    opened: Any, seat: Any, client: Any
) -> None:
    case = opened()
    concluded(case, seat)
    made = issued(seat, case)["opinion"]
    page = client.get(f"/investigation/verify?code={made['verification'].lower()}&lang=zh").get_data(
        as_text=True
    )

    assert made["number"] in page
    assert "杭州市西湖区应急管理局" in page
    assert fields_for("O2")["unit"] not in page
    for wrong in ("ABC", made["verification"][:-1], "%00" * 15, "文"):
        answer = client.get(f"/investigation/verify?code={wrong}")
        assert answer.status_code in (200, 400)
        assert made["number"] not in answer.get_data(as_text=True)


@pytest.mark.parametrize("spread", ["\u3000", "\u200b", "–"])
def test_a_code_is_read_as_it_was_typed_or_copied(opened: Any, seat: Any, client: Any, spread: str) -> None:
    case = opened()
    concluded(case, seat)
    made = seat("anna").get(f"/cases/{case}").get_json()["documents"][0]
    wide = "".join(chr(ord(each) + 0xFEE0) for each in made["verification"])
    page = client.get("/investigation/verify", query_string={"code": spread.join((wide[:5], wide[5:]))})

    assert made["number"] in page.get_data(as_text=True)


def test_a_document_is_given_out_as_the_same_bytes_and_a_changed_file_is_told(
    opened: Any, seat: Any, client: Any, monkeypatch: Any
) -> None:
    case = opened()
    concluded(case, seat)
    made = issued(seat, case)["opinion"]
    address = PAGES.format(case, made["id"], "pdf")
    first = Browser(seat("anna"))._ask("GET", address).data
    monkeypatch.setattr(pdf, "FAMILIES", ("No Such Family",))
    pdf.family.cache_clear()

    assert Browser(seat("anna"))._ask("GET", address).data == first
    for file, told in ((first, "完全一致"), (first + b" ", "不一致"), (b"", "请选择")):
        page = client.get(f"/investigation/verify?code={made['verification']}&lang=zh").get_data(as_text=True)
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)
        assert token
        form = {"csrf_token": token[1], "code": made["verification"], "file": (BytesIO(file), "a.pdf")}
        assert told in client.post("/investigation/verify", data=form).get_data(as_text=True)
    pdf.family.cache_clear()


def test_the_forms_keep_a_service(opened: Any, seat: Any) -> None:
    case = opened()
    concluded(case, seat)
    anna, address = Browser(seat("anna")), f"/investigation/cases/{case}"
    made, page = issued(seat, case)["opinion"], anna.get(address, tab="documents")
    sent = {"document": made["id"], "recipient": "收发员<1>", "way": "direct"}
    back = anna.post(f"{address}/service-records", page, **sent)
    assert back.status_code == 422
    assert "收发员&lt;1&gt;" in back.get_data(as_text=True)
    day = {"served_on_year": "2026", "served_on_month": "11", "served_on_day": "23"}
    assert anna.post(f"{address}/service-records", page, **sent, **day).status_code == 303


@pytest.mark.parametrize("form", ["letter", "order"])
def test_both_forms_hold_any_text(form: str) -> None:
    paper = Paper(
        issuer="某局", number="某〔2026〕1号", title="标题", addressee="", sections=(("", ("#let *x* $y$",)),),
        signature="某局", day=date(2026, 1, 5), form=form, copies="抄送：甲、乙", foot="核验码：ABC",
    )  # fmt: skip

    assert pdf.render(paper).startswith(b"%PDF")
    assert "抄送：甲、乙" in texts(word_file.render(paper))


def test_what_a_letter_says_of_persons_is_sealed_within_the_body_as_the_records_are(
    opened: Any, seat: Any
) -> None:
    case, anna, head = opened(), seat("anna"), seat("head", Role.HEAD)
    colleague = seat("colleague")
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "findings", FINDING)
    outcomes = [{"code": code, "fields": fields_for(code)} for code in ("O2", "O10")]
    anna.change(case, "outcomes", {"outcomes": outcomes})
    suspicion, receiver = fields_for("O10")["suspicion"], fields_for("O10")["receiver"]
    draft, address = f"/investigation/cases/{case}/drafts/2.docx", f"/investigation/cases/{case}"

    def asked(who: Any, path: str) -> int:
        return int(Browser(who)._ask("GET", path).status_code)

    assert [asked(who, draft) for who in (anna, head, colleague)] == [200, 200, 404]
    head.change(case, "approval", {"decision": "approve"})
    letter = issued(seat, case)["handover"]
    paper, receipt = (
        PAGES.format(case, letter["id"], "docx"),
        f"{address}/documents/{letter['id']}/receipt.docx",
    )
    for path in (paper, receipt):
        assert [asked(who, path) for who in (anna, head, colleague)] == [200, 200, 404]
    for who, reads in ((anna, True), (head, True), (colleague, False)):
        told = who.get(f"/cases/{case}").get_data(as_text=True)
        pages = "".join(Browser(who).get(address, tab=tab, lang="zh") for tab in ("outcome", "documents"))
        for said in (suspicion, receiver):
            assert ((said in told), (said in pages)) == (reads, reads), who.token.username
        assert fields_for("O2")["decision"] in told
