"""The manifests of deploy/kubernetes are what Kubernetes knows, hang together, and say what the containers are."""

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml
from click.testing import CliRunner

from deploy.up.configuration import read_env
from shared import settings
from shared.cli.main import jiandu
from shared.contracts.terms import Service
from shared.database import Database
from tests.deploy.manifests import OVERLAYS, built, containers, environment, of_kind, pods

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
OLDEST_KUBERNETES, NEWEST_KUBERNETES = "1.30", kubernetes_validate.latest_version()
SIDES = [f"{service}-{side}" for service in Service for side in ("web", "worker", "migrate")]
BY_OPERATORS = ["operator", "operator-copies"]
OURS = [*SIDES, *BY_OPERATORS]
BROUGHT = {"tls_certificate", "tls_key", "definitions.json", "ca"}
"""What deploy/README.md says how to bring; everything else is made by deploy/make-secrets.sh."""

overlays = pytest.mark.parametrize("overlay", OVERLAYS)


@overlays
@pytest.mark.parametrize("version", [OLDEST_KUBERNETES, NEWEST_KUBERNETES])
def test_kubernetes_knows_every_word(overlay: str, version: str) -> None:
    for manifest in built(overlay):
        kubernetes_validate.validate(manifest, version, strict=True)


@overlays
def test_no_namespace_and_no_secret_is_written_down(overlay: str) -> None:
    for manifest in built(overlay):
        assert "namespace" not in manifest["metadata"]
        assert manifest["kind"] != "Secret"


@overlays
def test_each_service_has_a_web_side_a_worker_and_its_migration(overlay: str) -> None:
    ours = {name: pod for name, pod in pods(overlay).items() if "service" in pod["metadata"]["labels"]}

    assert set(ours) == set(SIDES)
    for name, pod in ours.items():
        (container,) = pod["spec"]["containers"]
        part = COMPOSE[name]
        assert container["args"] == part["command"]
        assert container["image"] == part["image"]


def test_the_servers_and_the_door_are_compose_s() -> None:
    for name, _, container in containers("base"):
        if name in ("door", "postgres", "rabbitmq"):
            assert container["image"] == COMPOSE[name]["image"]
    door = pods("base")["door"]["spec"]["containers"][0]
    assert door["args"] == COMPOSE["door"]["command"]
    assert COMPOSE["door"]["environment"].items() <= environment("base", door).items()
    assert set(pods("base")) - set(pods("external")) == {"postgres", "rabbitmq"}


@overlays
@pytest.mark.parametrize("name", OURS)
def test_settings_can_be_read_and_name_files_that_are_mounted(
    overlay: str, name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pod = pods(overlay)[name]["spec"]
    told = environment(overlay, pod["containers"][0])
    (volume,) = [one["secret"] for one in pod["volumes"] if "secret" in one]
    mounted = {f"/run/secrets/{item['path']}" for item in volume["items"]}
    named = set(re.findall(r"/run/secrets/\w+", " ".join(told.values())))
    for file in named:
        (tmp_path / Path(file).name).write_text("a" * 64)

    assert named == mounted
    for variable in os.environ:
        if variable.startswith("JIANDU_"):
            monkeypatch.delenv(variable)
    for variable, value in told.items():
        monkeypatch.setenv(variable, value.replace("/run/secrets", str(tmp_path)))
    read = settings.load()
    owner = "_owner" if name.endswith("-migrate") or name in BY_OPERATORS else ""
    for service in Service if name in BY_OPERATORS else (name.split("-")[0],):
        assert read.database_urls[service].startswith(f"postgresql+psycopg://{service}{owner}:")
    assert read.topology == "given"
    assert not read.demo


@overlays
def test_every_variable_is_one_that_is_read(overlay: str) -> None:
    known = set(re.findall(r"^#?(JIANDU_\w+)=", (DEPLOY / "config" / "jiandu.env").read_text(), re.MULTILINE))
    known |= {
        f"JIANDU_{name.upper()}_DATABASE_{what}" for name in Service for what in ("URL", "PASSWORD_FILE")
    }
    known.add("SSL_CERT_FILE")
    for name, _, container in containers(overlay):
        for variable in environment(overlay, container):
            if name in OURS:
                assert variable in known, f"{name}: {variable}"


def test_what_is_told_is_what_compose_tells() -> None:
    for name in OURS:
        part, pod = COMPOSE[name.removesuffix("-copies")], pods("base")[name]["spec"]["containers"][0]
        told: dict[str, str] = {}
        for file in part["env_file"]:
            told |= read_env(DEPLOY / file)
        assert environment("base", pod) == told | part.get("environment", {}), name


@overlays
def test_every_reference_leads_somewhere(overlay: str) -> None:
    maps, claims = of_kind(overlay, "ConfigMap"), of_kind(overlay, "PersistentVolumeClaim")
    for name, pod in pods(overlay).items():
        own = of_kind(overlay, "StatefulSet").get(name, {}).get("spec", {}).get("volumeClaimTemplates", ())
        volumes = {one["name"]: one for one in pod["spec"]["volumes"]}
        for volume in volumes.values():
            assert "configMap" not in volume or volume["configMap"]["name"] in maps
            assert "secret" not in volume or volume["secret"]["secretName"] == "jiandu"
            if "persistentVolumeClaim" in volume:
                assert volume["persistentVolumeClaim"]["claimName"] in claims
        there = set(volumes) | {claim["metadata"]["name"] for claim in own}
        for container in (*pod["spec"].get("initContainers", ()), *pod["spec"]["containers"]):
            assert {one["name"] for one in container["volumeMounts"]} <= there, name


@overlays
def test_every_secret_is_made_or_brought(overlay: str, tmp_path: Path) -> None:
    subprocess.run([str(DEPLOY / "make-secrets.sh"), str(tmp_path)], check=True)
    made = {file.name for file in tmp_path.iterdir()}
    for _, pod in pods(overlay).items():
        for volume in pod["spec"]["volumes"]:
            for item in volume.get("secret", {}).get("items", ()):
                assert item["key"] == item["path"]
                assert item["key"] in made | BROUGHT


@overlays
def test_every_container_is_closed_and_limited(overlay: str) -> None:
    for name, pod, container in containers(overlay):
        whole, own = pod["spec"]["securityContext"], container["securityContext"]
        assert whole["runAsNonRoot"] is True, name
        assert whole["seccompProfile"] == {"type": "RuntimeDefault"}
        assert own["readOnlyRootFilesystem"] is True
        assert own["allowPrivilegeEscalation"] is False
        assert own["capabilities"] == {"drop": ["ALL"]}
        assert pod["spec"]["automountServiceAccountToken"] is False
        assert pod["spec"]["enableServiceLinks"] is False
        for asked in ("requests", "limits"):
            assert set(container["resources"][asked]) == {"cpu", "memory"}, name
        if name in OURS:
            assert whole["runAsUser"] == 65534


@overlays
def test_what_answers_is_probed_and_may_be_moved(overlay: str) -> None:
    budgets = of_kind(overlay, "PodDisruptionBudget")
    for name, one in of_kind(overlay, "Deployment", "StatefulSet").items():
        container = one["spec"]["template"]["spec"]["containers"][0]
        assert "readinessProbe" in container, name
        assert name in budgets or name == "postgres"
    graceful = 20
    for name, pod in pods(overlay).items():
        if name.endswith("-web"):
            assert pod["spec"]["terminationGracePeriodSeconds"] > graceful + 5


@overlays
def test_every_command_exists(overlay: str) -> None:
    for name, _, container in containers(overlay):
        if name in SIDES:
            asked = CliRunner().invoke(jiandu, [*container["args"], "--help"])
            assert asked.exit_code == 0, asked.output


@overlays
def test_operators_have_their_image_and_the_files_of_both_services(overlay: str) -> None:
    places = {
        name: {
            mount["mountPath"]: one["persistentVolumeClaim"]["claimName"]
            for one in pod["spec"]["volumes"]
            for mount in pod["spec"]["containers"][0]["volumeMounts"]
            if "persistentVolumeClaim" in one and one["name"] == mount["name"]
        }
        for name, pod in pods(overlay).items()
    }
    for name in BY_OPERATORS:
        assert pods(overlay)[name]["spec"]["containers"][0]["image"] == COMPOSE["operator"]["image"]
        assert places[name] == {"/var/lib/jiandu": "attachments", "/var/lib/jiandu/backups": "copies"}
    for service in ("intake", "investigation"):
        for side in ("web", "worker"):
            assert places[f"{service}-{side}"] == {"/var/lib/jiandu": "attachments"}


@overlays
def test_a_copy_is_made_every_night_and_by_hand_nothing_starts_by_itself(overlay: str) -> None:
    jobs = {name: one["spec"] for name, one in of_kind(overlay, "CronJob").items()}
    (asked,) = [
        one for one in pods(overlay)["operator-copies"]["spec"]["containers"][0]["args"] if "jiandu" in one
    ]
    command = asked.split(" && ")[0].split()

    assert list(jobs) == BY_OPERATORS
    assert [jobs[name]["suspend"] for name in BY_OPERATORS] == [True, False]
    assert CliRunner().invoke(jiandu, [*command[1:], "--help"]).exit_code == 0
    assert command == [
        "jiandu",
        "backup",
        "--without-keys",
    ]  # else nobody would be there to say the passphrase


def test_all_of_the_door_s_files_are_given_to_it() -> None:
    maps = {name.rpartition("-")[0]: one["data"] for name, one in of_kind("base", "ConfigMap").items()}

    assert set(maps["door-templates"]) == {file.name for file in (DEPLOY / "nginx" / "templates").iterdir()}
    assert set(maps["door-answers"]) == {file.name for file in (DEPLOY / "nginx" / "answers").iterdir()}
    assert set(maps["postgres-roles"]) == {"roles.sql", "service.psql"}


def test_the_database_has_a_connection_for_whoever_may_ask() -> None:
    (option,) = [
        one for one in pods("base")["postgres"]["spec"]["containers"][0]["args"] if "max_conn" in one
    ]
    house = read_env(DEPLOY / "config" / "house.env")
    pool = Database("postgresql+psycopg://nobody@127.0.0.1/none").most_connections
    wanted = 0
    for service in Service:
        web = of_kind("base", "HorizontalPodAutoscaler")[f"{service}-web"]["spec"]["maxReplicas"]
        worker = of_kind("base", "Deployment")[f"{service}-worker"]["spec"]
        # Upgrades add one of each. A process has one more to say that there is something to send, a worker to hear it.
        wanted += (web + 1) * int(house["JIANDU_WEB_WORKERS"]) * (pool + 1)
        wanted += (worker["replicas"] + 1) * (pool + 2)

    assert wanted == 3 * (5 * 26 + 3 * 14)
    assert wanted <= int(option.split("=")[1]) - 3, "three are kept for superusers"
