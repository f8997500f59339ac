"""From settings to running parts: keys, databases and the services that are installed here."""

import importlib
import secrets
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import MetaData
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from shared import audit, keyfile, keysource, migrate
from shared.clock import clock_from
from shared.contracts.events import Event
from shared.database import Database
from shared.doctor.finding import Finding
from shared.i18n import parts
from shared.messaging.lines import Line, inbox
from shared.messaging.one_by_one import Message
from shared.metrics import pools
from shared.settings import Settings, SettingsError
from shared.work import Work, Works

Chore = Callable[[Works], int]
Handlers = Mapping[type[Event], Callable[[Work, Any], None]]


@dataclass(frozen=True)
class ServiceParts:
    """One installed service: what it hears, and where its work is kept."""

    name: str
    handlers: Handlers
    works: Works
    chores: Sequence[Chore] = ()
    """What it does by itself once an hour; each is safe to repeat, and several may run beside one another."""

    @property
    def metadata(self) -> MetaData:
        return migrate.metadata_of(self.name)


def installed() -> list[str]:
    """The services present here: all three in a checkout, one in an image."""
    return [name for name in parts() if name != "shared"]


def unlock(settings: Settings) -> None:
    """Make the master keys the process's own, now and whenever they change; the embedded default and demos
    make one at first start."""
    source = keysource.source_of(settings)
    if source.path is not None and (settings.embedded or settings.demo):
        _ensure(source.path, settings)
    keysource.unlock(source)


def _ensure(path: Path, settings: Settings) -> None:
    """A new house gets a key. One that has data lost it: another key would only hide the loss."""
    if not path.exists() and any(settings.data_dir.glob("*.sqlite3")):
        raise SettingsError(f"the key file {path} is gone, and what is kept needs it: bring it back")
    keyfile.ensure_master_key(path)


def see_that_keys_fit(part: ServiceParts) -> None:
    """Whoever would seal with other keys than those of what is kept must not begin. Raises SettingsError.

    What is away or not there yet says nothing: /readyz looks again."""
    try:
        with part.works.reading() as session:
            ours = audit.under_our_keys(session)
    except SQLAlchemyError:
        return
    if not ours:
        raise SettingsError(
            f"the master keys are not those of what {part.name} keeps: bring back the keys that it had"
        )


def assemble(name: str, settings: Settings) -> ServiceParts:
    """Open a service's database. Its handlers are found by name: `shared` knows no service."""
    handlers = importlib.import_module(f"services.{name}.handlers").HANDLERS
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    database = Database(settings.database_urls[name], direct_url=settings.direct_urls.get(name))
    pools.watch(database.engine, name, database.most_connections)
    works = Works(database, name, clock_from(settings.clock), settings=settings)
    return ServiceParts(name, handlers, works, _chores(name))


def _chores(name: str) -> Sequence[Chore]:
    if find_spec(f"services.{name}.chores") is None:
        return ()
    found: Sequence[Chore] = importlib.import_module(f"services.{name}.chores").CHORES
    return found


def findings(part: ServiceParts) -> Iterator[Finding]:
    """What the service itself finds when the house is looked over."""
    if find_spec(f"services.{part.name}.looking_over") is None:
        return
    for check in importlib.import_module(f"services.{part.name}.looking_over").CHECKS:
        yield from check(part.works)


def broker_tasks(name: str) -> Sequence[Callable[[ServiceParts, Settings, threading.Event], None]]:
    """What a service's worker takes from the broker beside events."""
    if not has_broker_part(name):
        return ()
    found: Sequence[Callable[[ServiceParts, Settings, threading.Event], None]] = importlib.import_module(
        f"services.{name}.broker"
    ).TASKS
    return found


def create_app(service: ServiceParts, settings: Settings) -> Flask:
    made: Flask = importlib.import_module(f"services.{service.name}.app").create_app(settings, service.works)
    return made


def waking(service: ServiceParts, wake: Callable[[], None]) -> ServiceParts:
    """The same service, whose commits call `wake`."""
    return replace(service, works=replace(service.works, wake=wake))


def prepare_demo(services: list[ServiceParts], settings: Settings) -> None:
    """Make the demo accounts where the demo is on and triage is installed."""
    if not settings.demo:
        return
    for service in services:
        if service.name == "triage":
            password = demo_password(settings)
            importlib.import_module("services.triage.demo_staff").ensure(service.works, password)


def demo_password(settings: Settings) -> str:
    """The one password of all demo accounts: as set, else one made at first start and kept."""
    if settings.demo_password:
        return settings.demo_password
    kept = settings.data_dir / "keys" / "demo-password"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        kept.write_text(secrets.token_urlsafe(9))
        kept.chmod(0o600)
    return kept.read_text().strip()


def has_broker_part(name: str) -> bool:
    """Whether a service meets others at the broker than its sisters."""
    return find_spec(f"services.{name}.broker") is not None


def beside(name: str, session: Session) -> Sequence[Line]:
    """The queues of a service at the broker beside its inbox."""
    if not has_broker_part(name):
        return ()
    found: Sequence[Line] = importlib.import_module(f"services.{name}.broker").beside(session)
    return found


def lines(part: ServiceParts) -> Sequence[Line]:
    """All of a service's queues at the broker."""
    with part.works.reading() as session:
        return (inbox(part.name), *beside(part.name, session))


def retry(part: ServiceParts, settings: Settings, message: Message) -> str:
    """Carry out what others sent to the service and what died on the way."""
    became: str = importlib.import_module(f"services.{part.name}.broker").retry(part.works, settings, message)
    return became
