"""Work orders from other systems: taken in once, seen by those who may, brought back to their sender."""

import hmac
import json
from base64 import b64encode
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest

from services.intake.orders import hooks
from services.intake.orders.chores import Chores
from shared import settings
from shared.contracts.events import CaseConcluded, ComplaintAssessed, ComplaintDecided, OrderDesignated
from shared.contracts.terms import Role, Service
from tests.intake.orders_at_hand import DOOR, body, listening

SECRET = b"a secret that both of them know well"


@pytest.fixture
def seat(bearer):
    return bearer(Role.HOTLINE, "DEP-330106")


@pytest.fixture
def assessed(hear, said):
    """Let triage judge the newest complaint: `assessed(barred=[...])`; returns what names it."""

    def tell(*barred):
        event = said(Service.TRIAGE)[-1]
        known = {"complaint_id": event.complaint_id, "tracking_number": event.tracking_number}
        hear(ComplaintAssessed, **known, version=1, barred=list(barred))
        return known

    return tell


@pytest.fixture
def decided(hear, time):
    def tell(known, decision="return", version=2):
        hear(
            ComplaintDecided, **known, version=version, decision=decision, decided_at=time.now,
            text="不属于本机关职责。",
            referrals=[{"to": "12345", "name": "12345"}, {"to": "HOUSING:330106", "name": "西湖区住建局"}],
        )  # fmt: skip

    return tell


@pytest.fixture
def rounds(works, tmp_path, app):
    """Do all that is due: `rounds()`; with an address, `rounds(url)`."""

    def go(url=None):
        known, chores = settings.load(), Chores()
        if url:
            (tmp_path / "secret").write_bytes(SECRET)
            file = tmp_path / "hooks.json"
            file.write_text(json.dumps({"12345": {"url": url, "secret_file": "secret"}}))
            known = replace(known, order_hooks_file=file)
        for _ in range(30):
            if not chores.once(works, known):
                return
        raise AssertionError("it never ends")

    return go


def order_of(client, seat):
    (item,) = client.get(f"{DOOR}?view=all", headers=seat).get_json()["items"]
    answer = client.get(f"{DOOR}/{item['id']}", headers=seat)
    return answer.get_json() | {"etag": answer.headers["ETag"]}


def do(client, seat, order, step, **said):
    return client.post(f"{DOOR}/{order['id']}/{step}", json=said, headers=seat | {"If-Match": order["etag"]})


def test_an_order_is_taken_in_once_and_appears_after_the_assessment(client, seat, assessed, kept):
    first, second = (client.post(DOOR, json=body(), headers=seat) for _ in range(2))
    assert (first.status_code, second.get_json()["receipt_code"]) == (201, None)
    assert client.get(DOOR, headers=seat).get_json()["items"] == []

    assessed()
    order = order_of(client, seat)

    assert (kept()["complaint"], kept()["work_order"]) == (1, 1)
    assert order["external_order"] == {"system": "12345", "number": "HZ-1"}
    assert (order["state"], order["sign_by"], order["return_by"], order["interim_by"]) == (
        "received", "2026-11-24", "2026-11-24", "2026-11-30",
    )  # fmt: skip


def test_an_order_given_at_the_hotline_door_is_an_order_too(client, seat, assessed):
    said = {name: value for name, value in body("9").items() if name != "dispatched_at"}
    client.post("/api/v1/hotline/complaints", json=said | {"channel": "12345"}, headers=seat)
    assessed()

    assert order_of(client, seat)["external_order"]["number"] == "9"


def test_many_are_taken_or_refused_each_by_itself(client, seat, kept):
    items = [
        body("1"),
        body("1"),
        body("2", statement=""),
        "no order",
        body("3", occurred_on="2099-01-01"),
        body("4"),
    ]
    sent = {"items": items}

    looked = client.post(f"{DOOR}/batch", json=sent | {"dry_run": True}, headers=seat).get_json()["items"]
    assert kept()["complaint"] == 0
    key = seat | {"Idempotency-Key": "the batch of the morning"}
    first, again = (
        client.post(f"{DOOR}/batch", json=sent, headers=key).get_json()["items"] for _ in range(2)
    )

    words = ["received", "known", "refused", "refused", "refused", "received"]
    assert [each["result"] for each in looked] == [each["result"] for each in first] == words
    assert first == again
    assert first[1]["tracking_number"] == first[0]["tracking_number"]
    assert first[4]["errors"][0]["pointer"] == "/occurred_on"
    assert kept()["work_order"] == 2
    known = client.post(f"{DOOR}/batch", json={"items": [body("4")]}, headers=seat).get_json()["items"][0]
    assert (known["result"], known["tracking_number"]) == ("known", first[5]["tracking_number"])


def test_it_is_signed_answered_meanwhile_and_its_sender_told_with_a_signature(
    client, seat, assessed, rounds, hear, time
):
    client.post(DOOR, json=body(), headers=seat)
    known = assessed()
    assert do(client, seat, order_of(client, seat) | {"etag": '"v9"'}, "signature").status_code == 412
    order, key = order_of(client, seat), seat | {"Idempotency-Key": "signed by hand"}
    signed, again = (do(client, key, order, "signature", hard=True) for _ in range(2))
    assert signed.get_json() == again.get_json()
    assert (signed.status_code, signed.get_json()["return_by"]) == (200, "2026-11-26")
    assert do(client, seat, order_of(client, seat), "interim-reply", text="正在依法办理。").status_code == 200
    hear(
        CaseConcluded, **known, version=5, case_id=known["complaint_id"], body="SUP-330106", body_name="监督机构",
        concluded_at=time.now, reply="经查属实，已责令改正。",
    )  # fmt: skip

    with listening() as (receiver, url):
        rounds(url)
        heard = [(headers, json.loads(data), data) for headers, data in receiver.heard]

    assert [said["kind"] for _, said, _ in heard] == ["signed", "interim", "final"]
    for headers, said, data in heard:
        signed_text = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + data
        right = b64encode(hmac.new(SECRET, signed_text, sha256).digest()).decode()
        assert headers["webhook-signature"] == f"v1,{right}"
        assert (headers["webhook-id"], said["order"]["number"]) == (said["id"], "HZ-1")
        assert "王小明" not in data.decode()
    assert heard[-1][1]["text"] == "经查属实，已责令改正。"
    order = order_of(client, seat)
    assert order["state"] == "replied"
    assert all(each["sent_at"] for each in order["deliveries"])


def test_what_did_not_arrive_is_tried_again_later_and_by_hand(client, seat, assessed, rounds, time):
    client.post(DOOR, json=body(), headers=seat)
    assessed()
    do(client, seat, order_of(client, seat), "signature")
    with listening() as (receiver, url):
        receiver.status = 500
        rounds(url)
        rounds(url)
        (failed,) = order_of(client, seat)["deliveries"]
        assert (failed["attempts"], failed["error"], len(receiver.heard)) == (1, "http_500", 1)
        time.now += timedelta(minutes=2)
        rounds(url)
        receiver.status = 200
        time.now += timedelta(minutes=6)
        rounds(url)
        (arrived,) = order_of(client, seat)["deliveries"]

    assert (arrived["attempts"], arrived["error"]) == (3, None)
    assert len({headers["webhook-id"] for headers, _ in receiver.heard}) == 1
    place = f"{DOOR}/{order_of(client, seat)['id']}/deliveries/{arrived['id']}"
    assert client.post(f"{place}/retry", json={}, headers=seat).status_code == 409


def test_without_an_address_a_seat_hands_it_over(client, seat, assessed, rounds):
    client.post(DOOR, json=body(), headers=seat)
    assessed()
    do(client, seat, order_of(client, seat), "signature")
    rounds()
    order = order_of(client, seat)
    (waiting,) = order["deliveries"]
    assert (waiting["error"], waiting["next_try_at"]) == ("no_address", None)

    handed = client.post(f"{DOOR}/{order['id']}/deliveries/{waiting['id']}/handover", json={}, headers=seat)

    assert handed.get_json()["deliveries"][0]["by_hand"] is True


def test_what_is_not_ours_goes_back_once_and_goes_on_under_its_number_when_designated(
    client, seat, assessed, decided, said, time, rounds, kept
):
    first = client.post(DOOR, json=body(), headers=seat).get_json()
    known = assessed()
    back = {"reason": "属住建部门职责", "addressee": "西湖区住建局"}
    early = do(client, seat, order_of(client, seat), "return", **back)
    assert early.status_code == 409
    decided(known)
    rounds()
    returned = do(client, seat, order_of(client, seat), "return", **back)
    assert returned.get_json()["state"] == "returned"
    assert returned.get_json()["deliveries"][-1]["proposed_addressee"] == back["addressee"]

    time.now += timedelta(minutes=10)
    later = body(dispatched_at="2026-11-23T09:05:00+08:00")
    assert (
        client.post(DOOR, json=later, headers=seat).get_json()["tracking_number"] == known["tracking_number"]
    )
    order = order_of(client, seat)
    assert (order["designated"], order["state"]) == (True, "returned")
    assert do(client, seat, order, "designation").status_code == 200

    again = said(Service.TRIAGE)[-1]
    assert (type(again), again.tracking_number) == (OrderDesignated, known["tracking_number"])
    rounds()
    order = order_of(client, seat)
    assert (order["state"], order["sign_by"], order["decision"]) == ("signed", "2026-11-24", None)
    assert [each["kind"] for each in order["deliveries"]] == ["returned", "signed"], (
        "not answered with the return"
    )
    assert do(client, seat, order, "return", **back).status_code == 409
    assert (kept()["complaint"], kept()["work_order"]) == (1, 1)

    held = {"Authorization": f"Receipt {first['receipt_code']}"}
    followed = client.get(f"/api/v1/complaints/{known['tracking_number']}", headers=held).get_json()
    assert (followed["status"], followed["decision"], followed["accept_by"]) == (
        "received",
        None,
        "2026-12-08",
    )
    time.now += timedelta(minutes=10)
    decided(known, "decline", version=4)
    rounds()
    assert order_of(client, seat)["deliveries"][-1]["kind"] == "final"


def test_an_order_about_the_seats_own_department_is_nowhere_and_is_cared_for(
    client, seat, assessed, decided, rounds, works, time
):
    client.post(DOOR, json=body(), headers=seat)
    known = assessed()
    order = order_of(client, seat)
    assessed("DEP-330106")

    for view in ("open", "returned", "replied", "all"):
        assert client.get(f"{DOOR}?view={view}", headers=seat).get_json()["items"] == []
    assert client.get(f"{DOOR}/{order['id']}", headers=seat).status_code == 404
    for step in ("signature", "return", "agreement", "designation", "interim-reply"):
        said = (
            {"reason": "不是", "addressee": "别处"}
            if step == "return"
            else {"text": "好的"}
            if "reply" in step
            else {}
        )
        assert do(client, seat, order, step, **said).status_code == 404
    with listening() as (receiver, url):
        rounds(url)
        time.pass_days(8)
        rounds(url)
        decided(known)
        rounds(url)
    told = [json.loads(data) for _, data in receiver.heard]
    assert [each["kind"] for each in told] == ["signed", "interim", "returned"]
    assert told[-1]["proposed_addressee"] == "西湖区住建局"


def test_addresses_that_are_not_safe_are_refused_and_nothing_is_given_up(
    client, seat, assessed, rounds, tmp_path
):
    client.post(DOOR, json=body(), headers=seat)
    assessed()
    do(client, seat, order_of(client, seat), "signature")

    rounds("http://example.org/orders")

    (waiting,) = order_of(client, seat)["deliveries"]
    assert (waiting["attempts"], waiting["error"]) == (0, None)
    with pytest.raises(settings.SettingsError, match="https"):
        hooks.load(tmp_path / "hooks.json")


def test_only_seats_of_the_department_get_in(client, seat, bearer, assessed):
    client.post(DOOR, json=body(), headers=seat)
    assessed()
    order = order_of(client, seat)

    assert client.get(DOOR).status_code == 401
    assert client.get(DOOR, headers=bearer(Role.TRIAGE, "SUP-330106")).status_code == 403
    assert client.get(f"{DOOR}/{order['id']}", headers=bearer(Role.HOTLINE, "DEP-330110")).status_code == 404
