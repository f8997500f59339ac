"""Words found over sealed texts: never more than the caller may see."""

import json
from base64 import b64encode
from hashlib import sha256
from time import thread_time
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, select, update

from services.investigation import rounds
from services.investigation.domain import search
from services.investigation.domain.search import Text
from services.investigation.models import Base, Case, SearchToken
from services.investigation.queue import BadCursor, read_cursor
from services.investigation.search_cursor import BadPlace, read_place
from services.investigation.signs import sign_of
from shared import settings
from shared.contracts.terms import Role
from shared.work import SYSTEM, Works
from tests.investigation.builders import BODY, STATEMENT, fields_for, respondent
from tests.investigation.test_api import FINDING, concluded
from tests.investigation.test_views import Browser

WORD = st.text(st.sampled_from("执法人员收费12〔〕-aＡ "), min_size=2, max_size=6)


@pytest.mark.parametrize("read", [read_cursor, read_place])
@pytest.mark.parametrize("at", ["9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00"])
def test_a_made_up_place_beyond_all_days_is_refused(read: Any, at: str) -> None:
    said = [at, str(uuid4())] if read is read_place else ["2026-11-23", at, str(uuid4())]
    text = b64encode(json.dumps(said).encode()).decode()

    with pytest.raises((BadCursor, BadPlace)):
        read(text)


SIGN, NUMBER = "1a2b3c4d", "7k3m9qxtab2c"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("案件编号：1A2B3C4D", [SIGN]),
        ("案件编号 １Ａ２Ｂ３Ｃ４Ｄ", [SIGN]),
        ("（案件1A2B3C4D）", [SIGN]),
        ("【案件编号】 1A2B3C4D", [SIGN]),
        ("1A2B3C4D号案件", [SIGN]),
        ("Case no. 1A2B3C4D", [SIGN]),
        ("收费 案件 1A2B3C4D", ["收费", SIGN]),
        ("投诉编号：7K3M-9QXT-AB2C", [NUMBER]),
        ("投诉举报 7K3M-9QXT-AB2C", [NUMBER]),
        ("文号：杭应急监〔2026〕1号", ["杭应急监20261号"]),
        ("案件办理 编号不清", ["案件办理", "编号不清"]),
        ("工号 12345678", ["工号", "12345678"]),
    ],
)
def test_a_number_is_looked_for_without_what_papers_print_before_it(asked: str, found: list[str]) -> None:
    assert search.words(asked) == found


@pytest.mark.parametrize("pad", [" ", "\t", "\u3000", "-", "案件 ", "编号 :"])
def test_what_is_sought_takes_no_longer_for_being_padded(pad: str) -> None:
    began = thread_time()
    search.words("案件编号" + pad * 400 + "收费")
    assert thread_time() - began < 0.5


def test_a_case_is_found_by_its_number_as_papers_print_it(opened: Any, seat: Any, write_down: Any) -> None:
    case, anna = opened(), seat("anna")
    number = anna.get(f"/cases/{case}").get_json()["tracking_number"]
    write_down()
    for asked in (
        f"案件编号：{sign_of(UUID(case))}",
        f"（案件{sign_of(UUID(case))}）",
        f"投诉编号：{number}",
    ):
        assert case in Browser(anna).get("/investigation/search", q=asked), asked
    assert case in Browser(anna).get("/investigation/", q=f"投诉编号：{number}")


@given(before=st.text(max_size=30), word=WORD, after=st.text(max_size=30))
def test_what_stands_in_a_text_is_found_and_shown_as_it_stands(before: str, word: str, after: str) -> None:
    said = before + word + after
    asked = search.words(word)
    if search.too_short(word):
        return
    hits = search.hits([Text("statement", said)], asked)

    assert hits is not None
    for hit in hits:
        shown = (hit.before + hit.found + hit.after).strip("…")
        assert shown in said + "…"
        assert any(each in search.letters(hit.found)[0] for each in asked)
    assert search.tokens(asked, BODY, _keyed) <= search.tokens([said], BODY, _keyed)


def _keyed(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def found(seat: Any, asked: str, who: str = "anna", **said: Any) -> list[dict[str, Any]]:
    answer = seat(who, **said).get("/search", q=asked)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    items: list[dict[str, Any]] = answer.get_json()["items"]
    return items


STANDS = {
    "未出示证件，收取": "statement",
    "收取 现金": "statement",
    "王某": "party",
    "应急执监意[2026] 1号": "document",
    "记录仪视频": "finding",
    "decision的": "outcome",
}


def test_a_case_is_found_by_whatever_stands_in_it(opened: Any, seat: Any, write_down: Any) -> None:
    case = opened()
    concluded(case, seat)
    write_down()

    for asked, where in STANDS.items():
        one = found(seat, asked)
        assert [each["id"] for each in one] == [case], asked
        assert {hit["where"] for hit in one[0]["hits"]} == {where}, asked


def test_what_was_written_meanwhile_is_found_too(opened: Any, seat: Any, write_down: Any) -> None:
    """What a head returned, what a unit objected and reported, letters, and whom a place alone names."""
    accused = [
        {
            "id": "1",
            "respondent": respondent(kind="department", name=None, role=None),
            "natures": ["improper"],
        },
        {"id": "2", "respondent": respondent(unit="危化监管二科"), "natures": ["improper"]},
    ]
    case, anna, head = opened(allegations=accused), seat("anna"), seat("head", Role.HEAD)
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "messages", {"text": "请补充收据原件"})
    for ref in "12":
        anna.change(case, "findings", FINDING | {"allegation": ref, "told": "款项将予退还"})
    anna.change(case, "outcomes", {"outcomes": [{"code": "O2", "fields": fields_for("O2")}]})
    head.change(case, "approval", {"decision": "return", "reason": "请写明法律依据"})
    anna.change(case, "outcomes", {"outcomes": [{"code": "O2", "fields": fields_for("O2")}]})
    head.change(case, "approval", {"decision": "approve"})
    anna.change(case, "rectification", {"status": "reported", "text": "大队已退还八百元"})
    write_down()

    for asked, where in {
        "收据原件": "message",
        "予退还": "finding",
        "写明法律": "course",
        "大队已退还": "course",
        "西湖区应急管理局": "party",
        "危化监管二科": "party",
    }.items():
        one = found(seat, asked)
        assert [each["id"] for each in one] == [case], asked
        assert where in {hit["where"] for hit in one[0]["hits"]}, asked


def test_only_what_one_may_see_is_found(opened: Any, seat: Any, write_down: Any, works: Works) -> None:
    opened(statement=STATEMENT, barred=["STAFF-x", "PERSON-330106:被投诉人"])
    write_down()

    assert len(found(seat, "出示证件")) == 1
    assert found(seat, "出示证件", "accused", name="被投诉人") == []
    assert found(seat, "出示证件", "elsewhere", home="SUP-330110") == []
    assert found(seat, "没有这句话") == []
    assert seat("statistician", Role.STATISTICIAN).get("/search", q="出示证件").status_code == 403
    assert seat("anna").get("/search", q="出").get_json()["errors"][0]["code"] == "too_short"
    assert seat("anna").get("/search", q="出示", cursor="x").status_code == 422
    with works.reading() as session:
        rows = session.execute(select(Base.metadata.tables["audit"].c.detail)).all()
        assert "出示证件" not in str(rows)


def test_what_is_said_of_persons_is_found_by_those_who_read_it(
    opened: Any, seat: Any, write_down: Any
) -> None:
    case, anna = opened(), seat("anna")
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "findings", FINDING)
    outcomes = [
        {"code": "O2", "fields": fields_for("O2")},
        {"code": "O10", "fields": fields_for("O10", suspicion="涉嫌收受财物", receiver="驻局纪检监察组")},
    ]
    head = seat("head", Role.HEAD)
    anna.change(case, "outcomes", {"outcomes": outcomes})
    head.change(case, "approval", {"decision": "return", "reason": "写明行贿人姓名"})
    anna.change(case, "outcomes", {"outcomes": outcomes})
    head.change(case, "approval", {"decision": "approve"})
    write_down()

    for asked in ("涉嫌收受财物", "驻局纪检监察组", "行贿人姓名"):
        assert [each["id"] for each in found(seat, asked)] == [case]
        (one,) = seat("head", Role.HEAD).get("/search", q=asked).get_json()["items"]
        assert one["id"] == case
        assert found(seat, asked, "colleague") == []


def test_the_index_holds_no_word_and_follows_what_changes(
    opened: Any, seat: Any, write_down: Any, works: Works
) -> None:
    case = opened()
    assert seat("anna").get("/search", q="出示证件").get_json()["unread"] == 1
    write_down()
    seat("anna").post(f"/cases/{case}/claim")
    seat("anna").change(case, "findings", FINDING)
    seat("anna").change(case, "findings", FINDING | {"facts": "监控室值班登记簿"})
    write_down()

    assert len(found(seat, "值班登记簿")) == 1
    assert found(seat, "记录仪视频") == []
    with works.reading() as session:
        tokens = session.scalars(select(SearchToken.token)).all()
        assert 0 <= min(tokens) <= max(tokens) < 1 << search.BITS


def test_what_changed_comes_before_what_an_older_version_wrote_down(
    opened: Any, seat: Any, write_down: Any, works: Works
) -> None:
    """As after an upgrade: nothing of it changed a moment ago, and it is found as it was."""
    cases = {opened() for _ in range(2 * rounds.BATCH)}
    write_down()
    with works.begin(SYSTEM) as work:
        work.session.execute(update(Case).values(outdated=True))
        work.session.execute(delete(SearchToken))
    assert seat("anna").get("/search", q="出示证件").get_json()["unread"] == 0
    last = max(cases)
    seat("anna").post(f"/cases/{last}/claim")

    def written() -> set[str]:
        rounds.once(works, settings.load())
        with works.reading() as session:
            return {str(each) for each in session.scalars(select(SearchToken.case_id))}

    first = written()
    assert last in first
    assert len(first) == rounds.BATCH, "the others go on beside it"
    assert written() == cases
    with works.reading() as session:
        assert not any(session.scalars(select(Case.outdated)))


def test_pages_of_a_long_answer_go_on_where_the_last_ended(opened: Any, seat: Any, write_down: Any) -> None:
    cases = {opened() for _ in range(5)}
    write_down()
    seen, cursor = [], None
    while True:
        page = seat("anna").get("/search", q="出示证件", limit=2, **({"cursor": cursor} if cursor else {}))
        seen += [each["id"] for each in page.get_json()["items"]]
        cursor = page.get_json()["next"]
        if cursor is None:
            break

    assert len(seen) == len(cases)
    assert set(seen) == cases


def test_the_page_shows_where_it_stands(opened: Any, seat: Any, write_down: Any) -> None:
    opened(
        allegations=[
            {"id": "1", "respondent": respondent(name="<b>某队</b>"), "natures": [], "categories": []}
        ]
    )
    write_down()
    anna = Browser(seat("anna"))
    page = anna.get("/investigation/search", q="b某队")

    assert "<mark>b&gt;某队</mark>" in page
    assert "<b>" not in page
    assert anna._ask("GET", "/investigation/search?q=x").status_code == 422
    assert "没有找到" in anna.get("/investigation/search", q="查无此事")
    assert 'action="/investigation/search"' in anna.get("/investigation/")
