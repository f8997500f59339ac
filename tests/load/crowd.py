"""500 honest people behind one address, beside an attacker behind the same one: python -m tests.load.crowd

Through nginx with the product's own settings, PostgreSQL and RabbitMQ. Some are alone at addresses of their own:
they must notice nothing. Writes docs/crowds.md unless told to --look.
"""

import argparse
import asyncio
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from deploy.servers.private import find_program, free_port
from deploy.up.configuration import CONFIG, read_env
from deploy.up.door import FOLDERS, TEMPLATES, fill_in
from shared.contracts.terms import Service
from tests.bench import stage
from tests.bench.figure import percentile
from tests.journeys.waiting import until
from tests.load import machine
from tests.load.estate import Estate
from tests.load.honest import KINDS, Notes, Person, Refused
from tests.load.http import LOST, Line
from tests.load.unit import ROOT, Unit

COMMON = "203.0.113.7"
MIX = (0, 0, 0, 0, 1, 1, 2, 3, 3, 3)
"""Of ten people: four in steps with a script, two without one, one on one page, three by a program."""
ALONE_EVERY = 11
ATTACK = 200.0
GOAL = 1.0


@dataclass
class Crowd:
    """Who came, what they met, and what became of the attack."""

    people: int
    minutes: float
    rate: float
    """Requests a second of the attacker."""
    behind_one: Notes = field(default_factory=Notes)
    alone: Notes = field(default_factory=Notes)
    attack: dict[str, int] = field(default_factory=dict)

    @property
    def holds(self) -> bool:
        met = (self.behind_one, self.alone)
        everyone = sum(notes.received for notes in met) == self.people
        quick = all(percentile(notes.seconds, 0.95) < GOAL for notes in met if notes.seconds)
        return everyone and not any(notes.refused for notes in met) and quick and not self.alone.asked


async def come(port: int, crowd: Crowd, workers: Executor, hurry: float = 1.0) -> None:
    """All of them, spread over the time, each until the receipt."""
    await asyncio.gather(*(_person(port, number, crowd, workers, hurry) for number in range(crowd.people)))


async def _person(port: int, number: int, crowd: Crowd, workers: Executor, hurry: float) -> None:
    await asyncio.sleep(number * crowd.minutes * 60 / crowd.people)
    alone = number % ALONE_EVERY == ALONE_EVERY - 1
    notes, address = (crowd.alone, f"198.51.100.{number % 250}") if alone else (crowd.behind_one, COMMON)
    person = Person(Line("127.0.0.1", port), address, notes, workers, hurry)
    try:
        await list(KINDS.values())[MIX[number % len(MIX)]](person)
    except (Refused, LookupError, *LOST) as refused:
        notes.refused.append(f"{type(refused).__name__}: {refused}")
    finally:
        person.line.close()


@contextmanager
def door(estate: Estate, folder: Path) -> Iterator[int]:
    """nginx before the estate's web sides, with the product's settings."""
    folder.mkdir()
    port = free_port()
    here = {
        "JIANDU_DOOR_LISTEN": f"127.0.0.1:{port}",
        "JIANDU_DOOR_TRANSPORT": "plain",
        "JIANDU_DOOR_RUN": str(folder),
        "JIANDU_DOOR_SECRETS": str(folder),
        "JIANDU_DOOR_FILES": str(ROOT / "deploy" / "nginx" / "answers"),
        **{f"JIANDU_{service.upper()}_WEB": f"127.0.0.1:{estate.ports[service]}" for service in Service},
    }
    fill_in(TEMPLATES, folder, read_env(CONFIG / "door.env") | here)
    user = " user root;" if os.geteuid() == 0 else ""
    program = find_program("nginx", FOLDERS, "nginx-light")
    command = [program, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-g", f"daemon off;{user}"]
    unit = Unit("door", command, stage.environment(), folder / "door.log")
    unit.start()
    try:
        until(lambda: _open(port), "nginx to answer")
        yield port
    finally:
        unit.stop()


def _open(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def attack(port: int, rate: float, seconds: float) -> "Iterator[subprocess.Popen[bytes]]":
    command = [sys.executable, "-m", "tests.load.attack", str(port), COMMON, str(rate), str(seconds)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def run(people: int, minutes: float, rate: float) -> Crowd:
    folder = Path(tempfile.mkdtemp(prefix="jiandu-crowd-"))
    crowd = Crowd(people, minutes, rate)
    try:
        with stage.opened(folder) as opened:
            estate = opened.estate("crowd")
            with (
                stage.running(estate),
                door(estate, folder / "door") as port,
                ProcessPoolExecutor(1) as workers,
                attack(port, rate, minutes * 60) as attacker,
            ):
                asyncio.run(come(port, crowd, workers))
                crowd.attack = json.loads(attacker.communicate(timeout=600)[0])
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return crowd


def told(crowd: Crowd) -> str:
    """The figures as they stand in docs/crowds.md."""
    rows = [
        "| | people | received | refused | asked for work or a wait | p50 of a request ms | p95 ms | longest ms |"
        " p95 of sending ms |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for name, notes in (("behind one address", crowd.behind_one), ("alone at theirs", crowd.alone)):
        people = notes.received + len(notes.refused)
        p50, p95, longest = (1000 * percentile(notes.seconds, at) for at in (0.5, 0.95, 1.0))
        sending = 1000 * percentile(notes.sending, 0.95)
        rows.append(
            f"| {name} | {people} | {notes.received} | **{len(notes.refused)}** | {sum(notes.asked.values())} |"
            f" {p50:.0f} | **{p95:.0f}** | {longest:.0f} | {sending:.0f} |"
        )
    waits = crowd.behind_one.waited
    attacked = ", ".join(f"{name}: {count}" for name, count in sorted(crowd.attack.items()))
    return (
        "\n".join(rows)
        + f"\n\nFrom pressing send to the receipt, behind the one address: half within {percentile(waits, 0.5):.1f} s,"
        f" 95 % within {percentile(waits, 0.95):.1f} s, the longest {max(waits):.1f} s (work and waits included).\n\n"
        f"What the attacker got, by request and answer: {attacked}.\n"
    )


def write(crowd: Crowd) -> None:
    path = ROOT / "docs" / "crowds.md"
    text = path.read_text()
    start, end = "<!-- measured -->\n", "<!-- end -->"
    before, after = text.partition(start)[0], text.partition(end)[2]
    shape = machine.in_words(machine.shape())
    head = f"{shape} {crowd.people} people in {crowd.minutes:g} minutes, the attacker at {crowd.rate:.0f} requests a second.\n\n"
    path.write_text(f"{before}{start}{head}{told(crowd)}{end}{after}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=500)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--attack", type=float, default=ATTACK, help="requests a second of the attacker")
    parser.add_argument("--look", action="store_true", help="print and write nothing")
    asked = parser.parse_args()
    crowd = run(asked.people, asked.minutes, asked.attack)
    print(told(crowd), *crowd.behind_one.refused[:5], *crowd.alone.refused[:5], sep="\n")
    if not asked.look:
        write(crowd)
    print("It holds." if crowd.holds else "It does not hold.")
    return 0 if crowd.holds else 1


if __name__ == "__main__":
    sys.exit(main())
