"""The web server dies between "send" and the answer; who presses again has the same complaint and a code that works.

python -m tests.faults.lost_answers [--rounds 100]; it runs as `jiandu run` with a mine in it when started by itself.
"""

import argparse
import os
import re
import signal
import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from itertools import cycle, islice, product
from pathlib import Path
from typing import Any

import requests
from sqlalchemy import Engine, event

from shared import cli, run
from tests.intake.views.forms import Page, Sent
from tests.journeys.house import Embedded
from tests.journeys.process import Program

MOMENTS = ("arrived", "committing", "committed", "answering")
"""Before anything, before the commit, after it, and with half of the answer on the line."""
HEADER = "Drill-Die"
STATEMENT = "检查时没有出示证件，当场收了两千元现金，没有开票据。"
PATIENCE = 60
_mine = threading.local()


# --- the program: `jiandu run`, whose worker kills itself when a request asks it to ---------------


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def mined(door: Any) -> Any:
    """The door, with a worker that ends without a word at the moment that a request names."""

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        _mine.moment = moment = environ.pop("HTTP_DRILL_DIE", "")
        if moment == "arrived":
            _die()
        body = door(environ, start_response)
        if moment == "committed":
            _die()
        return _half(body) if moment == "answering" else body

    return answer


def _half(body: Iterable[bytes]) -> Iterable[bytes]:
    text = b"".join(body)
    yield text[: len(text) // 2]
    _die()


@event.listens_for(Engine, "commit")
def _committing(_: Any) -> None:
    if getattr(_mine, "moment", "") == "committing":
        _die()


def serve(arguments: list[str]) -> None:
    whole = run.front_door
    run.front_door = lambda *args, **more: mined(whole(*args, **more))  # type: ignore[assignment]
    sys.argv = ["jiandu", *arguments]
    cli.main()


# --- the citizens: each sends, loses the answer, and sends again until there is one ----------------

Receipt = tuple[str, str]


class Citizen:
    """One person's browser or program; what it sends first is sent into the mine."""

    def __init__(self, base: str, moment: str) -> None:
        self.base, self.moment, self.lost = base, moment, 0
        self.http = requests.Session()
        self.http.trust_env = False

    def insist(self, path: str, **more: Any) -> requests.Response:
        """The answer, however often it takes; the first time the server dies of it."""
        headers, deadline = more.pop("headers", {}), time.monotonic() + PATIENCE
        while True:
            mine = {HEADER: self.moment} if not self.lost else {}
            try:
                return self.http.post(
                    self.base + path, headers=headers | mine, timeout=20, allow_redirects=False, **more
                )
            except requests.RequestException:
                self.lost += 1
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)


def by_form(citizen: Citizen) -> Receipt:
    """In steps, without a script."""
    answers: dict[str, dict[str, Any]] = {
        "who": {"kind": "officer", "place": "330106"},
        "what": {"what": STATEMENT},
        "when": {},
        "circumstances": {},
        "evidence": {},
        "you": {"identity": "anonymous"},
    }
    for name, typed in answers.items():
        address = f"{citizen.base}/complaints/new/{name}"
        data = _page(citizen, address).fields | typed
        assert citizen.http.post(address, data=data, timeout=20, allow_redirects=False).status_code == 303
    return _sent(citizen, "/complaints/new/check", _page(citizen, f"{citizen.base}/complaints/new/check"))


def by_one_page(citizen: Citizen) -> Receipt:
    address = f"{citizen.base}/complaints/whole"
    typed = {"who_kind": "officer", "who_place": "330106", "what": STATEMENT, "identity": "anonymous"}
    data = _page(citizen, address).fields | typed
    return _sent(citizen, "/complaints/whole/send", _read(citizen.http.post(address, data=data, timeout=20)))


def by_program_with_ticket(citizen: Citizen) -> Receipt:
    drawn = citizen.http.post(f"{citizen.base}/api/v1/receipts", json={}, timeout=20).json()
    body = {"identity": "anonymous", "statement": STATEMENT, "ticket": drawn["ticket"]}
    answer = citizen.insist("/api/v1/complaints", json=body).json()
    assert answer["receipt_code"] == drawn["receipt_code"]
    return answer["tracking_number"], answer["receipt_code"]


def by_program_with_key(citizen: Citizen) -> Receipt:
    body, key = {"identity": "anonymous", "statement": STATEMENT}, {"Idempotency-Key": os.urandom(12).hex()}
    answer = citizen.insist("/api/v1/complaints", json=body, headers=key).json()
    return answer["tracking_number"], answer["receipt_code"]


CITIZENS: tuple[Callable[[Citizen], Receipt], ...] = (
    by_form,
    by_one_page,
    by_program_with_ticket,
    by_program_with_key,
)


def _read(response: requests.Response) -> Page:
    return Page(Sent(response.status_code, response.text))


def _page(citizen: Citizen, address: str) -> Page:
    return _read(citizen.http.get(address, timeout=20))


def _sent(citizen: Citizen, path: str, page: Page) -> Receipt:
    data = page.fields | {"csrf_token": page.token}
    assert citizen.insist(path, data=data).headers["Location"] == "/complaints/receipt"
    groups = re.findall(
        r'jd-code__group">([0-9A-Z]+)<', _page(citizen, f"{citizen.base}/complaints/receipt").text
    )
    return "-".join(groups[:3]), "-".join(groups[3:])


# --- the rounds -------------------------------------------------------------------------------------


class Mined(Embedded):
    """`jiandu run` with the mine in it; its master starts another worker by itself."""

    def program(self, *arguments: str, number: int = 1) -> Program:
        entry = (sys.executable, "-m", "tests.faults.lost_answers", "--serve")
        held = Program(list(arguments), self.environment, self.directory / "run.log", entry)
        self.programs["run"] = held
        return held


def rounds(count: int, folder: Path, tell: Callable[[str], None] = lambda _: None) -> None:
    """So many citizens, of every kind at every moment in turn. AssertionError for one who fares ill."""
    house = Mined(folder)
    house.start()
    try:
        numbers = set()
        for done, (moment, way) in enumerate(islice(cycle(product(MOMENTS, CITIZENS)), count), 1):
            citizen = Citizen(house.base, moment)
            number, code = way(citizen)
            assert citizen.lost, f"{way.__name__}: the server did not die ({moment})"
            followed = _followed(citizen, number, code)
            assert followed.status_code == 200, f"{way.__name__}, {moment}: {followed.text}"
            numbers.add(number)
            tell(f"\r{done} of {count}")
        assert len(numbers) == count == _kept(house), (len(numbers), count, _kept(house))
    finally:
        house.stop()


def _followed(citizen: Citizen, number: str, code: str) -> requests.Response:
    address = f"{citizen.base}/api/v1/complaints/{number}"
    return citizen.http.get(address, headers={"Authorization": f"Receipt {code}"}, timeout=20)


def _kept(house: Mined) -> int:
    with sqlite3.connect(house.sqlite("intake")) as database:
        return int(database.execute("SELECT count(*) FROM complaint").fetchone()[0])


def main() -> None:
    if sys.argv[1:2] == ["--serve"]:
        serve(sys.argv[2:])
        return
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=100)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="jiandu-lost-answers-") as folder:
        rounds(asked.rounds, Path(folder), lambda words: print(words, end="", flush=True))
    print(f"\r{asked.rounds} of {asked.rounds} got the same complaint and a code that works, each once.")


if __name__ == "__main__":
    main()
