"""Dashboard and alert rules ask for metrics that exist, by labels that they have."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from shared.cli.main import jiandu
from shared.contracts.terms import Service
from shared.metrics.table import TABLE

FOLDER = Path(__file__).resolve().parents[2] / "deploy" / "observability"
DASHBOARD: dict[str, Any] = json.loads((FOLDER / "dashboard.json").read_text())
ALERTS: dict[str, Any] = yaml.safe_load((FOLDER / "alerts.yaml").read_text())
RULES: list[dict[str, Any]] = [rule for group in ALERTS["groups"] for rule in group["rules"]]
ENDINGS = {"counter": ("_total",), "gauge": ("",), "histogram": ("_bucket", "_sum", "_count")}
SERIES = {row.name + ending: row for row in TABLE.values() for ending in ENDINGS[row.kind]}
PROMETHEUS_OWN = {"instance", "job", "le"}


def _expressions() -> Iterator[tuple[str, str]]:
    for panel in DASHBOARD["panels"]:
        for target in panel.get("targets", ()):
            yield panel["title"], target["expr"]
    for rule in RULES:
        yield rule["alert"], rule["expr"]


@pytest.mark.parametrize(("title", "expression"), list(_expressions()))
def test_every_metric_and_label_that_is_asked_for_exists(title: str, expression: str) -> None:
    names = re.findall(r"\b(jiandu_\w+)", expression)
    labels = {label for row in map(SERIES.get, names) if row for label in row.labels} | PROMETHEUS_OWN

    assert names or expression.startswith("up{"), title
    assert [name for name in names if name not in SERIES] == []
    for listed in re.findall(r"by \(([^)]*)\)", expression):
        assert set(re.split(r",\s*", listed)) <= labels
    for selected in re.findall(r"\{([^}]*)\}", expression):
        assert set(re.findall(r"(\w+)\s*[=!]~?", selected)) <= labels
    assert expression.count("(") == expression.count(")")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_an_alert_says_what_it_is_and_what_to_do(rule: dict[str, Any]) -> None:
    assert rule["labels"]["severity"] in {"critical", "warning"}
    assert len(rule["annotations"]["summary"]) > 20
    assert len(rule["annotations"]["action"]) > 20
    for command in re.findall(r"`jiandu ([a-z -]+)`", rule["annotations"]["action"]):
        assert CliRunner().invoke(jiandu, [*command.split(), "--help"]).exit_code == 0


def test_every_metric_is_on_the_dashboard_or_in_an_alert() -> None:
    asked = {name for _, expression in _expressions() for name in re.findall(r"\b(jiandu_\w+)", expression)}

    assert {row.name for name, row in SERIES.items() if name in asked} == set(TABLE)


def test_panels_do_not_overlap() -> None:
    taken: set[tuple[int, int]] = set()
    for panel in DASHBOARD["panels"]:
        at = panel["gridPos"]
        cells = {(x, y) for x in range(at["x"], at["x"] + at["w"]) for y in range(at["y"], at["y"] + at["h"])}
        assert not cells & taken, panel["title"]
        assert at["x"] + at["w"] <= 24
        taken |= cells


def test_prometheus_asks_every_part_of_the_house() -> None:
    prometheus = yaml.safe_load((FOLDER / "prometheus.yaml").read_text())
    parts = yaml.safe_load((FOLDER.parent / "compose.yaml").read_text())["services"]
    targets = {
        target
        for job in prometheus["scrape_configs"]
        for one in job["static_configs"]
        for target in one["targets"]
    }

    assert targets == {f"{service}-web:8000" for service in Service} | {
        f"{service}-worker:9100" for service in Service
    }
    assert {target.split(":")[0] for target in targets} <= set(parts)
    assert all((FOLDER / name).exists() for name in prometheus["rule_files"])
