"""Receipts of papers of a case that another body took over are entered by who answers for it now."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, select, update

from services.investigation import agenda
from services.investigation.cabinet import folder_of
from services.investigation.domain.documents import DocumentKind
from services.investigation.domain.receipts import NEEDS, Stage, answers_for
from services.investigation.handlers.passing import pass_up
from services.investigation.handlers.unfollowed import follow_meanwhile
from services.investigation.handlers.unit_requests import objection_until
from services.investigation.models import Case, Document, Erased, ServiceRecord
from shared.contracts.events import ComplaintAssessed
from shared.contracts.terms import Role
from shared.work import SYSTEM, Works
from tests.investigation.builders import BODY, NOW, caller
from tests.investigation.test_views import Browser, sound
from tests.investigation.unit.conftest import ABOVE, read, until
from tests.investigation.unit.test_unfollowed import ended, own_of

DUE_WORDS, LETTERS = "对单位文书的送达回证", "原办理机构的函件或答复的送达回证"


@pytest.fixture
def unserved(case: str, works: Works) -> str:
    """The receipt did not come back before the case was taken over."""
    with works.begin(SYSTEM) as work:
        work.session.execute(delete(ServiceRecord))
    return case


@pytest.fixture
def taken_over(unserved: str, lost: str) -> str:
    return lost


@pytest.fixture
def nobodys(taken_over: str, works: Works) -> str:
    with works.begin(SYSTEM) as work:
        found = work.session.get_one(Case, UUID(taken_over))
        pass_up(work, folder_of(work.session, found), None, "仅余一名持证人员。")
    return taken_over


def opinion(seat: Any, case: str) -> str:
    found = (each["id"] for each in read(seat, case)["documents"] if each["kind"] == "opinion")
    return str(next(found))


def receipt(document: str) -> dict[str, str]:
    return {"document": document, "recipient": "收发员", "way": "direct", "served_on": "2026-11-23"}


def enter(who: Any, case: str, document: str) -> Any:
    version = who.get(f"/cases/{case}").get_json()["version"]
    return who.post(f"/cases/{case}/service-records", receipt(document), version)


def days_run(works: Works, case: str) -> date | None:
    with works.begin(SYSTEM) as work:
        folder = folder_of(work.session, work.session.get_one(Case, UUID(case)))
        return objection_until(work, folder, folder.rectifications[0])


def test_the_body_that_has_the_matter_enters_them_and_the_days_begin(
    unserved: str, taken_over: str, seat: Any, works: Works, time: Any
) -> None:
    paper, uma = opinion(seat, unserved), seat("uma", home=ABOVE)
    time.pass_days(6)
    assert DUE_WORDS in Browser(seat("uma", home=ABOVE)).get("/investigation/due")
    uma = seat("uma", home=ABOVE)
    uma.post(f"/cases/{taken_over}/claim")
    found = uma.get(f"/cases/{taken_over}").get_json()["unserved_before"]
    assert {each["kind"] for each in found} == {"opinion", "reply"}
    owed = next(each for each in found if each["kind"] == "opinion")
    assert (owed["id"], owed["body_name"]) == (paper, "杭州市西湖区应急管理局执法监督科")
    desk, address = Browser(uma), f"/investigation/cases/{taken_over}"
    page = desk.get(address, tab="documents")
    sound(page)
    assert owed["number"] in page
    assert days_run(works, taken_over) is None
    assert desk._ask("GET", f"{address}/documents/{paper}/receipt.pdf").status_code == 200
    sent = {"recipient": "收发员", "way": "direct", **until("served_on", date(2026, 11, 24))}
    assert desk.post(f"{address}/service-records", page, document=paper, **sent).status_code == 303
    found = uma.get(f"/cases/{taken_over}").get_json()
    assert [each["kind"] for each in found["unserved_before"]] == ["reply"]
    papers = [each for each in found["earlier"][0]["documents"] if each["id"] == paper]
    assert [each["served_on"] for each in papers[0]["service"]] == ["2026-11-24"]
    assert days_run(works, taken_over) is not None
    due = Browser(uma).get("/investigation/due")
    assert DUE_WORDS not in due
    assert LETTERS in due, "of the reply none came back yet"
    refused = enter(seat("anna"), unserved, paper)
    assert (refused.status_code, refused.get_json()["type"].rpartition(":")[2]) == (
        409,
        "another_body_serves",
    )


def test_every_kind_of_paper_says_of_whom_a_receipt_is_needed() -> None:
    assert set(NEEDS) == set(DocumentKind)
    assert {kind: need.receiver for kind, need in NEEDS.items() if need and need.receiver != "unit"} == {
        DocumentKind.ADVICE: "authority",
        DocumentKind.HANDOVER: "authority",
        DocumentKind.REPLY: "complainant",
    }


def test_what_needs_no_receipt_is_not_among_those_without_one(
    unserved: str, works: Works, taken_over: str, seat: Any
) -> None:
    with works.begin(SYSTEM) as work:
        reply = work.session.scalars(select(Document).where(Document.kind == "reply")).one()
        for kind in DocumentKind:
            columns = ("case_id", "body", "year", "at", "by_name", "content")
            same = {each: getattr(reply, each) for each in columns}
            own = {"id": uuid4(), "kind": kind, "serial": 90, "number": kind, "verification": kind}
            work.session.add(Document(**same | own))
    found = seat("uma", home=ABOVE).get(f"/cases/{taken_over}").get_json()["unserved_before"]
    assert {each["kind"] for each in found} == {kind for kind, need in NEEDS.items() if need}
    assert {each["received_by"] for each in found} == {"unit", "authority", "complainant"}


def test_while_nobody_has_it_who_issued_them_does(
    unserved: str, nobodys: str, seat: Any, works: Works, time: Any
) -> None:
    paper = opinion(seat, unserved)
    time.pass_days(6)
    assert DUE_WORDS in Browser(seat("head", Role.HEAD)).get("/investigation/due")
    assert enter(seat("carl"), unserved, paper).status_code == 403, "had no hand in it"
    assert enter(seat("anna"), unserved, paper).status_code == 201
    with works.reading() as session:
        assert session.scalars(select(ServiceRecord.case_id)).all() == [UUID(unserved)]


def test_who_must_not_know_of_it_enters_none(unserved: str, nobodys: str, seat: Any, hear: Any) -> None:
    paper, found = opinion(seat, unserved), read(seat, unserved)
    version = found["version"]
    hear(
        ComplaintAssessed(
            id=uuid4(),
            at=NOW,
            complaint_id=UUID(found["complaint_id"]),
            tracking_number=found["tracking_number"],
            version=30,
            barred=["PERSON-330106:anna"],
        )
    )
    answer = seat("anna").post(f"/cases/{unserved}/service-records", receipt(paper), version)
    assert answer.status_code == 404
    assert enter(seat("head", Role.HEAD), unserved, paper).status_code == 201


def test_a_check_that_follows_the_order_enters_its_receipt(
    unserved: str, nobodys: str, seat: Any, hear: Any, works: Works, time: Any
) -> None:
    found = read(seat, unserved)
    paper = opinion(seat, unserved)
    hear(ended(found["complaint_id"]))
    time.pass_days(2)
    follow_meanwhile(works)
    (check,) = own_of(seat, ABOVE) + own_of(seat, BODY, "anna")
    uma = seat("uma", home=ABOVE) if own_of(seat, ABOVE) else seat("anna")
    uma.post(f"/cases/{check['id']}/claim")
    (owed,) = uma.get(f"/cases/{check['id']}").get_json()["unserved_before"]
    assert owed["id"] == paper
    assert enter(uma, check["id"], paper).status_code == 201


def test_of_what_was_erased_no_paper_is_left_to_receive(
    unserved: str, nobodys: str, seat: Any, hear: Any, works: Works, time: Any
) -> None:
    complaint = read(seat, unserved)["complaint_id"]
    hear(ended(complaint))
    time.pass_days(2)
    follow_meanwhile(works)
    (check,) = own_of(seat, ABOVE) + own_of(seat, BODY, "anna")
    uma = seat("uma", home=ABOVE) if own_of(seat, ABOVE) else seat("anna")
    assert uma.get(f"/cases/{check['id']}").get_json()["unserved_before"]
    with works.begin(SYSTEM) as work:
        work.session.add(Erased(complaint_id=UUID(complaint), at=work.now, rule="cases"))
        work.session.execute(update(Document).where(Document.case_id == UUID(unserved)).values(content={}))
    found = uma.get(f"/cases/{check['id']}")
    assert (found.status_code, found.get_json()["unserved_before"]) == (200, [])


def test_the_first_body_that_has_it_afterwards_answers_for_what_was_given_up() -> None:
    gone, again, mine, recheck = (
        Stage(uuid4(), version, passed) for version, passed in ((2, True), (5, True), (8, False), (12, False))
    )
    assert answers_for(mine, [gone, again]) == [gone.id, again.id]
    assert answers_for(recheck, [gone, again, mine]) == []
    assert answers_for(again, [gone]) == []
    later = Stage(uuid4(), 14, False)
    lost_since = Stage(uuid4(), 13, True)
    assert answers_for(later, [gone, mine, lost_since]) == [lost_since.id]


def pressing(works: Works, body: str, kind: str) -> list[tuple[UUID, str]]:
    with works.reading() as session:
        found = agenda.items(session, caller("h", Role.HEAD, home=body), date(2026, 11, 27), mine=False)
    return [(each.case_id, each.due.isoformat()) for each in found if each.kind == kind]


def test_letters_and_answers_of_the_body_before_are_due_where_their_receipts_are_entered(
    unserved: str, taken_over: str, seat: Any, works: Works
) -> None:
    (expected,) = pressing(works, ABOVE, "receipt_before")
    assert expected == (UUID(taken_over), "2026-11-30")
    assert pressing(works, BODY, "receipt_before") == []
    page = Browser(seat("uma", home=ABOVE)).get("/investigation/due", lang="zh")
    assert "原办理机构" in page

    uma = seat("uma", home=ABOVE)
    uma.post(f"/cases/{taken_over}/claim")
    ordered = opinion(seat, unserved)
    for each in read(seat, unserved)["documents"]:
        if each["id"] != ordered:
            assert enter(uma, taken_over, each["id"]).status_code in (200, 201)
    assert pressing(works, ABOVE, "receipt_before") == []
    assert len(pressing(works, ABOVE, "receipt")) == 1, "the order is still without one"


def test_while_nobody_has_the_matter_they_press_nobody(nobodys: str, works: Works) -> None:
    assert pressing(works, ABOVE, "receipt_before") == pressing(works, BODY, "receipt_before") == []
