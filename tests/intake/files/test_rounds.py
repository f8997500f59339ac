"""What the house does with files by itself: scanned, copied, told; nothing lost when a part of it fails."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import pytest

from services.intake.files import rounds
from services.intake.models import Attachment
from shared.contracts.events import FileAdded
from shared.contracts.terms import Service
from shared.files import clamd, sandbox
from shared.files.kinds import Kind
from shared.work import SYSTEM
from tests.intake.files.conftest import STAFF, send
from tests.shared.files.samples import GOOD, jpeg

VIRUS = b"the scanner knows this one"


class FakeClamd:
    """Speaks enough of clamd's protocol; `mood` says how it feels."""

    def __init__(self) -> None:
        self.mood = "well"
        self.scanned: list[bytes] = []
        self._door = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._door.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._door.accept()
            except OSError:
                return
            with line, line.makefile("rb") as said:
                line.sendall(self._answer(said) + b"\0")

    def _answer(self, said) -> bytes:
        command = bytearray()
        while not command.endswith(b"\0"):
            command += said.read(1)
        if bytes(command) == b"zPING\0":
            return b"PONG"
        assert bytes(command) == b"zINSTREAM\0"
        content = b""
        while length := struct.unpack(">I", said.read(4))[0]:
            content += said.read(length)
        self.scanned.append(content)
        if self.mood != "well":
            return b"INSTREAM size limit exceeded. ERROR"
        return b"stream: Eicar-Test FOUND" if VIRUS in content else b"stream: OK"

    def close(self) -> None:
        self._door.close()


@pytest.fixture
def scanner() -> Iterator[FakeClamd]:
    fake = FakeClamd()
    with closing(fake):
        yield fake


def state(client, door, key) -> tuple[str, str]:
    (file,) = client.get(door, headers=key).get_json()["items"]
    return file["state"], file["scan"]


def test_a_file_without_fault_is_clean_and_all_of_it_was_scanned(client, door, key, work_on, scanner) -> None:
    send(client, door, key, jpeg())

    work_on(scanner.address)

    assert state(client, door, key) == ("clean", "clean")
    assert scanner.scanned == [jpeg()]


def test_a_file_with_a_virus_is_refused_and_its_bytes_go(
    client, door, key, work_on, scanner, store, said, works
) -> None:
    send(client, door, key, jpeg() + VIRUS)

    work_on(scanner.address)

    (file,) = client.get(door, headers=key).get_json()["items"]
    assert (file["state"], file["refusal"], file["scan"]) == ("refused", "infected", "found")
    assert not [path for path in store.folder.rglob("*") if path.is_file()]
    assert not [event for event in said(Service.TRIAGE) if isinstance(event, FileAdded)]
    with works.reading() as session:
        assert session.query(Attachment).one().secret["key"] == ""


@pytest.mark.parametrize("trouble", ["gone", "cross"])
def test_while_the_scanner_does_not_answer_a_file_waits_and_this_is_said(
    client, door, key, work_on, scanner, time, at_desk, officer, answer, trouble
) -> None:
    send(client, door, key, jpeg())
    at_desk()
    address, scanner.mood = scanner.address, "cross"
    work_on("127.0.0.1:1" if trouble == "gone" else address)

    assert state(client, door, key) == ("quarantined", "down")
    query = {"tracking_number": answer["tracking_number"]}
    (seen,) = client.get(STAFF, query_string=query, headers=officer).get_json()["items"]
    assert (seen["state"], seen["scan"], seen["copy"]) == ("quarantined", "down", None)
    assert work_on(address) == 0

    scanner.mood = "well"
    time.now += timedelta(seconds=31)
    work_on(address)

    assert state(client, door, key) == ("clean", "clean")


def test_nothing_is_fetched_for_a_scanner_that_does_not_answer(client, door, key, work_on, store) -> None:
    send(client, door, key, jpeg())
    for path in [path for path in store.folder.rglob("*") if path.is_file()]:
        path.unlink()

    assert work_on("127.0.0.1:1") == 1
    assert state(client, door, key) == ("quarantined", "down"), "what lies in the store was not asked for"


def test_without_a_scanner_files_are_not_scanned_and_this_is_said(client, door, key, work_on) -> None:
    send(client, door, key, jpeg())
    work_on()

    assert state(client, door, key) == ("clean", "off")


def test_the_scanner_may_stand_at_a_socket(tmp_path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as door:
        door.bind(str(tmp_path / "clamd"))
        door.listen()

        def answer() -> None:
            line, _ = door.accept()
            with line:
                line.recv(100)
                line.sendall(b"PONG\0")

        threading.Thread(target=answer, daemon=True).start()
        clamd.ping(str(tmp_path / "clamd"))
    with pytest.raises(clamd.Away):
        clamd.ping(str(tmp_path / "nobody"))


def test_a_copy_that_fails_is_tried_again_and_the_evidence_stays(
    client, door, key, work_on, time, said, monkeypatch
) -> None:
    send(client, door, key, jpeg())
    with monkeypatch.context() as broken:
        broken.setattr(sandbox, "clean", lambda *_: (_ for _ in ()).throw(sandbox.Failed("crashed")))
        work_on()
    assert state(client, door, key) == ("clean", "off")
    assert work_on() == 0

    time.now += timedelta(minutes=2)
    work_on()

    copies = [event.copy for event in said(Service.TRIAGE) if isinstance(event, FileAdded)]
    versions = [event.version for event in said(Service.TRIAGE) if isinstance(event, FileAdded)]
    assert copies == ["failed", "ready"]
    assert versions == sorted(set(versions))


def test_a_copy_that_always_fails_is_given_up_and_said(client, door, key, work_on, time, said) -> None:
    assert send(client, door, key, jpeg()[:-100]).status_code == 201
    for _ in range(6):
        work_on()
        time.now += timedelta(hours=2)

    copies = [event.copy for event in said(Service.TRIAGE) if isinstance(event, FileAdded)]
    assert copies == ["failed", "impossible"]
    assert state(client, door, key) == ("clean", "off")


def test_of_a_kind_without_copies_the_desk_is_told_so(client, door, key, work_on, said) -> None:
    send(client, door, key, GOOD[Kind.DOC]())
    work_on()

    (event,) = [event for event in said(Service.TRIAGE) if isinstance(event, FileAdded)]
    assert (event.kind, event.copy, event.previews) == ("doc", "impossible", 0)


def test_a_round_that_dies_in_between_is_done_again_by_another(
    client, door, key, works, store, work_on, time, monkeypatch
) -> None:
    send(client, door, key, jpeg())
    with monkeypatch.context() as broken, pytest.raises(KeyboardInterrupt):
        broken.setattr(rounds, "_conclude", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        rounds.do_next(works, store, None)
    assert work_on() == 0, "another has it for five minutes"

    time.now += rounds.LEASE + timedelta(seconds=1)
    work_on()

    assert state(client, door, key) == ("clean", "off")


def test_evidence_that_cannot_be_read_is_decided_by_nobody(client, door, key, store, work_on, works) -> None:
    send(client, door, key, jpeg())
    (piece,) = store.folder.rglob("original*")
    kept = piece.read_bytes()
    piece.write_bytes(kept[:-1] + bytes([kept[-1] ^ 1]))

    work_on()

    assert state(client, door, key) == ("quarantined", "waiting")


def test_many_rounds_beside_one_another_take_a_file_each(client, door, key, works) -> None:
    for _ in range(3):
        send(client, door, key, jpeg())
    with works.begin(SYSTEM):
        pass
    taken = [rounds._take(works) for _ in range(4)]

    assert taken[3] is None
    assert len({task.file_id for task in taken[:3] if task}) == 3
