"""wrk: a load generator in C, so that the load costs our figures little, and the floor's no less."""

import json
import shutil
import subprocess
from pathlib import Path

from tests.bench.stage import environment
from tests.journeys.complaints import complaint

SCRIPT = Path(__file__).with_name("complaint.lua")
MARK = "BENCHMARK"


class NotMeasured(RuntimeError):
    """The figure would not be of what it says; the text tells why."""


def body_file(folder: Path) -> Path:
    """The complaint that is sent again and again, each time with another mark in its words."""
    said = complaint()
    said["statement"] += MARK
    file = folder / "complaint.json"
    file.write_text(json.dumps(said, ensure_ascii=False))
    return file


def post(port: int, path: str, body: Path, connections: int, seconds: int) -> float:
    """Answers a second, all of them good; sent over `connections` at once."""
    program = shutil.which("wrk")
    if program is None:
        raise NotMeasured("wrk is not installed")
    address = f"http://127.0.0.1:{port}"
    command = [program, "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s", "-s", str(SCRIPT)]
    done = subprocess.run(
        [*command, address, "--", str(body), path],
        env=environment(), capture_output=True, text=True, check=True,
    )  # fmt: skip
    result = next(line for line in done.stdout.splitlines() if line.startswith("RESULT "))
    answers, microseconds, refused, lost = (int(part) for part in result.split()[1:])
    if refused or lost or not answers:
        raise NotMeasured(f"{path}: {answers} answers, {refused} of them refusals, {lost} requests lost")
    return answers / (microseconds / 1e6)
