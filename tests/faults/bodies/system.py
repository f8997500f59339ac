"""The example client as a body's own system that takes its cases up and writes a letter in each, and can be killed.

What it must know after a kill it keeps in its folder: which report was sent, and how it was answered. A report
that the broker confirmed is not sent again: should the house lose it, nothing hides that.

python -m tests.faults.bodies.system --said FILE --folder FOLDER --mine FILE [--without keep-first|serials]
"""

import argparse
import json
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pika.exceptions import AMQPError

from deploy.examples.body_client.client import Client, Letter
from tests.faults.bodies.mine import Mine

ACTING = "anna"
TAKEN, KEPT, REPORTED = "taken", "kept", "reported"
"""A letter was read; it was kept; a report is at the broker, and nobody here wrote that down."""
STEPS: Mapping[str, dict[str, Any]] = {"case.claim": {}, "case.message": {"text": "请补充收据原件。"}}
"""What is reported of each case, one after the other was answered."""
NAMES = uuid.UUID("5f0b6a52-8f37-4f0e-9a63-6f1f6a3b7c10")
WAIT, AGAIN = 0.2, 0.3


def report_id(case: str, step: str) -> str:
    """The same after every kill: a report counts once."""
    return str(uuid.uuid5(NAMES, f"{case} {step}"))


class OwnSystem(Client):
    """It writes each time that it keeps a case into a book, after the case is safe."""

    def __init__(self, said: Mapping[str, str], folder: Path, mine: Mine) -> None:
        super().__init__(said, folder)
        self._mine = mine

    def go_on(self) -> None:
        """Take what waits, then report what is due."""
        self.letters(WAIT)
        for case in seen(self.folder).cases:
            due = next((step for step in STEPS if not self._answered(report_id(case, step))), None)
            if due is not None and not self._sent(report_id(case, due)).exists():
                message_id = report_id(case, due)
                self.report(due, case, ACTING, STEPS[due], message_id=message_id)
                self._mine.step(REPORTED, due)
                self._sent(message_id).touch()

    def keep(self, case: dict[str, Any], serial: int) -> None:
        super().keep(case, serial)
        _add(self.folder / "kept", f"{case['id']} {serial}")

    def _take(self, letter: Letter) -> None:
        self._mine.step(TAKEN, letter.kind)
        if letter.kind.startswith("report."):
            _add(self.folder / "answers", f"{letter.contents['about']} {letter.kind}")
        super()._take(letter)
        self._mine.step(KEPT, letter.kind)

    def _answered(self, message_id: str) -> bool:
        return message_id in _lines(self.folder / "answers")

    def _sent(self, message_id: str) -> Path:
        return self.folder / f"sent-{message_id}"


@dataclass(frozen=True)
class Seen:
    """What lies in the folder of the system: the version of each case, how often each was kept under which
    number, and the answers to each report."""

    cases: Mapping[str, int]
    kept: Counter[str]
    answers: Mapping[str, list[str]]


def seen(folder: Path) -> Seen:
    files = sorted(folder.glob("case-*.json"))
    cases = [json.loads(file.read_text("utf-8")) for file in files]
    return Seen(
        {each["id"]: each["version"] for each in cases if not each.get("withdrawn")},
        Counter((folder / "kept").read_text().splitlines() if (folder / "kept").exists() else ()),
        _lines(folder / "answers"),
    )


def _lines(file: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in file.read_text().splitlines() if file.exists() else ():
        key, _, value = line.partition(" ")
        found.setdefault(key, []).append(value)
    return found


def _add(file: Path, line: str) -> None:
    with file.open("a") as out:
        out.write(line + "\n")


def acknowledging_first(client: OwnSystem) -> None:
    """The broker forgets a letter before it is kept."""
    channel = client._channel
    consume = channel.consume
    channel.consume = lambda *given, **more: consume(*given, auto_ack=True, **more)
    channel.basic_ack = lambda *_: None


def without_serials(client: OwnSystem) -> None:
    """A letter that came before is kept again."""
    client._serial = lambda _: 0  # type: ignore[method-assign]


WEAKENED: dict[str, Callable[[OwnSystem], None]] = {
    "keep-first": acknowledging_first,
    "serials": without_serials,
}


def work(said: Mapping[str, str], folder: Path, mine: Mine, weakened: Iterable[str]) -> None:
    """Through every absence of the broker."""
    while True:
        try:
            with closing(OwnSystem(said, folder, mine)) as system:
                for each in weakened:
                    WEAKENED[each](system)
                while True:
                    system.go_on()
        except (AMQPError, OSError) as error:
            print("the broker is away:", type(error).__name__, flush=True)
            time.sleep(AGAIN)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--said", type=Path, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--mine", type=Path, required=True)
    parser.add_argument("--without", choices=WEAKENED)
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    work(
        json.loads(asked.said.read_text()),
        asked.folder,
        Mine(asked.mine),
        [asked.without] if asked.without else (),
    )


if __name__ == "__main__":
    main()
