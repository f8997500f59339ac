"""Every address the house answers, read from the applications themselves, so that none is forgotten."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from shared.frontdoor import service_for
from tests.journeys.process import ROOT

_LIST = """
import json, sys
from shared import assembly
from shared.settings import load
settings = load()
assembly.unlock(settings)
found = []
for name in assembly.installed():
    app = assembly.create_app(assembly.assemble(name, settings), settings)
    for rule in app.url_map.iter_rules():
        found.append([name, rule.rule, sorted(rule.arguments), sorted(rule.methods)])
json.dump(found, sys.stdout)
"""


@dataclass(frozen=True)
class Route:
    """One rule of one service that the front door leads to."""

    service: str
    rule: str
    arguments: tuple[str, ...]
    methods: frozenset[str]


def routes(directory: Path) -> list[Route]:
    """All routes of all services; asked of fresh applications in a process of their own."""
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "JIANDU_DATA_DIR": str(directory),
        "JIANDU_DEMO": "1",
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [sys.executable, "-c", _LIST],
        env=environment,
        cwd=ROOT,
        check=True,
        timeout=120,
        stdout=subprocess.PIPE,
    )
    return _leading_to(
        Route(service, rule, tuple(arguments), frozenset(methods))
        for service, rule, arguments, methods in json.loads(done.stdout)
    )


def routes_of(apps: Mapping[str, Flask]) -> list[Route]:
    """The same, of applications in this very process."""
    return _leading_to(
        Route(service, rule.rule, tuple(sorted(rule.arguments)), frozenset(rule.methods or ()))
        for service, app in apps.items()
        for rule in app.url_map.iter_rules()
    )


def _leading_to(found: Iterable[Route]) -> list[Route]:
    return [route for route in found if service_for(route.rule) == route.service]
