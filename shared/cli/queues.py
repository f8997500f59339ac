"""`jiandu queues`, `jiandu outbox` and `jiandu prune`: what is on its way."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import click
from sqlalchemy import func, select

from shared import assembly
from shared.cli.common import SERVICE_OPTION, chosen, ready
from shared.contracts.events import EVENTS
from shared.contracts.routing import goes_to_a_body
from shared.i18n import N_, gettext
from shared.messaging import pruning, replay
from shared.messaging.letters import OPERATOR
from shared.messaging.looking import at_broker
from shared.messaging.tables import dead_letter
from shared.settings import Settings

_SPANS = {"m": "minutes", "h": "hours", "d": "days"}


@click.group("queues", help=N_("The queues between the services."))
def queues() -> None:
    pass


@queues.command("status", help=N_("How many events wait for each service, who takes them, how many died."))
@click.option("--json", "as_json", is_flag=True, help=N_("For programs."))
def queue_status(as_json: bool) -> None:
    settings = ready()
    rows = (
        _at_broker(settings.broker_url, settings)
        if settings.broker_url
        else [in_database(assembly.assemble(name, settings)) for name in assembly.installed()]
    )
    if as_json:
        click.echo(json.dumps(rows, indent=1))
        return
    for row in rows:
        click.echo(
            "  ".join(f"{key} {value}" if key != "queue" else f"{value:24}" for key, value in row.items())
        )


def _at_broker(url: str, settings: Settings) -> list[dict[str, Any]]:
    """The lines of every service that is installed, bodies' own included."""
    parts = [assembly.assemble(name, settings) for name in assembly.installed()]
    states = at_broker(url, [line for part in parts for line in assembly.lines(part)])
    return [state.as_json() for each in states for state in (each.queue, each.dead)]


def in_database(part: assembly.ServiceParts) -> dict[str, Any]:
    """Without a broker a service's outbox is the queue to all others."""
    with part.works.reading() as session:
        dead = session.scalar(select(func.count()).select_from(dead_letter)) or 0
        return {"queue": f"{part.name} outbox", "ready": replay.waiting(session).waiting, "dead": dead}


@click.group("outbox", help=N_("Events on their way out of a service, and those that were sent."))
def outbox() -> None:
    pass


@outbox.command("status", help=N_("How much waits, since when, what was refused, and what is kept as sent."))
@SERVICE_OPTION
@click.option("--json", "as_json", is_flag=True, help=N_("For programs."))
def outbox_status(names: tuple[str, ...], as_json: bool) -> None:
    settings, found = ready(), {}
    for name in chosen(names):
        with assembly.assemble(name, settings).works.reading() as session:
            found[name] = replay.waiting(session).as_json()
    if as_json:
        click.echo(json.dumps(found, indent=1))
        return
    for name, row in found.items():
        click.echo(f"{name}: " + ", ".join(f"{key} {value}" for key, value in row.items()))


def _moment(_: object, __: object, value: str) -> datetime:
    try:
        if value[-1:] in _SPANS and value[:-1].isdigit():
            return datetime.now(UTC) - timedelta(**{_SPANS[value[-1]]: int(value[:-1])})
        at = datetime.fromisoformat(value)
        return at if at.tzinfo else at.astimezone()
    except (ValueError, OverflowError):
        raise click.BadParameter(
            gettext("a time such as 2026-11-23T09:00+08:00, or a span: 30m, 2h, 3d")
        ) from None


def _known(_: object, __: object, names: tuple[str, ...]) -> tuple[str, ...]:
    """A word that names no event would say that there is nothing to send."""
    for name in names:
        if name not in EVENTS and not goes_to_a_body(name):
            raise click.BadParameter(gettext("there is no event %(name)s", name=name))
    return names


@outbox.command("replay", help=N_("Send again what was sent; whoever met it already is not affected."))
@SERVICE_OPTION
@click.option("--since", required=True, callback=_moment, help=N_("A time, or a span: 30m, 2h, 3d."))
@click.option(
    "--event", "events", multiple=True, callback=_known, help=N_("Only this event, e.g. complaint.received.")
)
def outbox_replay(names: tuple[str, ...], since: datetime, events: tuple[str, ...]) -> None:
    settings = ready()
    for name in chosen(names):
        with assembly.assemble(name, settings).works.begin(OPERATOR) as work:
            count = replay.replay(work.session, since, events)
            work.record("outbox.replay", f"service:{name}", {"since": since.isoformat(), "events": count})
        click.echo(gettext("%(service)s: %(count)d events to be sent again", service=name, count=count))


@click.command(help=N_("Forget what is past its time. The workers do it by themselves once an hour."))
@SERVICE_OPTION
def prune(names: tuple[str, ...]) -> None:
    settings = ready()
    for name in chosen(names):
        count = pruning.prune(assembly.assemble(name, settings).works.database, settings.sent_days)
        click.echo(gettext("%(service)s: %(count)d rows forgotten", service=name, count=count))
