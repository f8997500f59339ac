"""What becomes of a complaint that a special binds, and of the special: each goes its own way, nobody accused
in one of them learns of any; and specials are counted by themselves."""

import json
from collections import Counter
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from services.investigation.domain.own import Origin
from services.investigation.handlers.barring import bar
from services.investigation.models import Archive, ArchivePiece, Bound, Case, Mandate
from shared.contracts.events import (
    ComplaintAssessed,
    ComplaintJoined,
    ComplaintReopened,
    ComplaintWithdrawn,
    RecheckRequested,
)
from shared.contracts.terms import Role
from shared.work import SYSTEM
from tests.investigation.builders import NOW, accepted, fields_for
from tests.investigation.test_annual import YEAR
from tests.investigation.test_api import CHECKS, FINDING, concluded
from tests.investigation.test_archive import File
from tests.investigation.test_own import opened_by
from tests.investigation.test_views import Browser, sound

ABOVE = "SUP-330100"
SPECIAL = {"origin": "special", "assigner": "", "report_by": None}


def about(event: Any, **said: Any) -> dict[str, Any]:
    return {
        "id": uuid4(), "at": NOW, "complaint_id": event.complaint_id,
        "tracking_number": event.tracking_number, "version": 5, **said,
    }  # fmt: skip


@pytest.fixture
def complaint() -> Any:
    return accepted()


@pytest.fixture
def other() -> Any:
    return accepted()


@pytest.fixture
def case(opened: Any, complaint: Any) -> str:
    made: str = opened(complaint)
    return made


@pytest.fixture
def special(case: str, opened: Any, other: Any, complaint: Any, seat: Any) -> str:
    """A special that binds the complaint and another."""
    opened(other)
    numbers = [complaint.tracking_number, other.tracking_number]
    made = opened_by(seat("head", Role.HEAD), **SPECIAL, numbers=numbers)
    assert len(made["bound"]) == len(numbers)
    return str(made["id"])


def bound(case: str, who: Any) -> dict[str, dict[str, Any]]:
    return {each["tracking_number"]: each for each in who.get(f"/cases/{case}").get_json()["bound"]}


def ends(special: str, seat: Any) -> None:
    """It is found on, decided and closed, whatever became of what it binds."""
    decided(special, seat)
    kept = seat("anna").change(special, "closure", {"checks": dict.fromkeys(CHECKS, "卷宗")})
    assert kept["state"] == "closed"


def decided(special: str, seat: Any) -> None:
    anna, head = seat("anna"), seat("head", Role.HEAD)
    anna.post(f"/cases/{special}/claim")
    anna.change(special, "findings", FINDING)
    anna.change(special, "outcomes", {"outcomes": [{"code": "O1", "fields": fields_for("O1")}]})
    head.change(special, "approval", {"decision": "approve"})


def rechecked(opened: Any, complaint: Any) -> str:
    given = {"body": ABOVE, "version": 9, "decision": "recheck", "recheck_of": complaint.complaint_id}
    return str(opened(accepted(complaint.complaint_id, **given)))


def test_one_that_goes_to_another_body_is_bound_to_nothing_there(
    case: str, special: str, complaint: Any, opened: Any, seat: Any, hear: Any
) -> None:
    head = seat("head", Role.HEAD)
    seat("anna").post(f"/cases/{case}/claim")
    head.change(case, "passing-up", {"reason": "仅余一人"})
    above = str(opened(accepted(complaint.complaint_id, body=ABOVE, version=8)))
    zoe, chief = seat("zoe", home=ABOVE), seat("chief", Role.HEAD, home=ABOVE)

    # Here it is told as gone; there it stands by itself, and the file says that it was bound.
    kept = bound(special, head)[complaint.tracking_number]
    assert (kept["state"], kept["here"]) == ("passed_up", False)
    page = Browser(head).get(f"/investigation/cases/{special}")
    sound(page)
    assert "其中 1 件已由其他机构独立办理" in page
    found = zoe.get(f"/cases/{above}").get_json()
    assert found["bound"] == []
    number = head.get(f"/cases/{special}").get_json()["tracking_number"]
    assert found["earlier"][0]["bound_to"] == {"tracking_number": number, "origin": "special"}
    assert number in Browser(zoe).get(f"/investigation/cases/{above}", tab="matters")

    # The body above may bind it to a special of its own, the one below to nothing more.
    again = head.post("/own-cases", {"numbers": [complaint.tracking_number], **_opening()})
    assert again.status_code == 422
    theirs = opened_by(chief, **SPECIAL, numbers=[complaint.tracking_number], respondents=[LOWER])
    assert [each["id"] for each in theirs["bound"]] == [above]

    # Whom it accuses there is kept from the special here all the same.
    hear(ComplaintAssessed(**about(complaint, version=10), barred=["PERSON-330106:carl"]))
    assert seat("carl").get(f"/cases/{special}").status_code == 404
    ends(special, seat)


LOWER = {"kind": "officer", "division": "330106", "name": "钱某"}


def _opening() -> dict[str, Any]:
    return {**SPECIAL, "matter": "收费", "reason": "专项", "respondents": [LOWER]}


def test_one_that_is_given_back_is_bound_as_before(
    case: str, special: str, complaint: Any, opened: Any, seat: Any
) -> None:
    """The body objected, and the common superior designated it."""
    given = {"given_by": "SUP-330110", "object_by": NOW.date() + timedelta(days=5), "version": 3}
    opened(accepted(complaint.complaint_id, **given))
    head = seat("head", Role.HEAD)
    head.change(case, "objection", {"basis": "不属本机构职权", "proposed": "SUP-330110"})
    assert not bound(special, head)[complaint.tracking_number]["here"]
    opened(accepted(complaint.complaint_id, version=4))

    assert bound(special, head)[complaint.tracking_number]["here"]
    assert bound(case, head)


def test_what_joins_one_of_them_is_answered_with_it_and_what_parts_stands_alone(
    case: str, special: str, complaint: Any, opened: Any, seat: Any, hear: Any
) -> None:
    second = accepted()
    joined = ComplaintJoined(
        **about(complaint), joined_id=second.complaint_id, text="同一事项", barred=["PERSON-330106:carl"]
    )
    hear(joined)
    assert seat("carl").get(f"/cases/{special}").status_code == 404, "whom the second accuses"
    assert len(bound(special, seat("anna"))) == 2
    assert "同一事项" in str(seat("anna").get(f"/cases/{case}").get_json()["messages"])
    hear(ComplaintReopened(**about(second, version=9), joined_before=str(complaint.complaint_id)))
    parted = opened(second)

    assert bound(parted, seat("anna")) == {}
    assert seat("head", Role.HEAD).change(special, "bound-cases", {"numbers": [second.tracking_number]})[
        "bound"
    ], "it may be bound by hand"


def test_one_that_is_withdrawn_ends_and_the_special_goes_on(
    case: str, special: str, complaint: Any, seat: Any, hear: Any
) -> None:
    """The law lets a body look by itself (art. 12): the special never was the complainant's to end."""
    anna, head = seat("anna"), seat("head", Role.HEAD)
    hear(ComplaintWithdrawn(**about(complaint), reason="已经解决"))
    anna.post(f"/cases/{case}/claim")
    assert not anna.get(f"/cases/{special}").get_json()["withdrawn"]
    anna.change(case, "findings", {**FINDING, "finding": "unsubstantiated", "category": None, "nature": None})
    anna.change(case, "outcomes", {"outcomes": [{"code": "O14", "fields": fields_for("O14")}]})
    head.change(case, "approval", {"decision": "approve"})

    assert bound(special, anna)[complaint.tracking_number]["state"] == "terminated"
    ends(special, seat)


def test_a_recheck_is_the_body_aboves_and_hears_nothing_of_what_the_special_finds(
    case: str, special: str, complaint: Any, opened: Any, seat: Any, hear: Any
) -> None:
    concluded(case, seat)
    hear(RecheckRequested(**about(complaint), reason="不服"))
    above = rechecked(opened, complaint)
    zoe = seat("zoe", home=ABOVE)
    seat("anna").post(f"/cases/{special}/claim")
    seat("anna").change(special, "findings", {**FINDING, "facts": "专项查明的事实"})

    told = zoe.get(f"/cases/{above}")
    assert told.get_json()["bound"] == []
    assert told.get_json()["earlier"][0]["bound_to"]["origin"] == "special"
    assert "专项查明的事实" not in told.get_data(as_text=True)
    # The first answer stays this body's, and with it what is still to be carried out.
    assert bound(special, seat("anna"))[complaint.tracking_number] == {
        **bound(special, seat("anna"))[complaint.tracking_number], "state": "rectifying", "here": True,
    }  # fmt: skip


def test_whom_one_of_them_accuses_learns_of_none(
    opened: Any, seat: Any, hear: Any, complaint: Any, other: Any, case: str
) -> None:
    """Each tells that it is handled together with others, and under what number."""
    beside = opened(other)
    assert seat("carl").get(f"/cases/{beside}").status_code == 200
    hear(ComplaintAssessed(**about(complaint, version=3), barred=["PERSON-330106:carl"]))
    accused = {"kind": "officer", "division": "330106", "name": "dora"}
    numbers = [complaint.tracking_number, other.tracking_number]
    special = opened_by(seat("head", Role.HEAD), **SPECIAL, numbers=numbers, respondents=[accused])["id"]

    for who in ("carl", "dora"):
        answers = [seat(who).get(f"/cases/{each}").status_code for each in (case, beside, special)]
        assert answers == [404, 404, 404], who
    hear(ComplaintAssessed(**about(other, version=6), barred=["PERSON-330106:emil"]))
    assert [seat("emil").get(f"/cases/{each}").status_code for each in (case, beside, special)] == [404] * 3
    assert [seat("anna").get(f"/cases/{each}").status_code for each in (case, beside, special)] == [200] * 3


def test_own_cases_are_counted_by_kind_and_tally_with_the_rows(
    special: str, seat: Any, works: Any, time: Any
) -> None:
    head = seat("head", Role.HEAD)
    for origin in ("assigned", "assigned", "spot_check", "enterprise_visit", "dedicated"):
        owed = {} if origin == "assigned" else {"assigner": "", "report_by": None}
        made = opened_by(head, origin=origin, **owed)
        if origin == "spot_check":
            ends(made["id"], seat)
    anna = seat("anna")
    assigned = [each for each in _own_rows(works) if each.origin == "assigned"]
    decided(str(assigned[0].id), seat)
    anna.change(str(assigned[0].id), "report-back", {"text": "已查清"})

    found = anna.get(YEAR, year=2026).get_json()
    own, rows = found["own"], _own_rows(works)
    assert own["by_origin"] == dict(Counter(each.origin for each in rows))
    assert own["own_states"] == dict(Counter(each.state for each in rows))
    assert own["opened"] == len(rows) == sum(own["by_origin"].values()) == 6
    assert (own["decided"], own["own_outcomes"]) == (2, {"O1": 2})
    with works.reading() as session:
        assert own["bound"] == session.scalar(select(func.count()).select_from(Bound)) == 2
        due = session.scalar(select(func.count()).where(Mandate.report_by.is_not(None)))
    assert (own["reports_due"], own["reports_made"], own["reports_in_time"]) == (due, 1, 1) == (2, 1, 1)
    assert own["reports_late"] == 0
    # They are in none of the counts of complaints, and these in none of theirs.
    assert found["complaints"]["received"] == found["complaints"]["by_state"]["queued"] == 2
    statistics = anna.get("/statistics").get_json()
    assert statistics["received"] == 2
    assert statistics["own_cases"] == {
        kind: own["by_origin"].get(kind, 0) for kind in Origin if kind is not Origin.COMPLAINT
    }
    assert anna.get(YEAR, year=2025).get_json()["own"]["opened"] == 0

    # Who may not see the cases is not told from small numbers which there are.
    hidden = seat("counts", Role.STATISTICIAN).get(YEAR, year=2026).get_json()["own"]
    assert (hidden["opened"], set(hidden["by_origin"].values())) == (6, {None})
    time.pass_days(40)
    assert seat("anna").get(YEAR, year=2026).get_json()["own"]["reports_late"] == 1
    page = Browser(seat("anna")).get("/investigation/reports/annual", year="2026")
    assert "专项执法监督" in page


def _own_rows(works: Any) -> list[Case]:
    with works.reading() as session:
        return list(session.scalars(select(Case).where(Case.origin != "complaint").order_by(Case.id)))


def test_the_file_of_a_special_lists_what_it_binds_for_who_may_see_all_of_it(
    special: str, complaint: Any, other: Any, case: str, seat: Any, works: Any
) -> None:
    ends(special, seat)
    anna, bert, address = seat("anna"), seat("bert"), f"/investigation/cases/{special}/archive."
    kept = anna.change(special, "archive", {"years": 10, "note": ""})
    numbers = {complaint.tracking_number, other.tracking_number}
    with works.reading() as session:
        row = session.scalars(select(Archive)).one()
        piece = session.scalars(select(ArchivePiece).where(ArchivePiece.kind == "bound")).one()
        cover, drawn = dict(row.front["cover"]["rows"]), json.dumps(piece.drawn, ensure_ascii=False)
    assert kept["archive"]
    assert all(number in drawn for number in numbers)
    assert cover["并案处理"] == "投诉举报2件，见卷内《并案处理案件清单》"

    for form in ("pdf", "zip"):
        assert Browser(bert)._ask("GET", address + form).status_code == 200
    with works.begin(SYSTEM) as work:
        bar(work, complaint.complaint_id, {f"STAFF-{bert.token.staff_id}"})
    for form in ("pdf", "zip"):
        assert Browser(bert)._ask("GET", address + form).status_code == 404
    page = Browser(bert).get(f"/investigation/cases/{special}", tab="closing")
    assert f"{address}pdf" not in page
    assert complaint.tracking_number not in page


@pytest.mark.parametrize("party", ["other", "complainant"])
def test_no_party_of_a_lawsuit_learns_from_a_specials_file_that_others_complained(
    special: str, complaint: Any, other: Any, seat: Any, party: str
) -> None:
    ends(special, seat)
    seat("anna").change(special, "archive", {"years": 10, "note": ""})
    address = f"/investigation/cases/{special}/archive/court/{party}.zip"
    said = File(Browser(seat("anna"))._ask("GET", address).data).said()

    assert "第三人隐私" in said
    for number in (complaint.tracking_number, other.tracking_number):
        assert number not in said
    assert "投诉举报2件" not in said
    assert "并案" not in said
    assert "涉及他人的材料" in said


def test_no_paper_tells_the_number_of_a_complaint_that_is_handled_with_it(
    case: str, special: str, complaint: Any, other: Any, seat: Any
) -> None:
    """Neither of the special, which no complaint began, nor of one complaint that of another."""
    anna = seat("anna")
    for each, number in ((special, complaint.tracking_number), (case, other.tracking_number)):
        anna.post(f"/cases/{each}/claim")
        version = anna.change(each, "findings", FINDING)["version"]
        told = {"code": "O2", "fields": fields_for("O2", facts_and_reasons=f"{number}等投诉所述属实")}
        refused = anna.post(f"/cases/{each}/outcomes", {"outcomes": [told]}, version)

        assert [each["code"] for each in refused.get_json()["errors"]] == ["tells_number"]


def test_no_court_reads_what_was_reported_to_the_superior(
    special: str, complaint: Any, other: Any, seat: Any
) -> None:
    """A report within the administration, which may name each of the complaints."""
    ends(special, seat)
    numbers = (complaint.tracking_number, other.tracking_number)
    made = opened_by(seat("head", Role.HEAD))["id"]
    ends(made, seat)
    seat("anna").change(made, "report-back", {"text": f"{'、'.join(numbers)}并案处理，情况如下。"})
    seat("anna").change(made, "archive", {"years": 30, "note": ""})

    for party in ("other", "complainant"):
        answer = Browser(seat("anna"))._ask("GET", f"/investigation/cases/{made}/archive/court/{party}.zip")
        court = File(answer.data)
        assert not [name for name in court.names if "report-back" in name]
        assert not [each for each in numbers if each in court.said()]
        assert "deliberation" in {each["category"] for each in court.json("left-out.json")["left_out"]}
