import signal
import subprocess
import sys
from pathlib import Path

from shared.messaging.embedded import Dispatcher
from tests.shared.messaging.toys import SERVICES, toy

ROOT = Path(__file__).resolve().parents[3]


def test_a_kill_between_the_two_commits_loses_and_doubles_nothing(tmp_path: Path) -> None:
    for _ in range(3):
        command = [sys.executable, "-m", "tests.shared.messaging.kill_embedded", str(tmp_path), "40"]
        killed = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
        assert killed.returncode == -signal.SIGKILL, killed.stderr
    toys = {service: toy(service, f"sqlite:///{tmp_path / service}.sqlite3") for service in SERVICES}
    assert toys["intake"].waiting() == 120, "the kills came too late to prove anything"
    assert toys["triage"].effects().total() > 0

    Dispatcher(list(toys.values())).drain()

    assert toys["intake"].waiting() == 0
    for hearer in ("triage", "investigation"):
        effects = toys[hearer].effects()
        assert len(effects) == 120
        assert set(effects.values()) == {1}
    for each in toys.values():
        each.works.database.dispose()
