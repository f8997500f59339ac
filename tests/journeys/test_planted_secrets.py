"""What people tell us stands nowhere in the clear: every byte of databases, broker, logs, metrics and copies.

The house has three relays and three consumers of each service where it has a broker; and its master key is
changed, and the former one forgotten, in the middle of the journey. One form of the house in a run, the next day the
other (tests/sampled.py).
"""

import json
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
import requests
from kombu.connection import Connection

from deploy.servers.postgres import PostgresServer
from shared.contracts.routing import EXCHANGE
from tests.journeys import planted
from tests.journeys.complaints import complaint, respondent
from tests.journeys.conftest import FORMS
from tests.journeys.house import Embedded, House, Real, running
from tests.journeys.journey import CHECKS, REPLY, Journey
from tests.journeys.waiting import until
from tests.sampled import dealt
from tests.servers import session as servers

MARK = "雒琇莹"
"""Stands in everything that is written in words here."""
SENTENCE = f"{MARK}亲眼看见现金装进公文包"
PHONE = "1391577386"
MAIL = "luoxiuying.planted"
WORDS = {"sentence": MARK, "phone": PHONE, "mail": MAIL}
CALL = {
    "number": f"{PHONE}3",
    "started_at": "2026-11-23T09:00:00+08:00",
    "ended_at": "2026-11-23T09:12:00+08:00",
    "read_back": True,
}


class Planted(Journey):
    """A journey on which everybody says something that must not be found."""

    def __init__(self, house: House) -> None:
        facts = complaint(respondent(name=f"{MARK}甲"), respondent("internal_unit", name=f"{MARK}科"))
        facts["statement"] = f"{SENTENCE}。" * 3
        facts["complainant"] = self.somebody()
        super().__init__(house, facts=facts)
        self.codes: list[str] = []

    @staticmethod
    def somebody() -> dict[str, str]:
        return {
            "kind": "citizen",
            "name": f"{MARK}乙",
            "phone": f"{PHONE}1",
            "email": f"{MAIL}@example.org",
            "address": f"西湖区{MARK}路一号",
        }

    def submit(self) -> None:
        key = {"Idempotency-Key": str(uuid4())}
        answer = self.house.visitor().post("/api/v1/complaints", self.facts, 201, headers=key)
        self.tracking_number, self.receipt_code = answer["tracking_number"], answer["receipt_code"]
        self.codes.append(self.receipt_code)

    def call_the_hotline(self) -> None:
        said = self.facts | {"channel": "hotline", "call": CALL, "complainant": self.somebody()}
        order = {"external_order": {"system": "12345", "number": f"{PHONE}{len(self.codes)}"}}
        answer = self.house.staff("hotline-330106").post("/api/v1/hotline/complaints", said | order, 201)
        self.codes.append(answer["receipt_code"])

    def leave_a_draft(self) -> None:
        with requests.Session() as browser:
            browser.trust_env = False
            address = f"{self.house.base}/complaints/new/what"
            page = browser.get(address).text
            field = re.findall(r"<input[^>]*csrf_token[^>]*>", page)[0]
            token = re.findall(r'value="([^"]+)"', field)[0]
            typed = {"csrf_token": token, "what": SENTENCE, "natures": "unlawful"}
            answer = browser.post(address, typed, allow_redirects=False, headers={"Referer": address})
            assert answer.status_code == 303, answer.text[:2000]

    def supplement(self) -> None:
        path = f"/api/v1/complaints/{self.tracking_number}/messages"
        self.citizen().post(path, {"text": f"补充：{SENTENCE}"})

    def write_to_the_complainant(self) -> None:
        self._change("investigator", "messages", {"text": f"请说明{SENTENCE}"})

    def record_findings(self) -> None:
        for allegation in self.case()["allegations"]:
            words = dict.fromkeys(("facts", "reasons"), SENTENCE) | {"told": f"{REPLY}{SENTENCE}"}
            said = {"finding": "substantiated", "category": "C4.1", "nature": "unlawful"}
            self._change("investigator", "findings", {"allegation": allegation["id"]} | said | words)

    def propose_outcome(self, manner: str = SENTENCE) -> None:
        super().propose_outcome(f"{manner}，{SENTENCE}")

    def head_returns_it(self) -> None:
        self._change("head", "approval", {"decision": "return", "reason": SENTENCE})

    def unit_carries_it_out(self) -> None:
        self._change("investigator", "rectification", {"status": "reported", "text": SENTENCE})
        self._change("investigator", "rectification", {"status": "confirmed", "text": SENTENCE})
        self.wait_public("concluded")

    def citizen_rates_it(self) -> None:
        rating = {"manner": 5, "speed": 4, "result": 5, "comment": SENTENCE}
        self.citizen().post(f"/api/v1/complaints/{self.tracking_number}/rating", rating, (200, 201, 204))

    def close(self) -> None:
        self._change("investigator", "closure", {"checks": dict.fromkeys(CHECKS, SENTENCE)})
        self.wait_public("closed")


class Ground:
    """A house and the places where its data lie."""

    house: House
    folders: list[Path]

    def a_broken_event(self, body: bytes) -> None:
        """What can never take effect, put where triage hears it."""

    def an_event(self) -> bytes:
        """A complaint as it went to triage."""

    def write_down(self) -> None:
        """Have the servers bring what they know to their files, so that the files are all there is."""


class OnFiles(Ground):
    def __init__(self, folder: Path) -> None:
        self.house = Embedded(folder)
        self.folders = [folder]

    def _rows(self, statement: str, *values: Any) -> list[Any]:
        with sqlite3.connect(self.house.sqlite("intake"), timeout=20) as connection:  # type: ignore[attr-defined]
            found = connection.execute(statement, values).fetchall()
        connection.close()
        return found

    def an_event(self) -> bytes:
        return bytes(self._rows("SELECT body FROM sent WHERE name = 'complaint.received'")[0][0])

    def a_broken_event(self, body: bytes) -> None:
        columns = "message_id, name, aggregate, body, created_at"
        row = (uuid4().hex, "complaint.received", "x", body, "2026-11-23 01:00:00")
        self._rows(f"INSERT INTO outbox ({columns}) VALUES (?, ?, ?, ?, ?)", *row)


class OnServers(Ground):
    def __init__(self, folder: Path, postgres: PostgresServer, broker: str, broker_folder: Path) -> None:
        self._postgres, self._broker = postgres, broker
        self.house = Real(folder, self._new_database, broker)
        self.house.hands = 3
        self.folders = [folder, postgres.folder, broker_folder]

    def _new_database(self) -> str:
        name = f"planted_{uuid4().hex[:8]}"
        self._rows(self._postgres.url(), f"CREATE DATABASE {name}")
        return self._postgres.url(name)

    @staticmethod
    def _rows(url: str, statement: str) -> list[Any]:
        with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
            found = connection.execute(statement.encode())
            return found.fetchall() if found.description else []

    def an_event(self) -> bytes:
        url = self.house.environment["JIANDU_INTAKE_DATABASE_URL"]
        return bytes(self._rows(url, "SELECT body FROM sent WHERE name = 'complaint.received'")[0][0])

    def a_broken_event(self, body: bytes) -> None:
        with Connection(self._broker) as connection:
            producer = connection.Producer()
            producer.publish(body, exchange=EXCHANGE, routing_key="complaint.received", delivery_mode=2)

    def write_down(self) -> None:
        self._rows(self._postgres.url(), "CHECKPOINT")


@pytest.fixture(params=dealt(FORMS, 0, 2))
def ground(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ground]:
    if request.param == "embedded":
        yield OnFiles(tmp_path)
        return
    broker = request.getfixturevalue("new_rabbitmq_url")()
    servers.require("postgres")
    folder = Path(tempfile.mkdtemp(prefix="jiandu-planted-"))
    folder.chmod(0o755)  # PostgreSQL's own user must be able to walk through
    postgres = PostgresServer(folder, durable=False)
    postgres.start()
    try:
        yield OnServers(tmp_path, postgres, broker, servers.reach("rabbitmq")[1])
    finally:
        postgres.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.timeout(600)
def test_what_people_tell_us_stands_nowhere_in_the_clear(ground: Ground, tmp_path: Path) -> None:
    with running(ground.house) as house:
        journey = Planted(house)
        for step in journey.ASSISTED[:3]:
            _walk(journey, step)
        journey.call_the_hotline()
        journey.leave_a_draft()
        journey.supplement()
        _change_the_key(house)
        for step in journey.ASSISTED[3:]:
            _walk(journey, step)
            if step is Journey.claim:
                journey.write_to_the_complainant()
        _leave_something_on_its_way(ground, house, journey)
        _copy_and_measure(house, tmp_path)
        ground.write_down()
        words = WORDS | {f"code {number}": code for number, code in enumerate(journey.codes)}
        words |= {f"bare {name}": code.replace("-", "") for name, code in words.items() if "code" in name}

        search = planted.Search(words)

        assert search.found(ground.folders) == {}
    assert search.found(ground.folders) == {}, "written at the end"
    _see_that_the_search_finds(tmp_path / "control", words)


def _walk(journey: Journey, step: Callable[[Journey], None]) -> None:
    getattr(journey, step.__name__)()


def _change_the_key(house: House) -> None:
    """While everything runs: the former key is forgotten. At once, so that staff sign in again."""
    house.command("keys", "rotate")

    def free() -> bool:
        told = json.loads(house.command("keys", "check", "--json", code=1))
        return not any(one["left"] for one in told["services"].values())

    until(free, "nothing to need the former key")
    house.command("keys", "retire", "--at-once", "--yes")
    assert house.command("keys", "check").count("former") == 0
    house.sign_out()


def _leave_something_on_its_way(ground: Ground, house: House, journey: Planted) -> None:
    """An event that died, and, where there is a broker, two that wait in a queue for a service that is down."""
    event = json.loads(ground.an_event())
    event["data"]["version"] = "broken"
    ground.a_broken_event(json.dumps(event).encode())
    until(lambda: "complaint.received" in house.command("dead-letters", "list"), "the event to die", 60)
    for name, program in list(house.programs.items()):
        if name.startswith("worker-triage"):
            program.stop()
    Planted.submit(journey)
    journey.call_the_hotline()


def _copy_and_measure(house: House, folder: Path) -> None:
    """Everything else that a house puts out: a copy of itself, what it tells of itself, its reports."""
    house.command("backup", str(folder / "copy"), "--without-keys")
    said = [
        house.visitor().ask("GET", f"{prefix}/metrics").text for prefix in ("", "/triage", "/investigation")
    ]
    said += [
        house.command("dead-letters", "list", "--json"),
        house.command("keys", "check", "--json"),
    ]
    (folder / "said").write_text("\n".join(said))


def _see_that_the_search_finds(control: Path, words: dict[str, str]) -> None:
    """The search is worth what it finds: each word in each form, in the middle of other bytes."""
    for number, word in enumerate(words.values()):
        for name, form in planted.forms(word).items():
            path = control / f"{number} {name}"
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(bytes(4000) + b"\xff" + form + b"\0more")

    found = planted.Search(words).found([control])
    assert set().union(*found.values()) == set(control.iterdir())
