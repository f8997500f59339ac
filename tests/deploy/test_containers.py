"""The container files say what is true: images that can start, secrets that exist, one door and nothing else open."""

import json
import os
import re
import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from jsonschema.validators import validator_for

from shared.cli.main import jiandu
from shared.contracts.terms import Service

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
PARTS: dict[str, dict[str, Any]] = COMPOSE["services"]
BY_HAND = {"definitions", "operator"}
"""What runs only while an operator's command does."""
OURS = {name: part for name, part in PARTS.items() if str(part["image"]).startswith("jiandu-")}
BROUGHT = {"tls_certificate", "tls_key"}
"""What an operator brings; everything else is made by deploy/make-secrets.sh."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    folder = tmp_path_factory.mktemp("secrets")
    subprocess.run([str(DEPLOY / "make-secrets.sh"), str(folder)], check=True)
    return {file.name for file in folder.iterdir()}


def test_compose_knows_every_word() -> None:
    schema = files("check_jsonschema").joinpath("builtin_schemas/vendor/compose-spec.json")
    said = json.loads(schema.read_text("utf-8"))
    check = validator_for(said)(said)
    for file in (DEPLOY / "compose.yaml", DEPLOY / "observability" / "compose.yaml"):
        assert [error.message for error in check.iter_errors(yaml.safe_load(file.read_text()))] == []


def test_nothing_but_the_door_is_published() -> None:
    assert [name for name, part in PARTS.items() if "ports" in part] == ["door"]
    assert [name for name, part in PARTS.items() if "outside" in part.get("networks", ())] == ["door"]
    assert COMPOSE["networks"]["inside"]["internal"] is True


def test_each_service_has_a_web_side_a_worker_and_its_migration() -> None:
    wanted = {f"{service}-{side}" for service in Service for side in ("web", "worker", "migrate")}

    assert wanted == set(OURS) - BY_HAND
    assert all(PARTS[name]["profiles"] and PARTS[name]["restart"] == "no" for name in BY_HAND)


def test_every_secret_is_a_file_that_is_made_or_brought(made: set[str]) -> None:
    named = {name for part in PARTS.values() for name in part.get("secrets", ())}

    assert named <= set(COMPOSE["secrets"])
    assert set(COMPOSE["secrets"]) <= made | BROUGHT
    assert all(said == {"file": f"secrets/{name}"} for name, said in COMPOSE["secrets"].items())


@pytest.mark.parametrize("name", OURS)
def test_each_part_gets_the_secrets_that_its_settings_name_and_no_others(name: str) -> None:
    part = OURS[name]
    told = {}
    for file in part.get("env_file", ()):
        lines = (DEPLOY / file).read_text().splitlines()
        told |= dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    told |= part.get("environment", {})
    wanted = {value.rpartition("/")[2] for value in told.values() if value.startswith("/run/secrets/")}

    if name == "definitions":
        wanted = {secret for secret in COMPOSE["secrets"] if secret.startswith("broker_")}
    assert set(part["secrets"]) == wanted
    assert not [value for value in told.values() if re.search(r"://[^/@]*:[^/@]+@", value)]


@pytest.mark.parametrize("name", OURS)
def test_each_part_is_closed_and_runs_a_command_that_exists(name: str) -> None:
    part = OURS[name]

    assert part["read_only"] is True
    assert part["cap_drop"] == ["ALL"]
    assert part["security_opt"] == ["no-new-privileges:true"]
    said = part["command"][1:] if name == "operator" else part["command"]  # its image starts any program
    asked = CliRunner().invoke(jiandu, [*said, "--help"])
    assert asked.exit_code == 0, asked.output


def test_what_stays_has_limits_and_what_answers_is_looked_at() -> None:
    staying = {name for name in PARTS if not name.endswith("-migrate")} - BY_HAND

    for name in staying:
        assert {"cpus", "memory"} <= PARTS[name]["deploy"]["resources"]["limits"].keys(), name
    for name in (*(f"{service}-web" for service in Service), "postgres", "rabbitmq"):
        assert PARTS[name]["healthcheck"]["test"], name


def test_what_stays_comes_back_and_fills_no_disk_with_its_log() -> None:
    for name, part in PARTS.items():
        assert part["logging"]["options"] == {"max-size": "50m", "max-file": "5"}, name
        assert part["security_opt"] == ["no-new-privileges:true"]
        if not name.endswith("-migrate") and name not in BY_HAND:
            assert part["restart"] == "unless-stopped"


def test_every_mounted_file_is_there() -> None:
    for part in PARTS.values():
        for mounted in part.get("volumes", ()):
            source = mounted.split(":")[0]
            if source.startswith("./") and not source.startswith("./secrets/"):
                assert (DEPLOY / source).exists(), source
            elif not source.startswith("."):
                assert source in COMPOSE["volumes"], source


def test_the_dockerfile_copies_what_is_there() -> None:
    text = (DEPLOY / "Dockerfile").read_text()
    for line in re.findall(r"^COPY (?!--from)(.+)$", text, re.MULTILINE):
        for source in line.split()[:-1]:
            for service in (*Service, "."):
                assert (ROOT / source.replace("${SERVICE}", service)).exists(), source
    assert re.findall(r"^USER (.+)$", text, re.MULTILINE) == ["65534:65534"] * 2


def test_the_operator_s_image_has_the_tools_of_the_servers_version_and_is_not_the_one_built_unasked() -> None:
    text = (DEPLOY / "Dockerfile").read_text()
    (version,) = re.findall(r"postgresql-client-(\d+)", text)
    stages = re.findall(r"^FROM \S+(?: AS (\w+))?$", text, re.MULTILINE)

    assert PARTS["postgres"]["image"] == f"postgres:{version}"
    assert stages == ["build", "operator", ""]
    assert text.count("fonts-noto-cjk") == 2, "the operator's doctor looks for letters"
    assert PARTS["operator"]["build"] | {"context": ".."} == {
        "context": "..", "dockerfile": "deploy/Dockerfile", "target": "operator", "args": {"SERVICE": "."},
    }  # fmt: skip


def test_a_copy_holds_the_files_of_both_services_that_keep_files() -> None:
    """Where each service's data lies, the operator's does; its copies lie in a volume that no service sees."""
    mounted = {name: dict(one.split(":")[:2] for one in OURS[name].get("volumes", ())) for name in OURS}
    kept = {name: volume for name in OURS for volume, at in mounted[name].items() if at == "/var/lib/jiandu"}

    assert {
        kept[f"{service}-{side}"] for service in ("intake", "investigation") for side in ("web", "worker")
    } == {kept["operator"]}
    assert [name for name in OURS if "copies" in mounted[name]] == ["operator"]


@pytest.mark.parametrize("service", [*Service, "."])
def test_what_is_started_finds_all_of_it_in_its_image(service: str, tmp_path: Path) -> None:
    _image(service, tmp_path)
    code = (
        "from shared import assembly; print(*assembly.installed()); from shared.cli.main import main; main()"
    )
    told = {"PATH": os.environ["PATH"], "JIANDU_DATA_DIR": str(tmp_path / "var"), "PYTHONPATH": str(tmp_path)}
    command = [sys.executable, "-P", "-c", code, "outbox", "status"]
    subprocess.run([*command[:-2], "db", "migrate"], cwd=tmp_path, env=told, capture_output=True, check=True)

    done = subprocess.run(command, cwd=tmp_path, env=told, capture_output=True, text=True, check=True)

    wanted = sorted(Service) if service == "." else [service]
    assert done.stdout.splitlines()[0].split() == wanted
    assert [line.split(":")[0] for line in done.stdout.splitlines()[1:]] == wanted


def _image(service: str, folder: Path) -> None:
    """What the image of a service holds of ours; `.` for the operator's."""
    unneeded = shutil.ignore_patterns("node_modules", "__pycache__")
    shutil.copytree(ROOT / "shared", folder / "shared", ignore=unneeded)
    shutil.copytree(
        ROOT / "services" / service, folder / "services" / service, ignore=unneeded, dirs_exist_ok=True
    )


@pytest.mark.parametrize("service", list(Service))
def test_a_service_starts_from_what_its_image_holds(service: Service, tmp_path: Path) -> None:
    _image(service, tmp_path)
    (tmp_path / "deploy").mkdir()
    shutil.copy(DEPLOY / "gunicorn.conf.py", tmp_path / "deploy")
    code = (
        "import shared, sys\n"
        "from shared import assembly, crypto, settings\n"
        "crypto.configure([b'the master key of this test alone'])\n"
        f"made = assembly.assemble({service.value!r}, settings.load())\n"
        "assembly.create_app(made, settings.load())\n"
        "assert shared.__file__.startswith(sys.argv[1]), shared.__file__\n"
    )
    told = {"PATH": os.environ["PATH"], "JIANDU_DATA_DIR": str(tmp_path / "var"), "PYTHONPATH": str(tmp_path)}

    done = subprocess.run(
        [sys.executable, "-P", "-c", code, str(tmp_path)],
        cwd=tmp_path, env=told, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
