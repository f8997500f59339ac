"""Two gunicorn processes are counted as one web side, whichever of them is asked."""

import re
from pathlib import Path

import requests

from tests.journeys.house import House
from tests.journeys.waiting import until

ROUTE = 'route="/api/v1/divisions"'


class OneWeb(House):
    """Intake's web side alone, on SQLite, without a broker."""

    def start(self) -> None:
        self.command("db", "migrate", "--service", "intake")
        self.program("web", "intake", "--workers", "2", "--threads", "1")


def test_requests_of_all_processes_are_counted(tmp_path: Path) -> None:
    house = OneWeb(tmp_path)
    house.start()
    try:
        until(lambda: _status(house) == 200, "intake's web side")
        for _ in range(24):
            requests.get(f"{house.base}/api/v1/divisions?q=杭州", timeout=30).raise_for_status()
        counts = {_count(house) for _ in range(12)}
    finally:
        house.stop()

    assert counts == {24}


def _status(house: House) -> int:
    try:
        return requests.get(f"{house.base}/healthz", timeout=10).status_code
    except requests.ConnectionError:
        return 0


def _count(house: House) -> int:
    said = requests.get(f"{house.base}/metrics", timeout=30).text
    found = re.findall(r"^jiandu_http_requests_total\{(.*)\} (\S+)$", said, re.MULTILINE)
    return sum(int(float(value)) for labels, value in found if ROUTE in labels)
