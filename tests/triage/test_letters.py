"""Letters of referral: who gets one, what stands in it, and who may read it."""

import io
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from docx import Document

from services.triage.domain.decisions import confirmed
from services.triage.domain.letters import LetterKind, letters
from services.triage.domain.reading import read
from services.triage.letter.issuing import paper_of
from services.triage.letter.verification import code_of
from services.triage.models import Base, LetterIssued, LetterSeries
from shared.contracts.terms import Role
from shared.database import Database
from shared.papers import pdf
from shared.papers.series import next_serial
from shared.work import Works
from tests.triage.builders import XIHU, about, facts, received, respondent
from tests.triage.conftest import Seat

Hear = Callable[..., None]
Sit = Callable[..., Seat]
DESK = "/triage/api/v1/complaints"
SECRET = "我是三车间的李工，电话13800001111"


def sent(*respondents: dict[str, Any], **circumstances: Any) -> Any:
    return replace(received(*respondents, circumstances=circumstances), statement=f"有隐患无人管。{SECRET}")


@pytest.fixture
def referred(hear: Hear, seat: Sit) -> dict[str, Any]:
    """A hazard beside conduct of a unit: accepted, and the hazard goes to the 12350 desk."""
    event = sent(respondent("internal_unit", name="危化科"), hazard=True)
    hear(event)
    answer = seat().decide(event.tracking_number, decision="confirm")
    assert answer.status_code == 200, answer.get_json()
    found: dict[str, Any] = answer.get_json()
    return found


def test_each_part_that_travels_has_its_letter_with_its_number(referred: dict[str, Any]) -> None:
    assert [(one["kind"], one["to"], one["number"]) for one in referred["letters"]] == [
        ("transfer", "WS_TIP:330106", "西湖区应急执监转〔2026〕1号")
    ]


def test_a_hazard_letter_names_no_accused_and_quotes_nothing(
    referred: dict[str, Any], desk_works: Works
) -> None:
    with desk_works.reading() as session:
        paper = paper_of(session.query(LetterIssued).filter_by(kind="transfer").one())

    whole = json.dumps(paper.as_json(), ensure_ascii=False)
    assert "危化科" not in whole
    assert not [word for word in ("李工", "13800001111", "隐患无人管") if word in whole]
    assert paper.addressee.startswith("浙江省杭州市西湖区")
    assert paper.issuer == "杭州市西湖区应急管理局"
    assert referred["tracking_number"] in whole
    assert "不得将投诉举报材料" in whole


def test_it_is_kept_sealed(referred: dict[str, Any], desk_works: Works) -> None:
    with desk_works.reading() as session:
        raw = (
            session.connection()
            .exec_driver_sql("SELECT content FROM letter WHERE kind = 'transfer'")
            .scalar_one()
        )

    assert "转办函".encode() not in bytes(raw)


@pytest.mark.parametrize(("form", "start"), [("pdf", b"%PDF-"), ("docx", b"PK")])
def test_both_forms_are_given(form: str, start: bytes, referred: dict[str, Any], seat: Sit) -> None:
    path = f"/triage/complaints/{referred['tracking_number']}/letters/{referred['letters'][0]['id']}.{form}"

    answer = seat().get(path)

    assert answer.status_code == 200
    assert answer.data.startswith(start)
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    if form == "docx":
        lines = [each.text for each in Document(io.BytesIO(answer.data)).paragraphs]
        assert "转办函" in lines


def test_whoever_holds_a_letter_or_a_notice_can_ask_whether_it_was_issued(
    referred: dict[str, Any], desk_works: Works, seat: Sit
) -> None:
    """By the code on it, and by no other; nobody learns more than what stands on its head."""
    with desk_works.reading() as session:
        held = {each.kind: (each.id, each.number, paper_of(each)) for each in session.query(LetterIssued)}
    visitor = seat().client
    visitor.delete_cookie("jiandu_staff")

    assert set(held) == {"acceptance", "transfer"}
    for key, number, paper in held.values():
        code = code_of(key)
        assert code in paper.foot
        for typed in (code, code.lower().replace("-", " ")):
            page = visitor.get("/triage/verify", query_string={"code": typed}).get_data(as_text=True)
            assert number in page
            assert referred["tracking_number"] not in page
        wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
        for typed in (wrong, code[:-1], "Z" * 24, "文"):
            assert number not in visitor.get("/triage/verify", query_string={"code": typed}).get_data(
                as_text=True
            )


def test_whoever_may_not_see_the_complaint_sees_no_letter(referred: dict[str, Any], seat: Sit) -> None:
    number, key = referred["tracking_number"], referred["letters"][0]["id"]
    path = f"/triage/complaints/{number}/letters/{key}.pdf"

    for home in ("SUP-330110", "SUP-330100", "DEP-330106"):
        assert seat(home).get(path).status_code == 404
    assert seat(name="危化科").get(path).status_code == 200  # a person of that name is not the unit
    assert seat(role=Role.INVESTIGATOR).get(path).status_code == 403
    other = f"/triage/complaints/{number}/letters/00000000-0000-0000-0000-000000000000.pdf"
    assert seat().get(other).status_code == 404


def test_a_letter_is_not_given_with_another_complaint(
    referred: dict[str, Any], hear: Hear, seat: Sit
) -> None:
    event = received()
    hear(event)

    path = f"/triage/complaints/{event.tracking_number}/letters/{referred['letters'][0]['id']}.pdf"

    assert seat().get(path).status_code == 404


def test_numbers_have_no_gap(hear: Hear, seat: Sit) -> None:
    given = []
    for _ in range(3):
        event = sent(respondent("internal_unit", name="危化科"), hazard=True)
        hear(event)
        decided = seat().decide(event.tracking_number, decision="confirm").get_json()
        given += [one["number"] for one in decided["letters"]]

    assert given == [f"西湖区应急执监转〔2026〕{serial}号" for serial in (1, 2, 3)]


def test_the_page_offers_them(referred: dict[str, Any], seat: Sit) -> None:
    page = seat().get(f"/triage/complaints/{referred['tracking_number']}").get_data(as_text=True)

    assert "西湖区应急执监转〔2026〕1号" in page
    assert f"/letters/{referred['letters'][0]['id']}.pdf" in page


def test_without_a_font_the_pdf_says_so(
    referred: dict[str, Any], seat: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "FAMILIES", ("No Such Family",))
    pdf.family.cache_clear()
    path = f"/triage/complaints/{referred['tracking_number']}/letters/{referred['letters'][0]['id']}"

    assert seat().get(f"{path}.pdf").status_code == 503
    assert seat().get(f"{path}.docx").status_code == 200
    pdf.family.cache_clear()


ALL = facts(
    respondent("officer", name="甲"),
    respondent("other_agency", name="区消防救援大队", sector="fire"),
    circumstances={"hazard": True, "discipline_clue": "also", "imminent_danger": False},
)


def test_each_letter_carries_only_its_part() -> None:
    made = about(
        respondent("officer", name="甲"),
        respondent("other_agency", name="区消防救援大队", sector="fire"),
        hazard=True,
        discipline_clue="also",
    )

    written = {one.part: one for one in letters(confirmed(made), read(ALL))}

    assert set(written) == {"hazard", "discipline", "other_agency"}
    assert written["hazard"].about == ()
    assert [one.name for one in written["discipline"].about] == ["甲"]
    assert [one.name for one in written["other_agency"].about] == ["区消防救援大队"]
    assert written["hazard"].kind is LetterKind.TRANSFER
    assert written["discipline"].kind is LetterKind.HANDOVER


def test_danger_now_is_told_by_telephone() -> None:
    made = about(respondent("officer"), hazard=True, imminent_danger=True)

    assert "EMERGENCY" in [one.to for one in made.referrals]
    assert letters(confirmed(made), read(ALL)) == ()


def test_a_sealed_matter_leaves_no_letter(hear: Hear, desk_works: Works) -> None:
    hear(sent(respondent("officer", XIHU, name="甲"), discipline_clue="only"))

    with desk_works.reading() as session:
        assert session.query(LetterIssued).all() == []


@pytest.mark.postgres
def test_desks_that_begin_a_series_at_once_number_without_a_gap(
    new_postgres_url: Callable[[], str],
) -> None:
    database = Database(new_postgres_url())
    Base.metadata.create_all(database.engine)

    def take(_: int) -> int:
        with database.transaction() as session:
            return next_serial(session, LetterSeries, body="SUP-330106", kind="acceptance", year=2026)

    with ThreadPoolExecutor(8) as desks:
        taken = list(desks.map(take, range(8)))
    database.dispose()

    assert sorted(taken) == list(range(1, 9))


def test_a_letter_that_cannot_be_laid_out_is_told(
    referred: dict[str, Any], seat: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> bytes:
        raise pdf.NotSet("no layout")

    monkeypatch.setattr(pdf.Press, "set", refuse)
    path = f"/triage/complaints/{referred['tracking_number']}/letters/{referred['letters'][0]['id']}"

    assert seat().get(f"{path}.pdf").status_code == 503
    assert seat().get(f"{path}.docx").status_code == 200
