"""What each process is told: the containers' own env files, with this machine's addresses and folders."""

import os
import shlex
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from deploy.up.place import DEPLOY, Place
from shared.contracts.terms import Service

CONFIG = DEPLOY / "config"
DEFAULT_BIND = "127.0.0.1:8000"
PASSED_ON = ("PATH", "LANG", "LANGUAGE", "LC_ALL", "TMPDIR", "TZ")


@dataclass(frozen=True)
class Addresses:
    """Where the parts of the house listen, on loopback. They are chosen anew at each start."""

    postgres: int
    rabbitmq: int
    web: Mapping[str, int]
    watch: Mapping[str, int]
    """Where workers answer operators."""


def read_env(file: Path) -> dict[str, str]:
    """NAME=VALUE lines, as Docker and kustomize read them; lines of `#` and empty ones are remarks."""
    lines = (line.strip() for line in file.read_text("utf-8").splitlines())
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def front_address() -> str:
    """Where the front door opens: as the caller says, else the default."""
    return os.environ.get("JIANDU_BIND") or DEFAULT_BIND


def service(name: str, place: Place, addresses: Addresses) -> dict[str, str]:
    """The environment of one service's processes."""
    told = _told(name, place, addresses)
    ports = {"JIANDU_BIND": addresses.web[name], "JIANDU_WATCH_BIND": addresses.watch[name]}
    return told | {variable: f"127.0.0.1:{port}" for variable, port in ports.items()}


def owner(name: str, place: Place, addresses: Addresses) -> dict[str, str]:
    """The same with the role that owns the database: for migrations."""
    url, word = f"JIANDU_{name.upper()}_DATABASE_URL", f"JIANDU_{name.upper()}_DATABASE_PASSWORD_FILE"
    wanted = operator(place, addresses)
    return service(name, place, addresses) | {url: wanted[url], word: wanted[word]}


def operator(place: Place, addresses: Addresses) -> dict[str, str]:
    """The environment of `jiandu` when an operator calls it, and of one door for all services."""
    return _told("operator", place, addresses) | {"JIANDU_BIND": front_address()}


def _told(kind: str, place: Place, addresses: Addresses) -> dict[str, str]:
    """house.env and the kind's own file, moved to this machine; then what the caller's environment says."""
    said = read_env(CONFIG / "house.env") | read_env(CONFIG / f"{kind}.env")
    moved = {name: _moved(value, place, addresses) for name, value in said.items()}
    here = {"JIANDU_DATA_DIR": str(place.folder / "data"), "JIANDU_SECURE_COOKIES": "0"}
    wished = {name: value for name, value in os.environ.items() if name.startswith("JIANDU_")}
    kept = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    return {**kept, "HOME": str(place.folder), "PYTHONUNBUFFERED": "1", **moved, **here, **wished}


def _moved(value: str, place: Place, addresses: Addresses) -> str:
    for there, here in {
        "/run/secrets/": f"{place.secrets}/",
        "@postgres:5432": f"@127.0.0.1:{addresses.postgres}",
        "@rabbitmq:5672": f"@127.0.0.1:{addresses.rabbitmq}",
    }.items():
        value = value.replace(there, here)
    return value


def write_program(place: Place, addresses: Addresses) -> None:
    """A script that is `jiandu` with the operator's settings of this house."""
    told = {name: value for name, value in operator(place, addresses).items() if name.startswith("JIANDU_")}
    lines = [f"export {name}={shlex.quote(value)}" for name, value in sorted(told.items())]
    program = shlex.quote(str(Path(sys.executable).with_name("jiandu")))
    text = "\n".join(
        ["#!/bin/sh", "# `jiandu` for the house that `make up` runs here.", *lines, f'exec {program} "$@"']
    )
    place.program.touch(mode=0o700)
    place.program.write_text(text + "\n")


def services() -> list[str]:
    return [str(name) for name in Service]
