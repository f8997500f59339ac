"""Queues beside the inboxes: bodies' letters and reports are seen, retried and thrown away; nothing is shown."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pika
import pytest

from shared import crypto
from shared.contracts.routing import DEAD_EXCHANGE, REPORTS, REPORTS_EXCHANGE
from shared.crypto import Unreadable
from shared.doctor.broker import _line
from shared.messaging import topology
from shared.messaging.broker import connect
from shared.messaging.dead_queue import DeadQueue
from shared.messaging.dead_reports import DeadReports, key_id
from shared.messaging.lines import REPORTS_LINE, inbox, strange, to_body
from shared.messaging.looking import at_broker
from shared.messaging.one_by_one import Message
from shared.messaging.publisher_pika import parameters
from tests.shared.messaging.toys import until

BODY = to_body("330106")
NAME = "张某某，电话13800000000"


@pytest.fixture
def channel(rabbitmq_url: str) -> Iterator[Any]:
    with connect(rabbitmq_url) as connection:
        topology.declare(connection)
        with connection.channel() as made:
            for queue in topology.body_plan("330106"):
                topology._queue(queue)(made).declare()
    connection = pika.BlockingConnection(parameters(rabbitmq_url))
    yield connection.channel()
    connection.close()


def test_of_a_strangers_message_only_forms_are_shown() -> None:
    body = json.dumps({"id": NAME, "type": NAME, "time": NAME, "subject": NAME, "traceparent": NAME}).encode()
    shown = strange("investigation", REPORTS_LINE, body, NAME, "given up by the broker: rejected")

    assert NAME not in json.dumps(shown.as_json(), ensure_ascii=False)
    assert shown.id.startswith("sha256-")
    fine = {"id": str(uuid4()), "type": "case.note", "time": "2026-11-23T09:00:00+08:00"}
    shown = strange("investigation", REPORTS_LINE, json.dumps(fine).encode(), fine["id"], "")
    assert (shown.id, shown.name, shown.happened_at) == (fine["id"], fine["type"], fine["time"])


def test_a_letter_to_a_body_that_died_goes_back_into_its_queue(channel: Any, rabbitmq_url: str) -> None:
    id, tray = str(uuid4()), DeadQueue("investigation", rabbitmq_url, BODY)
    sent = pika.BasicProperties(message_id=id, type="case.changed", delivery_mode=2)
    channel.basic_publish(DEAD_EXCHANGE, BODY.key, b'{"data": {"box": "c2VhbGVk"}}', sent)
    until(lambda: [letter.id for letter in tray.letters()] == [id])
    (seen,) = at_broker(rabbitmq_url, [BODY])
    assert [found.level for found in _line("investigation", seen, given=False)] == ["warning", "warning"]

    assert tray.retry({id}) == {id: "sent"}

    until(lambda: at_broker(rabbitmq_url, [BODY])[0].queue.ready == 1)
    assert tray.letters() == []


def test_a_dead_report_is_carried_out_with_the_brokers_word_for_who_sent_it(
    channel: Any, rabbitmq_url: str
) -> None:
    id, user = str(uuid4()), urlsplit(rabbitmq_url).username
    said = pika.BasicProperties(message_id=id, user_id=user, headers={"reason": NAME}, type=NAME)
    channel.basic_publish(REPORTS_EXCHANGE, "330106", json.dumps({"id": id, "type": NAME}).encode(), said)
    until(lambda: at_broker(rabbitmq_url, [REPORTS_LINE])[0].queue.ready == 1)
    method, _, _ = channel.basic_get(REPORTS)
    channel.basic_reject(method.delivery_tag, requeue=False)
    came: list[Message] = []

    def take(message: Message) -> str:
        came.append(message)
        if len(came) == 1:
            raise LookupError("nobody is linked")
        return "accepted"

    tray = DeadReports("investigation", rabbitmq_url, take=take)
    until(lambda: [letter.id for letter in tray.letters()] == [id])
    assert NAME not in json.dumps([letter.as_json() for letter in tray.letters()], ensure_ascii=False)
    assert tray.retry({id})[id].startswith("poison: LookupError")
    assert tray.retry({id}) == {id: "applied"}
    assert [(each.key, each.user_id, each.message_id) for each in came] == [("330106", user, id)] * 2
    until(lambda: tray.letters() == [])


def test_a_missing_queue_is_told_and_an_inbox_knows_its_dead_queue(rabbitmq_url: str) -> None:
    (seen,) = at_broker(rabbitmq_url, [to_body("330110")])

    assert (seen.queue.missing, seen.dead.missing) == (True, True)
    assert len(list(_line("investigation", seen, given=False))) == 2
    assert inbox("intake").dead == "intake.dead"


def test_what_is_sealed_for_no_key_of_the_house_is_said_so() -> None:
    for body in (b"{}", b"[1]", b"\xff", b'{"data": {"box": "AAAAAAAA"}}'):
        with pytest.raises(Unreadable):
            key_id(body, crypto.keyring())
