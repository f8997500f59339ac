"""What is forked says and ends as the program that is installed."""

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.journeys import preloaded, process
from tests.journeys.process import JIANDU, ROOT
from tests.servers.session import FOLDER


@pytest.mark.parametrize(
    ("arguments", "given", "settings"),
    [
        (["--help"], "", {"LANG": "C.UTF-8"}),
        (["--help"], "", {"LANG": "zh_CN.UTF-8"}),
        (["nonsense"], "", {}),
        (["queues", "definitions"], "", {}),
        (["db", "migrate"], "", {"JIANDU_TRIAGE_MODE": "nonsense"}),
        (["relay", "intake"], "", {"JIANDU_INTAKE_DATABASE_URL": "postgresql://127.0.0.1:1/x"}),
        (
            ["staff", "add", "x", "--name", "x", "--home", "x", "--role", "head", "--password-stdin"],
            "短\n",
            {},
        ),
    ],
    ids=lambda said: " ".join(said)[:30] if isinstance(said, list) else "",
)
def test_a_forked_program_says_and_ends_as_the_installed_one(
    arguments: list[str], given: str, settings: dict[str, str], tmp_path: Path
) -> None:
    paths = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "JIANDU_DATA_DIR": str(tmp_path / "var")}
    environment = paths | settings

    forked = preloaded.run(arguments, environment, given, 60)

    installed = subprocess.run(
        [JIANDU, *arguments],
        env=environment,
        input=given,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (forked.returncode, forked.stdout) == (installed.returncode, installed.stdout)
    assert bool(forked.stderr) == bool(installed.stderr)


def test_each_kind_starts_as_installed_once_in_a_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER, str(tmp_path))
    forked: list[list[str]] = []
    begin = preloaded.begin

    def counted(arguments: list[str], *rest: Any) -> Any:
        forked.append(arguments)
        return begin(arguments, *rest)

    monkeypatch.setattr(preloaded, "begin", counted)
    environment = {"PATH": os.environ["PATH"], "JIANDU_DATA_DIR": str(tmp_path / "var")}
    for arguments in (["queues", "--help"], ["keys", "--help"], ["queues", "--help"]):
        assert "usage" in process.run(arguments, environment).lower()

    assert forked == [["queues", "--help"]]
