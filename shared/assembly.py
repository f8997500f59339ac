"""From settings to running parts: keys, databases and the services that are installed here."""

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import Flask
from sqlalchemy import MetaData

from shared import crypto, migrate
from shared.clock import clock_from
from shared.contracts.events import Event
from shared.database import Database
from shared.i18n import parts
from shared.settings import Settings
from shared.work import Work, Works

Handlers = Mapping[type[Event], Callable[[Work, Any], None]]


@dataclass(frozen=True)
class ServiceParts:
    """One installed service: what it hears, and where its work is kept."""

    name: str
    handlers: Handlers
    works: Works

    @property
    def metadata(self) -> MetaData:
        return migrate.metadata_of(self.name)


def installed() -> list[str]:
    """The services present here: all three in a checkout, one in an image."""
    return [name for name in parts() if name != "shared"]


def unlock(settings: Settings) -> None:
    """Make the master keys the process's own; the embedded default and demos make one at first start."""
    own_key = settings.embedded or settings.demo
    read = crypto.ensure_master_key if own_key else crypto.read_master_keys
    crypto.configure(read(settings.master_key_file))


def assemble(name: str, settings: Settings) -> ServiceParts:
    """Open a service's database. Its handlers are found by name: `shared` knows no service."""
    handlers = importlib.import_module(f"services.{name}.handlers").HANDLERS
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    database = Database(settings.database_urls[name])
    return ServiceParts(name, handlers, Works(database, name, clock_from(settings.clock)))


def create_app(service: ServiceParts, settings: Settings) -> Flask:
    made: Flask = importlib.import_module(f"services.{service.name}.app").create_app(settings, service.works)
    return made


def waking(service: ServiceParts, wake: Callable[[], None]) -> ServiceParts:
    """The same service, whose commits call `wake`."""
    return replace(service, works=replace(service.works, wake=wake))
