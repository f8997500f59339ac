"""Looks at who complained: with a reason, once, told to the complainant; the confidential with a yes only."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import insert, select

from services.intake.custodians import hand_on
from services.intake.models import Base, Complaint, IdentityLook
from services.intake.orders import visits
from shared.contracts.events import ComplaintAssessed
from shared.contracts.terms import Role, Service
from shared.staff import directory
from shared.work import SYSTEM
from tests.intake.conftest import DOOR, receipt, submit
from tests.intake.views.forms import Page

PERSON = {"name": "李小明", "phone": "13812345678"}
REASON = {"reason": "须当面核实经过。"}
DESK = "SUP-330106"


@pytest.fixture
def handed_in(client, hear, said) -> Any:
    """A complaint on a desk: `handed_in("real_name")`; returns the answer."""

    def go(identity: str, barred: tuple[str, ...] = ()) -> dict[str, Any]:
        person = {} if identity == "anonymous" else {"complainant": PERSON}
        answer = submit(client, identity=identity, **person)
        known = {
            "complaint_id": said(Service.TRIAGE)[-1].complaint_id,
            "tracking_number": answer["tracking_number"],
        }
        hear(ComplaintAssessed, **known, version=1, desk=DESK, barred=list(barred))
        return answer

    return go


@pytest.fixture
def ask(client) -> Any:
    def go(answer: dict[str, Any], who: dict[str, str], **more: str) -> Any:
        return client.post(
            f"{DOOR}/{answer['tracking_number']}/identity-looks", json=REASON, headers=who | more
        )

    return go


@pytest.fixture
def custodian_of(works, bearer, time) -> Any:
    """A custodian of that body whom intake knows."""

    def make(home: str) -> dict[str, str]:
        with works.database.transaction() as session:
            session.execute(
                insert(directory.member).values(
                    staff_id=uuid4(), version=1, username=f"c-{home}", display_name="保管人", home=home,
                    roles="custodian", active=True, tokens_valid_from=time.now - timedelta(days=1),
                )
            )  # fmt: skip
        return bearer(Role.CUSTODIAN, home)

    return make


def test_the_body_that_handles_it_looks_with_a_reason_and_the_complainant_is_told(
    client, works, handed_in, ask, bearer, custodian_of
):
    answer, desk, custodian = handed_in("real_name"), bearer(Role.TRIAGE, DESK), custodian_of(DESK)

    response = ask(answer, desk)

    assert response.status_code == 201
    seen = response.get_json()
    assert (seen["state"], seen["complainant"]["name"]) == ("looked", "李小明")
    state = client.get(f"{DOOR}/{answer['tracking_number']}", headers=receipt(answer)).get_json()
    assert [one["body"]["code"] for one in state["identity_looks"]] == [DESK]
    (told,) = client.get("/api/v1/identity-looks", headers=custodian).get_json()["items"]
    assert (told["reason"], told["state"], told["may_decide"]) == (REASON["reason"], "looked", False)
    with works.reading() as session:
        trail = str(session.execute(select(Base.metadata.tables["audit"])).all())
    assert "identity.looked_at" in trail
    assert "李小明" not in trail


def test_who_speaks_for_a_joint_visit_is_seen_by_the_same_look_and_nowhere_else(
    client, works, handed_in, ask, bearer, browser
):
    answer, desk = handed_in("real_name"), bearer(Role.TRIAGE, DESK)
    with works.begin(SYSTEM) as work:
        visits.keep(work, work.session.scalars(select(Complaint.id)).one(), ["钱多多", "孙小小"])

    assert ask(answer, desk).get_json()["complainant"]["representatives"] == ["钱多多", "孙小小"]
    window = browser(desk)
    place = f"/identity/{answer['tracking_number']}"
    before = Page(window.get(place))
    assert "钱多多" not in before.text
    seen = window.post(place, data={"csrf_token": before.fields["csrf_token"], **REASON})
    assert "钱多多" in seen.get_data(as_text=True)
    with works.reading() as session:
        assert "钱多多" not in str(session.execute(select(Base.metadata.tables["audit"])).all())


@pytest.mark.parametrize(
    ("role", "home"), [(Role.TRIAGE, "SUP-330110"), (Role.INVESTIGATOR, DESK), (Role.HEAD, "SUP-330100")]
)
def test_nobody_else_learns_that_there_is_such_a_complaint(handed_in, ask, bearer, kept, role, home):
    answer = handed_in("real_name")
    before = kept()

    assert ask(answer, bearer(role, home)).status_code == 404
    assert kept()["identity_look"] == before["identity_look"]


def test_the_barred_see_nothing(handed_in, ask, bearer):
    assert ask(handed_in("real_name", (DESK,)), bearer(Role.TRIAGE, DESK)).status_code == 404


def test_of_an_anonymous_complaint_nothing_is_kept(handed_in, ask, bearer):
    assert ask(handed_in("anonymous"), bearer(Role.TRIAGE, DESK)).status_code == 409


def test_a_confidential_name_is_seen_once_after_a_custodian_agreed(
    client, handed_in, ask, bearer, custodian_of, time
):
    answer, desk, custodian = handed_in("confidential"), bearer(Role.TRIAGE, DESK), custodian_of(DESK)

    assert ask(answer, desk).get_json()["state"] == "waiting"
    assert ask(answer, desk).get_json()["complainant"] is None
    (waiting,) = client.get("/api/v1/identity-looks", headers=custodian).get_json()["items"]
    assert waiting["may_decide"]
    assert "李小明" not in str(waiting)
    decision = f"/api/v1/identity-looks/{waiting['id']}/decision"
    yes = {"granted": True, "reason": "确有必要。"}
    assert client.post(decision, json=yes, headers=bearer(Role.CUSTODIAN, "SUP-330110")).status_code == 404
    assert client.post(decision, json=yes, headers=custodian).get_json()["state"] == "granted"
    assert client.post(decision, json=yes, headers=custodian).status_code == 409

    assert ask(answer, desk).get_json()["complainant"]["name"] == "李小明"
    assert ask(answer, desk).get_json()["state"] == "waiting"


@pytest.mark.parametrize(("granted", "hours"), [(False, 0), (True, 24)])
def test_a_no_and_a_yes_gone_by_open_nothing(
    client, handed_in, ask, bearer, custodian_of, works, time, granted, hours
):
    answer, desk, custodian = handed_in("confidential"), bearer(Role.TRIAGE, DESK), custodian_of(DESK)
    made = ask(answer, desk).get_json()["id"]
    body = {"granted": granted, "reason": "记录在案。"}
    client.post(f"/api/v1/identity-looks/{made}/decision", json=body, headers=custodian)
    with works.database.transaction() as session:
        look = session.scalars(select(IdentityLook)).one()
        look.decided_at -= timedelta(hours=hours)

    again = ask(answer, desk).get_json()

    assert (again["state"], again["complainant"], again["id"] != made) == ("waiting", None, True)


def test_where_the_own_custodian_is_barred_the_next_body_up_decides(
    client, handed_in, ask, bearer, custodian_of
):
    answer = handed_in("confidential", ("PERSON-330106:保管人",))
    own, above = custodian_of(DESK), custodian_of("SUP-330100")

    ask(answer, bearer(Role.TRIAGE, DESK))

    (waiting,) = client.get("/api/v1/identity-looks", headers=above).get_json()["items"]
    assert waiting["may_decide"]
    assert not any(
        one["may_decide"] for one in client.get("/api/v1/identity-looks", headers=own).get_json()["items"]
    )


def test_what_nobody_decides_goes_to_the_custodians_of_the_next_body_up(
    client, works, handed_in, ask, bearer, custodian_of
):
    answer, desk = handed_in("confidential"), bearer(Role.TRIAGE, DESK)
    custodian_of(DESK)
    custodian_of("SUP-330100")
    ask(answer, desk)

    def may_decide(home: str) -> bool:
        items = client.get("/api/v1/identity-looks", headers=bearer(Role.CUSTODIAN, home)).get_json()["items"]
        return any(one["may_decide"] for one in items)

    assert (hand_on(works), may_decide(DESK)) == (0, True), "any custodian of the body may decide"
    with works.database.transaction() as session:
        session.scalars(select(IdentityLook)).one().asked_at -= timedelta(days=2)

    assert (hand_on(works), hand_on(works)) == (1, 0)
    assert (may_decide(DESK), may_decide("SUP-330100")) == (False, True)


def test_the_pages_ask_decide_and_show_the_name_once(handed_in, bearer, browser, custodian_of):
    number = handed_in("confidential")["tracking_number"]
    desk, keeper = browser(bearer(Role.TRIAGE, DESK)), browser(custodian_of(DESK))
    door = f"/identity/{number}"

    def asked() -> Page:
        fields = Page(desk.get(door)).fields | {"reason": "须当面核实经过。"}
        return Page(desk.post(door, data=fields))

    empty = Page(desk.post(door, data=Page(desk.get(door)).fields | {"reason": ""}))
    assert empty.status == 422
    assert "李小明" not in asked().text
    page = Page(keeper.get("/identity/"))
    action = page.text.split('action="/identity/requests/')[1].split('"')[0]
    form = f"/identity/requests/{action}"
    wrong = keeper.post(form, data=page.fields | {"granted": "", "reason": "同意。"})
    assert (wrong.status_code, "同意。" in wrong.text) == (422, True)
    assert keeper.post(form, data=page.fields | {"granted": "yes", "reason": "同意。"}).status_code == 303

    assert "李小明" in asked().text
    assert "李小明" not in desk.get(door).text


def test_an_old_form_token_looks_at_nothing(handed_in, bearer, browser, kept):
    number = handed_in("real_name")["tracking_number"]

    response = browser(bearer(Role.TRIAGE, DESK)).post(f"/identity/{number}", data={"reason": "看看"})

    assert response.status_code == 400
    assert "李小明" not in response.text
    assert kept()["identity_look"] == 0


def test_the_same_key_is_the_same_look(handed_in, ask, bearer, kept):
    answer, desk = handed_in("real_name"), bearer(Role.TRIAGE, DESK)

    first, second = (ask(answer, desk, **{"Idempotency-Key": "look-1"}) for _ in range(2))

    assert first.get_json() == second.get_json()
    assert kept()["identity_look"] == 1
