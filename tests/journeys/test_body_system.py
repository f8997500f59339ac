"""A body that works with a system of its own: the example client carries a case over RabbitMQ to the proposal.

The account at the broker is the one of the operator's command, with no more rights than that gives.
"""

import json
import os
import re
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pika
import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from pika.exceptions import AMQPConnectionError, ChannelClosedByBroker

from deploy.examples.body_client.client import CONTRACT
from tests.journeys.body_system import System, handed_out
from tests.journeys.conftest import make_house
from tests.journeys.house import House, running
from tests.journeys.journey import REPLY, Journey
from tests.journeys.waiting import until
from tests.servers import session as servers

DIVISION = "330106"
README = Path(__file__).resolve().parents[2] / "deploy" / "examples" / "body_client" / "README.md"
INVESTIGATOR = f"investigator-{DIVISION}"


@pytest.fixture(scope="module")
def house(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory,
          new_rabbitmq_url: Any, new_postgres_url: Any) -> Iterator[House]:  # fmt: skip
    directory = tmp_path_factory.mktemp("body")
    with running(make_house("real", request, directory, triage_mode="automatic")) as made:
        yield made


@pytest.fixture(scope="module")
def said(house: House) -> dict[str, str]:
    kept, place = servers.reach("rabbitmq")
    return handed_out(house, kept.rabbit(place), DIVISION)


@pytest.fixture
def system(said: dict[str, str], tmp_path: Path) -> Iterator[System]:
    made = System(said, tmp_path, INVESTIGATOR)
    yield made
    made.client.close()


def test_a_body_carries_a_case_through_its_own_system_to_the_answer(house: House, system: System) -> None:
    journey = Journey(house)
    journey.submit()
    journey.case_id = case = system.opened(journey.tracking_number)

    told = system.client.case(case) or {}
    assert journey.facts["complainant"]["name"] not in json.dumps(told, ensure_ascii=False)
    version = system.report("case.claim", case, {})["version"]
    task = {"fields": {"task": "核对收据存根", "by_whom": "调查员甲", "due": "2027-01-10"}}
    version = system.report("case.task", case, task, version)["version"]
    for allegation in told["allegations"]:
        found = {
            "allegation": allegation["id"], "finding": "substantiated", "category": "C4.1",
            "nature": "unlawful", "facts": "存根相互印证。", "reasons": "违反票据规定。", "told": REPLY,
        }  # fmt: skip
        version = system.report("case.finding", case, found, version)["version"]
    outcome = {
        "unit": "杭州市西湖区应急管理局执法大队", "ground": "K1", "document": "现场处理措施决定书",
        "manner": "退还款项", "carry_out_by": "2027-01-15",
    }  # fmt: skip
    now = system.report("case.propose", case, {"outcomes": [{"code": "O3", "fields": outcome}]}, version)
    assert now["state"] == "proposed"

    journey.head_approves_it()
    journey.citizen_reads_the_outcome()
    system.hear("the approval", lambda letter: letter.contents.get("case", {}).get("corrections"))


def test_what_is_wrong_is_answered_and_nothing_is_lost(house: House, system: System) -> None:
    journey = Journey(house)
    journey.submit()
    case, client = system.opened(journey.tracking_number), system.client

    def code(message_id: str) -> str:
        return str(system.answer(message_id).contents["code"])

    elsewhere, right = str(uuid4()), client.box.house_key
    assert code(client.report("case.approve", case, INVESTIGATOR, {})) == "unknown_kind"
    assert code(client.report("case.claim", elsewhere, INVESTIGATOR, {})) == "not_found"
    assert code(client.report("case.claim", case, f"head-{DIVISION}", {})) == "unknown_person"
    client.box.house_key = X25519PrivateKey.generate().public_key().public_bytes_raw().hex()
    assert code(client.report("case.claim", case, INVESTIGATOR, {})) == "wrong_key"
    assert client.box.house_key == right, "each letter brings the key that holds"
    message_id = str(uuid4())
    noise = {"id": message_id, "type": "case.claim", "dataschema": CONTRACT}
    client.send(json.dumps(noise | {"data": {"box": b64encode(b"noise").decode()}}).encode(), message_id)
    assert code(message_id) == "wrong_key"

    claimed = client.report("case.claim", case, INVESTIGATOR, {})
    version = system.answer(claimed).contents["case"]["version"]
    assert code(client.report("case.release", case, INVESTIGATOR, {"reason": "忙"}, version - 1)) == "stale"
    client.report("case.claim", case, INVESTIGATOR, {}, message_id=claimed)
    again = system.hear("the answer again", lambda letter: letter.contents.get("repeated"))
    assert (again.kind, again.contents["about"]) == ("report.accepted", claimed)
    system.report("case.release", case, {"reason": "忙"}, version)


@pytest.mark.parametrize(
    ("action", "arguments"),
    [
        ("basic_get", ["investigation.inbox"]),
        ("basic_get", ["investigation.reports"]),
        ("basic_get", [f"investigation.body.{DIVISION}.dead"]),
        ("basic_publish", ["jiandu.reports", "330110", b"{}"]),
        ("basic_publish", ["jiandu.events", "case.closed", b"{}"]),
        ("basic_publish", ["jiandu.bodies", f"body.{DIVISION}", b"{}"]),
        ("basic_publish", ["", f"investigation.body.{DIVISION}", b"{}"]),
        ("queue_declare", ["one.of.its.own"]),
        ("queue_delete", [f"investigation.body.{DIVISION}"]),
    ],
)
def test_its_account_reads_its_queue_reports_under_its_key_and_does_nothing_else(
    said: dict[str, str], action: str, arguments: list[Any]
) -> None:
    assert _closed(said, lambda channel: getattr(channel, action)(*arguments)) == 403


def test_the_broker_lets_nobody_say_to_be_another(said: dict[str, str]) -> None:
    other = pika.BasicProperties(user_id="jiandu-body-330110", message_id=str(uuid4()))

    assert _closed(said, lambda at: at.basic_publish("jiandu.reports", DIVISION, b"{}", other)) == 406


def _closed(said: dict[str, str], act: Any) -> int:
    """The code with which the broker closes the channel."""
    connection = pika.BlockingConnection(pika.URLParameters(said["JIANDU_BROKER"]))
    try:
        channel = connection.channel()
        channel.confirm_delivery()
        with pytest.raises(ChannelClosedByBroker) as closed:
            act(channel)
        return int(closed.value.reply_code)
    finally:
        connection.close()


def test_a_count_is_all_that_another_queue_tells(said: dict[str, str]) -> None:
    """As docs/operating.md says; what would change that is a virtual host of its own."""
    with pika.BlockingConnection(pika.URLParameters(said["JIANDU_BROKER"])) as connection:
        seen = connection.channel().queue_declare("triage.inbox", passive=True)

    assert seen.method.queue == "triage.inbox"
    assert _closed(said, lambda channel: channel.queue_purge("triage.inbox")) == 403
    assert _closed(said, lambda at: at.queue_bind("triage.inbox", "jiandu.reports", "#")) == 403


def test_a_copy_to_another_key_is_still_ones_own_report(house: House, system: System) -> None:
    """The broker asks leave for the first key only (CC, BCC), and that is the one that tells whose it is."""
    journey = Journey(house)
    journey.submit()
    case, client, message_id = system.opened(journey.tracking_number), system.client, str(uuid4())
    plain = {"as": "investigator-330110", "case": case, "version": None, "contents": {}}
    data = {"box": client.box.fill("case.claim", message_id, plain)}
    body = {"id": message_id, "type": "case.claim", "dataschema": CONTRACT, "data": data}
    copied = pika.BasicProperties(
        message_id=message_id, user_id=client.account, headers={"CC": ["330110"], "BCC": ["330110"]}
    )
    client.publish(json.dumps(body).encode(), copied)

    assert system.answer(message_id).contents["code"] == "unknown_person"


def test_a_newcomer_follows_the_readme_with_a_key_of_their_own(
    house: House, said: dict[str, str], tmp_path: Path
) -> None:
    """Word for word, in a folder that holds a copy of the client and nothing else. The account had another
    key before: what is open is told again for the new one."""
    blocks = re.findall(r"```(\w*)\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    begin, settings, reports = (text for kind, text in blocks if not kind)
    finding, outcomes = (json.loads(text) for kind, text in blocks if kind == "json")
    journey = Journey(house)
    journey.submit()
    (tmp_path / "client.py").write_bytes(README.with_name("client.py").read_bytes())
    (tmp_path / "venv" / "bin").mkdir(parents=True)
    python = tmp_path / "venv" / "bin" / "python"
    python.write_text(f'#!/bin/sh\nexec {sys.executable} -P "$@"\n')
    python.chmod(0o700)
    _shell("".join(line for line in begin.splitlines(True) if "venv" not in line), tmp_path)

    given = ("--public-key", str(tmp_path / "public.pem"), "--output", str(tmp_path))
    house.command("bodies", "amqp", "rotate", DIVISION, *given)
    kept, place = servers.reach("rabbitmq")
    kept.rabbit(place).control("import_definitions", str(tmp_path / f"body-{DIVISION}.json"))

    def told() -> dict[str, Any] | None:
        _shell(settings, tmp_path, refused=True)  # what was sent for the old key is left in the queue
        files = (tmp_path / "jiandu-cases").glob("case-*.json")
        cases = [json.loads(file.read_text("utf-8")) for file in files]
        return next((each for each in cases if each.get("tracking_number") == journey.tracking_number), None)

    case = until(told, "the case, by the readme")
    journey.case_id = case["id"]
    claim, find, propose = reports.replace("<id>", case["id"]).splitlines()[1:]
    before = settings.replace("venv/bin/python client.py take", f"case={case['id']}")
    (tmp_path / "outcomes.json").write_text(json.dumps(outcomes), "utf-8")
    _shell(before + claim, tmp_path, refused=True)
    for each in case["allegations"]:
        (tmp_path / "finding.json").write_text(json.dumps(finding | {"allegation": each["id"]}), "utf-8")
        _shell(before + find, tmp_path, refused=True)
    assert '"state": "proposed"' in _shell(before + propose, tmp_path, refused=True)
    journey.head_approves_it()


def _shell(script: str, folder: Path, refused: bool = False) -> str:
    done = subprocess.run(
        ["/bin/sh", "-e"], input=script, cwd=folder, capture_output=True, text=True, check=False,
        env={"PATH": os.environ["PATH"]},
    )  # fmt: skip
    said = done.stdout + done.stderr
    assert done.returncode == 0 or (refused and "left in the queue" in done.stderr), said
    return said


def test_the_operator_sees_it_and_ends_it(house: House, said: dict[str, str]) -> None:
    [row] = json.loads(house.command("bodies", "amqp", "list", "--json"))
    assert (row["body"], row["waiting"] >= 0) == (f"SUP-{DIVISION}", True)

    ended = house.command("bodies", "amqp", "revoke", DIVISION)
    assert json.loads(house.command("bodies", "amqp", "list", "--json")) == []
    Journey(house).submit()  # goes its way to the desk beside what nobody is told any more
    kept, place = servers.reach("rabbitmq")
    printed = [line.split()[1:] for line in ended.splitlines() if line.startswith("  rabbitmqctl ")]
    assert [each[0] for each in printed] == ["delete_user", "delete_queue", "delete_queue"]
    for each in printed:
        kept.rabbit(place).control(*each)
    with pytest.raises(AMQPConnectionError):
        pika.BlockingConnection(pika.URLParameters(said["JIANDU_BROKER"]))
