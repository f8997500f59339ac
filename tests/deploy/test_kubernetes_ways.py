"""Who reaches whom in the cluster of deploy/kubernetes: selectors, ports, probes and policies."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from deploy.up.configuration import read_env
from shared import assembly, crypto, settings
from shared.contracts.terms import Service
from shared.metrics.door import WatchDoor
from shared.readiness.checks import checks
from shared.readiness.looking import Readiness
from tests.deploy.manifests import OVERLAYS, chosen, containers, environment, of_kind, pods

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
SIDES = [f"{service}-{side}" for service in Service for side in ("web", "worker", "migrate")]

overlays = pytest.mark.parametrize("overlay", OVERLAYS)


@overlays
def test_selectors_choose_their_own_pods_and_no_others(overlay: str) -> None:
    labels = {name: pod["metadata"]["labels"] for name, pod in pods(overlay).items()}

    def choice(selector: Any) -> set[str]:
        return {name for name in labels if chosen(selector, labels[name])}

    for kind in ("Deployment", "StatefulSet"):
        for name, one in of_kind(overlay, kind).items():
            assert choice(one["spec"]["selector"]) == {name}
            for spread in one["spec"]["template"]["spec"].get("topologySpreadConstraints", ()):
                assert choice(spread["labelSelector"]) >= {name}
    for name, one in of_kind(overlay, "Service").items():
        assert choice({"matchLabels": one["spec"]["selector"]}) == {name.removesuffix("-nodes")}
    for name, one in of_kind(overlay, "PodDisruptionBudget").items():
        assert choice(one["spec"]["selector"]) == {name}
    for name, one in of_kind(overlay, "HorizontalPodAutoscaler").items():
        assert one["spec"]["scaleTargetRef"]["name"] == name
        assert "replicas" not in of_kind(overlay, "Deployment")[name]["spec"]


@overlays
def test_addresses_lead_to_services_that_are_there(overlay: str) -> None:
    ports = {
        f"{name}:{port['port']}"
        for name, one in of_kind(overlay, "Service").items()
        for port in one["spec"]["ports"]
    }
    for name, _, container in containers(overlay):
        for variable, value in environment(overlay, container).items():
            if variable.endswith("_WEB"):
                assert value in ports
            if variable.endswith("_URL"):
                hosts = {urlsplit(one).netloc.rpartition("@")[2] for one in value.split(";")}
                assert hosts <= ports or (
                    overlay == "external" and all(".example:" in one for one in hosts)
                ), name


def _ports(container: Any) -> dict[str, int]:
    return {port["name"]: port["containerPort"] for port in container.get("ports", ())}


@overlays
def test_probes_and_services_use_ports_that_are_open(overlay: str) -> None:
    for name, _, container in containers(overlay):
        for probe in ("startupProbe", "livenessProbe", "readinessProbe"):
            asked = container.get(probe, {})
            port = asked.get("httpGet", asked.get("tcpSocket", {})).get("port")
            assert port is None or port in _ports(container), name
    for one in of_kind(overlay, "Service").values():
        for name, pod in pods(overlay).items():
            if chosen({"matchLabels": one["spec"]["selector"]}, pod["metadata"]["labels"]):
                open_ports = _ports(pod["spec"]["containers"][0])
                assert {port["targetPort"] for port in one["spec"]["ports"]} <= set(open_ports), name
    house = read_env(DEPLOY / "config" / "house.env")
    for name, _, container in containers(overlay):
        if name.endswith("-web"):
            assert house["JIANDU_BIND"] == f"0.0.0.0:{_ports(container)['web']}"
        if name.endswith("-worker"):
            assert house["JIANDU_WATCH_BIND"] == f"0.0.0.0:{_ports(container)['watch']}"


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, assembly.ServiceParts]]:
    """The three services, not started."""
    monkeypatch.setenv("JIANDU_DATA_DIR", str(tmp_path))
    crypto.configure(crypto.Keyring([b"7" * 32]))
    parts = {service.value: assembly.assemble(service, settings.load()) for service in Service}
    yield parts
    for part in parts.values():
        part.works.database.dispose()


def test_probes_ask_addresses_that_answer(house: dict[str, assembly.ServiceParts]) -> None:
    clients = {name: assembly.create_app(part, settings.load()).test_client() for name, part in house.items()}
    watched = [Readiness(name, checks(part.works, None)) for name, part in house.items()]
    door = WatchDoor("127.0.0.1:0", watched)
    asked = 0
    for name, _, container in containers("base"):
        for probe in ("startupProbe", "livenessProbe", "readinessProbe"):
            path = container.get(probe, {}).get("httpGet", {}).get("path")
            if path and name.endswith("-web"):
                assert clients[name.removesuffix("-web")].get(path).status_code in (200, 503)
            elif path:
                assert door.answer(path)[0] in (200, 503)
                assert all(set(re.findall(r"check=(\w+)", path)) <= set(one.names) for one in watched)
            asked += bool(path)
    door.close()
    assert asked == 18


@overlays
def test_nothing_but_the_door_is_published(overlay: str) -> None:
    published = [name for name, one in of_kind(overlay, "Service").items() if one["spec"].get("type")]

    assert published == ["door"]
    assert not of_kind(overlay, "Ingress")
    for _, pod, container in containers(overlay):
        assert "hostNetwork" not in pod["spec"]
        assert not [port for port in container.get("ports", ()) if "hostPort" in port]


OURS = [*SIDES, "operator", "operator-copies"]
WAYS_IN = {"door": {"anybody"}, "postgres": set(OURS), "rabbitmq": {*OURS, "rabbitmq"}}
WAYS_IN |= {f"{service}-web": {"door"} for service in Service}


def _ways(to: str) -> set[str]:
    """Which workloads of the base may open a connection to this one, as both sides' policies have it."""
    labels = {name: pod["metadata"]["labels"] for name, pod in pods("base").items()}
    policies = [one["spec"] for one in of_kind("base", "NetworkPolicy").values()]

    def allows(pod: str, way: str, other: str | None) -> bool:
        for policy in policies:
            if not chosen(policy["podSelector"], labels[pod]):
                continue
            for rule in policy.get(way, ()):
                ends = rule.get("from" if way == "ingress" else "to")
                if ends is None and other is None:
                    return True
                for end in ends or ():
                    if other and "namespaceSelector" not in end and chosen(end["podSelector"], labels[other]):
                        return True
        return False

    ways = {one for one in labels if allows(to, "ingress", one) and allows(one, "egress", to)}
    return ways | ({"anybody"} if allows(to, "ingress", None) else set())


@pytest.mark.parametrize("name", sorted(pods("base")))
def test_nobody_is_reached_but_by_whom_it_must(name: str) -> None:
    assert _ways(name) == WAYS_IN.get(name, set())


@overlays
def test_everything_is_closed_unless_it_is_opened(overlay: str) -> None:
    closed = of_kind(overlay, "NetworkPolicy")["closed"]["spec"]

    assert set(closed["policyTypes"]) == {"Ingress", "Egress"}
    assert not {"ingress", "egress"} & set(closed)
    for pod in pods(overlay).values():
        assert chosen(closed["podSelector"], pod["metadata"]["labels"])


def test_outside_each_service_has_a_way_to_its_own_database_only() -> None:
    labels = {name: pod["metadata"]["labels"] for name, pod in pods("external").items()}
    for service in Service:
        policy = of_kind("external", "NetworkPolicy")[f"{service}-database"]["spec"]
        mine = {name for name in labels if chosen(policy["podSelector"], labels[name])}
        assert mine == {name for name in SIDES if name.startswith(f"{service}-")}


def test_three_nodes_are_listed_and_found_by_the_set_s_own_names() -> None:
    node = of_kind("base", "StatefulSet")["rabbitmq"]["spec"]
    text = (DEPLOY / "rabbitmq" / "cluster.conf").read_text()
    listed = re.findall(r"^cluster_formation\.classic_config\.nodes\.\d = (.+)$", text, re.MULTILINE)

    assert listed == [f"rabbit@rabbitmq-{number}.{node['serviceName']}" for number in range(node["replicas"])]
    name = next(
        one for one in node["template"]["spec"]["containers"][0]["env"] if one["name"] == "RABBITMQ_NODENAME"
    )
    assert name["value"] == f"rabbit@$(POD).{node['serviceName']}"
    headless = of_kind("base", "Service")[node["serviceName"]]["spec"]
    assert headless["clusterIP"] == "None"
    assert headless["publishNotReadyAddresses"] is True
