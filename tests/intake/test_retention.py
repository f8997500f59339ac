"""The end of a complaint: held, erased when all let it go, certified; nothing of it is left or comes back."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from services.intake.chores import CHORES
from services.intake.models import Base
from services.intake.retention.erasing import erase_due
from services.intake.retention.planning import planned
from services.intake.retention_models import Erasure, Term
from shared import audit
from shared.clock import china_day
from shared.contracts.events import (
    CaseClosed,
    CaseConcluded,
    CaseOpened,
    CaseRetentionSettled,
    ComplainantMessaged,
    ComplaintAccepted,
    ComplaintAssessed,
    ComplaintDecided,
    ComplaintErased,
    HoldChanged,
    RetentionSettled,
)
from shared.contracts.terms import Role, Service
from tests.intake.conftest import DOOR, STATEMENT, receipt, submit
from tests.intake.views.forms import Page
from tests.whole import everything

PERSON = {"name": "李小明", "phone": "13812345678"}
DESK = "SUP-330106"
TELLING = ("李小明", "13812345678", "灭火器", "补充的话", "办理单位的话", "查实答复", "暗号事由", "坐席")
YES = {"kind": "inspection", "reason": "暗号事由：审计组调阅。"}


OVER = 732
"""Days until a term of two years has passed."""
NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)


@pytest.fixture
def known(said) -> Any:
    """What every event about a complaint says of it."""

    def of(answer: dict[str, Any]) -> dict[str, Any]:
        number = answer["tracking_number"]
        event = next(one for one in said(Service.TRIAGE) if one.tracking_number == number)
        return {"complaint_id": event.complaint_id, "tracking_number": number}

    return of


@pytest.fixture
def declined(client, hear, known) -> Any:
    """Not taken up, its term of two years told; returns the answer to its submission."""

    def go(barred: tuple[str, ...] = (), **more: Any) -> dict[str, Any]:
        answer = submit(client, identity="real_name", complainant=PERSON, **more)
        about = known(answer)
        hear(ComplaintAssessed, **about, version=1, desk=DESK, barred=list(barred))
        hear(ComplaintDecided, **about, version=2, decision="decline", decided_at=NOW, text="不予受理")
        hear(RetentionSettled, **about, version=2, ended_on=NOW.date(), rule="unhandled", years=2)
        return answer

    return go


@pytest.fixture
def investigated(client, hear, known) -> dict[str, Any]:
    """Taken up, written about, answered and closed; ten years."""
    answer = submit(client, identity="real_name", complainant=PERSON)
    about, case = known(answer), {"case_id": uuid4(), "body": DESK}
    hear(ComplaintAssessed, **about, version=1, desk=DESK)
    accepted = {"decision": "accept", "body": DESK, "body_name": "西湖", "identity": "real_name"}
    until = {"accepted_at": NOW, "investigate_by": date(2027, 1, 22), "channel": "web", "contactable": True}
    hear(ComplaintAccepted, **about, version=2, **accepted, **until)
    hear(CaseOpened, **about, **case, version=1)
    client.post(
        f"{DOOR}/{answer['tracking_number']}/messages", json={"text": "补充的话"}, headers=receipt(answer)
    )
    wrote = {"message_id": uuid4(), "body_name": "西湖", "text": "办理单位的话"}
    hear(ComplainantMessaged, **about, case_id=case["case_id"], version=2, **wrote)
    told = {
        "concluded_at": NOW,
        "reply": "查实答复",
        "recheck_until": date(2026, 12, 23),
        "body_name": "西湖",
    }
    hear(CaseConcluded, **about, **case, version=3, **told)
    hear(CaseClosed, **about, **case, version=4, closed_at=NOW)
    hear(RetentionSettled, **about, version=2, ended_on=NOW.date(), rule="cases", years=10)
    ended = {"ended_on": NOW.date(), "rule": "cases", "years": 10}
    hear(CaseRetentionSettled, **about, **case, version=4, **ended)
    return answer


@pytest.fixture
def told(works) -> Any:
    """All that the database says."""

    def say() -> str:
        with works.reading() as session:
            return everything(session, Base.metadata)

    return say


def test_when_the_term_is_over_nothing_that_tells_of_it_is_left(
    client, works, time, investigated, bearer, told, said
):
    look = f"{DOOR}/{investigated['tracking_number']}/identity-looks"
    client.post(look, json={"reason": "暗号事由"}, headers=bearer(Role.TRIAGE, DESK))
    assert all(word in told() for word in TELLING)
    time.pass_days(3653)
    assert erase_due(works) == 0, "the last day is still within the term"
    time.pass_days(1)

    assert erase_due(works) == 1
    assert erase_due(works) == 0

    left = told()
    assert [word for word in TELLING if word in left] == []
    assert investigated["tracking_number"] in left
    gone = client.get(f"{DOOR}/{investigated['tracking_number']}", headers=receipt(investigated))
    assert (gone.status_code, gone.get_json()["type"]) == (410, "urn:jiandu:problem:erased")
    with works.reading() as session:
        assert list(audit.verify(session)) == []
    assert [one.rule for one in said(Service.TRIAGE) if isinstance(one, ComplaintErased)] == ["cases"]


def test_what_is_said_of_it_later_brings_nothing_back(works, time, declined, hear, known, told):
    about = known(declined())
    time.pass_days(OVER)
    erase_due(works)
    before = told()

    case = {"case_id": uuid4(), "body_name": "西湖", "message_id": uuid4(), "version": 9}
    hear(ComplainantMessaged, **about, **case, text="办理单位的话")

    assert "办理单位的话" not in told()
    assert "heard.after_erasure" in told()
    assert "heard.after_erasure" not in before


def test_a_hold_keeps_it_until_a_head_ends_it(client, works, time, declined, bearer, said):
    door = f"{DOOR}/{declined()['tracking_number']}"
    head = bearer(Role.HEAD, DESK)
    placed = client.post(f"{door}/holds", json=YES, headers=head)
    assert placed.status_code == 201, placed.get_data(as_text=True)
    (hold,) = placed.get_json()["holds"]
    time.pass_days(OVER)
    head = bearer(Role.HEAD, DESK)
    assert (erase_due(works), client.get(f"{door}/retention", headers=head).get_json()["kept"]) == (
        0,
        ["held"],
    )

    lifting = f"{door}/holds/{hold['id']}/lifting"
    assert client.post(lifting, json={"reason": "审计结束。"}, headers=head).get_json()["kept"] == []
    assert client.post(lifting, json={"reason": "再次。"}, headers=head).status_code == 409

    told = [(one.version, len(one.holds)) for one in said(Service.TRIAGE) if isinstance(one, HoldChanged)]
    assert told == [(1, 1), (2, 0)]
    assert erase_due(works) == 1


def test_proceedings_that_the_complainant_told_of_hold_it_until_a_head_says_they_ended(
    client, works, time, declined, bearer
):
    answer = declined(circumstances={"litigation": "pending"})
    time.pass_days(OVER)

    with works.reading() as session:
        assert [each.standing.due for each in planned(session, china_day(time()))] == [False]
    assert (erase_due(works), erase_due(works)) == (0, 0)
    door, head = f"{DOOR}/{answer['tracking_number']}", bearer(Role.HEAD, DESK)
    (hold,) = client.get(f"{door}/retention", headers=head).get_json()["holds"]
    assert (hold["kind"], hold["body"]) == ("lawsuit", None)
    client.post(f"{door}/holds/{hold['id']}/lifting", json={"reason": "判决已执行。"}, headers=head)
    assert erase_due(works) == 1


@pytest.mark.parametrize(
    ("role", "home"), [(Role.HEAD, "SUP-330110"), (Role.INVESTIGATOR, DESK), (Role.HEAD, "DEP-330106")]
)
def test_nobody_else_learns_of_it_or_holds_it(client, declined, bearer, role, home):
    door = f"{DOOR}/{declined()['tracking_number']}"

    assert client.get(f"{door}/retention", headers=bearer(role, home)).status_code == 404
    assert client.post(f"{door}/holds", json=YES, headers=bearer(role, home)).status_code in (403, 404)


def test_a_certificate_lists_it_without_content_and_tells_when_it_was_changed(
    client, works, time, declined, bearer
):
    numbers = sorted(declined()["tracking_number"] for _ in range(2))
    time.pass_days(OVER)
    assert sum(chore(works) for chore in CHORES) == 2

    head, above = bearer(Role.HEAD, DESK), bearer(Role.HEAD, "SUP-330100")
    (row,) = client.get("/api/v1/erasure-certificates", headers=head).get_json()["items"]
    assert client.get("/api/v1/erasure-certificates", headers=above).get_json()["items"] == []
    door = f"/api/v1/erasure-certificates/{row['id']}"
    assert client.get(door, headers=above).status_code == 404
    found = client.get(door, headers=head).get_json()
    assert [one["tracking_number"] for one in found["entries"]] == numbers
    assert (found["holds"], found["number"]) == (True, "西湖区投诉档案销〔2028〕1号")
    assert found["entries"][0]["kept_until"] == "2028-11-23"
    assert not any(word in str(found) for word in TELLING)

    with works.database.transaction() as session:
        session.scalars(select(Erasure)).first().years = 1
    assert client.get(door, headers=head).get_json()["holds"] is False


def test_the_barred_find_no_certificate_of_it(client, works, time, declined, bearer):
    declined(barred=("PERSON-330106:坐席",))
    time.pass_days(OVER)
    erase_due(works)

    assert (
        client.get("/api/v1/erasure-certificates", headers=bearer(Role.HEAD, DESK)).get_json()["items"] == []
    )


def test_the_pages_place_a_hold_end_it_and_show_the_certificate(
    works,
    time,
    declined,
    bearer,
    browser,
    client,
):
    answer = declined()
    head, door = browser(bearer(Role.HEAD, DESK)), f"/retention/{answer['tracking_number']}"
    empty = Page(head.post(f"{door}/holds", data=Page(head.get(door)).fields | {"reason": ""}))
    assert (empty.status, "选择保留的原因" in empty.text or "Choose" in empty.text) == (422, True)
    assert head.post(f"{door}/holds", data=Page(head.get(door)).fields | YES).status_code == 303
    page = Page(head.get(door))
    assert YES["reason"] in page.text
    end = page.text.split('action="' + door + "/holds/")[1].split('"')[0]
    assert head.post(f"{door}/holds/{end}", data=page.fields | {"reason": "结束。"}).status_code == 303
    time.pass_days(700)
    head = browser(bearer(Role.HEAD, DESK))
    assert answer["tracking_number"] in head.get("/retention/").text
    time.pass_days(OVER - 700)
    erase_due(works)
    head = browser(bearer(Role.HEAD, DESK))
    (link,) = [
        one for one in Page(head.get("/retention/")).links if one.startswith("/retention/certificates/")
    ]

    assert answer["tracking_number"] in head.get(link).text
    assert head.get(f"{link}.docx").status_code == 200
    assert head.get(f"{link}.exe").status_code == 404
    code = {"number": answer["tracking_number"], "code": answer["receipt_code"]}
    client.post("/follow", data=Page(client.get("/follow")).fields | code)
    assert "/complaints/new" in client.get("/follow").text
    assert STATEMENT[:6] not in client.get("/follow").text


def test_what_the_cover_of_its_file_says_holds_beyond_the_rule(works, time, investigated, known, hear):
    """Erased is what the file was: nobody finds on the shelf what its own cover promises."""
    about = known(investigated) | {"case_id": _case_of(works), "body": DESK, "version": 5}
    ended = {"ended_on": NOW.date(), "rule": "cases", "years": 10}
    hear(CaseRetentionSettled, **about, **ended, kept_until=date(2036, 12, 31))
    time.pass_days(3654)
    assert erase_due(works) == 0
    time.pass_days((date(2036, 12, 31) - china_day(time.now)).days)
    assert erase_due(works) == 0, "the last day is still within the term"
    time.pass_days(1)
    assert erase_due(works) == 1


def _case_of(works: Any) -> Any:
    with works.reading() as session:
        return session.scalars(select(Term.source).where(Term.source != Term.complaint_id)).one()
