"""Who asked for it is told that there is news, and nothing but that; everybody else is left alone."""

import json
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from services.intake.domain import news as rules
from services.intake.domain.heard import Kind
from services.intake.domain.news import SHORT_TEXT, TEXT
from services.intake.models import Base, IdentityRecord, NewsContact, NewsWaiting
from services.intake.news import rounds, waiting
from services.intake.news.senders import Away, Command, Http, Refused, Smtp, senders_of
from shared import settings
from shared.contracts.events import ComplainantMessaged
from shared.contracts.terms import Service
from shared.database import Database
from shared.settings import SettingsError
from shared.work import SYSTEM, Works
from tests import lent
from tests.intake import mailbox as mailboxes
from tests.intake.conftest import DOOR, receipt, submit
from tests.intake.mailbox import Mailbox
from tests.intake.views.forms import get, post

NAMED = {"identity": "confidential", "complainant": {"name": "陈投诉", "phone": "13800001234"}}
ADDRESS = "citizen@example.cn"


@pytest.fixture(scope="module")
def mailbox() -> Iterator[Mailbox]:
    with mailboxes.opened() as opened:
        yield opened


@pytest.fixture
def app(works, tmp_path, monkeypatch, mailbox) -> Flask:
    mailbox.letters.clear()
    monkeypatch.setenv("JIANDU_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("JIANDU_SMTP_URL", mailbox.url)
    monkeypatch.setenv("JIANDU_SMTP_FROM", "Notices <notices@example.cn>")
    return lent.application_of("intake", settings.load(), works)


@pytest.fixture
def answer(client) -> dict[str, Any]:
    return submit(client, **NAMED)


@pytest.fixture
def ask(client, answer) -> Any:
    def put(address: str = ADDRESS, way: str = "email", of: dict[str, Any] = answer) -> Any:
        place = f"{DOOR}/{of['tracking_number']}/news"
        return client.put(place, json={"way": way, "address": address}, headers=receipt(of))

    return put


@pytest.fixture
def written(hear, answer, said) -> Any:
    """The body writes to the complainant."""
    known = {
        "complaint_id": said(Service.TRIAGE)[0].complaint_id, "tracking_number": answer["tracking_number"],
    }  # fmt: skip
    case, version = uuid4(), iter(range(2, 99))

    def write() -> None:
        hear(ComplainantMessaged, **known, case_id=case, version=next(version), message_id=uuid4(),
             body_name="科", text="请补充时间")  # fmt: skip

    return write


@pytest.fixture
def go_round(works) -> Any:
    def send() -> bool:
        return rounds.do_next(works, senders_of(settings.load()))

    return send


@pytest.fixture
def rows(works) -> Any:
    def of(kind: Any) -> list[Any]:
        with works.reading() as session:
            found = list(session.scalars(select(kind)))
            session.expunge_all()
            return found

    return of


def test_the_message_says_that_there_is_news_and_nothing_else(
    ask, written, time, go_round, mailbox, answer, rows
):
    assert ask().get_json() == {"offered": ["email"], "way": "email", "failed_at": None, "closed": None}
    written()
    written()
    assert go_round() is False, "it waits for more of the same"
    time.now += rules.GATHERING

    assert (go_round(), go_round()) == (True, False)
    ((to, letter),) = mailbox.letters
    assert to == ADDRESS
    assert letter.get_payload(decode=True).decode().replace("\r\n", "\n") == TEXT
    whole = letter.as_string()
    assert not [word for word in (answer["tracking_number"], "陈投诉", "请补充", "http") if word in whole]
    assert rows(NewsWaiting) == []


def test_what_one_does_oneself_is_no_news(ask, client, answer, rows):
    ask()
    client.post(
        f"{DOOR}/{answer['tracking_number']}/messages", json={"text": "补充"}, headers=receipt(answer)
    )

    assert rows(NewsWaiting) == []


def test_who_did_not_ask_is_not_told(written, rows):
    written()

    assert rows(NewsWaiting) == []


def test_the_anonymous_leave_no_address(client, ask, rows):
    refused = ask(of=submit(client))

    assert (refused.status_code, refused.get_json()["type"]) == (
        409,
        "urn:jiandu:problem:not_told_no_identity",
    )
    assert rows(NewsContact) == []


def test_news_that_comes_while_a_message_is_sent_is_told_later(ask, written, time, works, mailbox):
    ask()
    written()
    time.now += rules.GATHERING

    class Slow:
        def send(self, address: str) -> None:
            written()

    assert rounds.do_next(works, {rules.Way.EMAIL: Slow()})
    assert not rounds.do_next(works, {rules.Way.EMAIL: Slow()})
    time.now += rules.GATHERING
    assert rounds.do_next(works, senders_of(settings.load()))
    assert len(mailbox.letters) == 1


def test_it_is_tried_again_at_growing_distances_and_given_up(
    ask, written, time, go_round, rows, client, answer
):
    ask("busy@example.cn")
    written()
    time.now += rules.GATHERING
    for wait in rules.WAITS:
        assert go_round()
        time.now += wait - timedelta(seconds=1)
        assert go_round() is False
        time.now += timedelta(seconds=1)
    assert go_round()

    assert rows(NewsWaiting) == []
    shown = client.get(f"{DOOR}/{answer['tracking_number']}/news", headers=receipt(answer)).get_json()
    assert (shown["way"], shown["failed_at"]) == ("email", time.now.isoformat())


def test_an_address_that_is_none_is_given_up_at_once(ask, written, time, go_round, rows):
    ask("gone@example.cn")
    written()
    time.now += rules.GATHERING

    assert go_round()
    assert (rows(NewsWaiting), rows(NewsContact)[0].failed_at) == ([], time.now)


def test_the_address_goes_when_one_says_so_and_with_the_identity(ask, client, answer, written, rows, works):
    ask()
    written()
    stopped = client.delete(f"{DOOR}/{answer['tracking_number']}/news", headers=receipt(answer))
    assert (stopped.status_code, rows(NewsContact), rows(NewsWaiting)) == (204, [], [])
    ask()
    with works.database.transaction() as session:
        session.delete(session.scalars(select(IdentityRecord)).one())
    assert rows(NewsContact) == []


def test_it_is_asked_for_and_stopped_on_the_follow_page(client, answer, rows):
    typed = {"number": answer["tracking_number"], "code": answer["receipt_code"]}
    post(client, "/follow", get(client, "/follow"), **typed)
    token = {"csrf_token": get(client, "/follow").token}

    for wrong in ({}, {"email": "nobody"}, {"email": "甲@例子.中国"}, {"phone": "13800001234"}):
        refused = client.post("/follow/news", data=token | wrong)
        assert refused.status_code == 422
        assert "govuk-error-summary" in refused.text
    assert rows(NewsContact) == []
    assert client.post("/follow/news", data=token | {"email": ADDRESS}).status_code == 303
    page = get(client, "/follow")
    assert "/follow/news/stop" in page.text
    assert ADDRESS not in page.text
    client.post("/follow/news/stop", data=token)
    assert rows(NewsContact) == []


def test_it_is_off_by_default_and_half_a_setting_is_told(monkeypatch, client, answer, ask):
    page = client.get("/").status_code, senders_of(settings.load()).keys()
    assert page == (200, {"email"})
    for name in ("JIANDU_SMTP_URL", "JIANDU_SMTP_FROM"):
        monkeypatch.delenv(name)
        if name.endswith("URL"):
            with pytest.raises(SettingsError):
                settings.load()

    assert senders_of(settings.load()) == {}


@pytest.mark.parametrize(("code", "raised"), [(0, None), (68, Refused), (1, Away)])
def test_an_sms_goes_through_a_command(tmp_path, code, raised):
    program = (
        f"import sys; open({str(tmp_path / 'said')!r}, 'wb').write(sys.stdin.buffer.read()); sys.exit({code})"
    )
    sender = Command(f'{sys.executable} -c "{program}"')

    if raised:
        with pytest.raises(raised):
            sender.send("13800001234")
    else:
        sender.send("13800001234")
    assert json.loads((tmp_path / "said").read_text()) == {"to": "13800001234", "text": SHORT_TEXT}


@pytest.mark.parametrize(
    "said",
    [b"", b"no protocol at all\r\n", b"\x00" * 70_000, b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n"[:9],
     b"HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n",
     b"HTTP/1.1 307 Same\r\nLocation: http://192.0.2.1/\r\nContent-Length: 0\r\n\r\n"],
    ids=["nothing", "garbage", "zeros", "half a line", "elsewhere", "another house"],
)  # fmt: skip
def test_a_gateway_that_talks_nonsense_or_sends_elsewhere_was_told_nothing(said):
    with answering(said) as (place, asked):
        with pytest.raises(Away):
            Http(f"http://{place}/", "word").send("13800001234")
        assert len(asked) == 1, "no redirection is followed"


@pytest.mark.parametrize(
    ("scheme", "said"),
    [
        ("smtp", b"220 here\r\n250 mail.example\r\n"),  # no STARTTLS
        ("smtp+plain", b"HTTP/1.1 400 Bad Request\r\n\r\n"),
        ("smtps", b"220 no TLS here\r\n"),
    ],
)
def test_what_a_mail_server_cannot_do_costs_nobody_their_news(scheme, said):
    with answering(said, greets=True) as (place, _), pytest.raises(Away):
        Smtp(f"{scheme}://{place}", "notices@example.cn").send("13800001234@example.cn")


@contextmanager
def answering(said: bytes, greets: bool = False) -> Iterator[tuple[str, list[bytes]]]:
    """A server that says this to everybody, `greets` before it hears anything, and hangs up; what it was sent."""
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as door:

        def serve() -> None:
            with suppress(OSError):
                while True:
                    line, _ = door.accept()
                    with line:
                        if not greets:
                            asked.append(line.recv(10_000))
                        line.sendall(said)
                        if greets:
                            asked.append(line.recv(10_000))

        threading.Thread(target=serve, daemon=True).start()
        yield f"127.0.0.1:{door.getsockname()[1]}", asked


def test_an_sms_goes_through_a_gateway():
    met: list[tuple[str | None, Any]] = []
    answers = iter([200, 422, 503])

    class Gateway(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            met.append((self.headers["Authorization"], json.loads(body)))
            self.send_response(next(answers))
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Gateway) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        sender = Http(f"http://127.0.0.1:{server.server_address[1]}/", "word")
        sender.send("13800001234")
        with pytest.raises(Refused):
            sender.send("13800001234")
        with pytest.raises(Away):
            sender.send("13800001234")
        server.shutdown()

    assert met == [("Bearer word", {"to": "13800001234", "text": SHORT_TEXT})] * 3


@pytest.mark.postgres
def test_on_postgresql_it_is_put_down_together_with_the_rest(new_postgres_url, time):
    database = Database(new_postgres_url())
    Base.metadata.create_all(database.engine)
    works, complaint = Works(database, "intake", time), uuid4()
    with works.begin(SYSTEM) as work:
        waiting.put_down(work, complaint, Kind.ACCEPTED)
        waiting.put_down(work, uuid4(), Kind.ACCEPTED)
        work.record("heard.accepted", "7K3M-9QXT-AB2C")
    with works.reading() as session:
        assert session.scalars(select(NewsWaiting)).all() == []
    database.dispose()
