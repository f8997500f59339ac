"""`jiandu bodies amqp`: queues of bodies with a system of their own, where investigation is installed."""

import importlib
import json
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import click

from shared import boxes
from shared.assembly import assemble
from shared.cli.common import ready
from shared.clock import china_day
from shared.contracts.routing import REPORTS_EXCHANGE, body_queue
from shared.i18n import N_, gettext
from shared.messaging.definitions import account_name, body_account, body_definitions
from shared.messaging.looking import QueueState, look_at
from shared.settings import Settings
from shared.work import Actor, Work, Works

OPERATOR = Actor("system", "operator")
PUBLIC_KEY = click.option(
    "--public-key",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=N_("The body's X25519 public key (PEM); what it is sent is sealed for it."),
)
FOLDER = click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help=N_("The folder for both files: what RabbitMQ imports, and what the body's IT gets."),
)
HOST = click.option("--host", help=N_("host:port by which the body reaches the broker (default: as we do)."))


def part(name: str) -> Any:
    """A part of investigation, found by name: `shared` knows no service."""
    return importlib.import_module(f"services.investigation.{name}")


@click.group("bodies", help=N_("Supervision bodies that work with a system of their own."))
def bodies() -> None:
    pass


@bodies.group("amqp", help=N_("Their queues at RabbitMQ: cases go out, reports come back, all of it sealed."))
def amqp() -> None:
    pass


@amqp.command("create", help=N_("Give the body of DIVISION a queue and an account with the least rights."))
@click.argument("division")
@PUBLIC_KEY
@FOLDER
@HOST
def create(division: str, public_key: Path | None, output: Path, host: str | None) -> None:
    if public_key is None:
        raise click.UsageError(gettext("--public-key is missing: the body makes the pair, you get one half."))
    settings, works = _house()
    vhost, key = _vhost(settings), _key(public_key)
    account = account_name(vhost, body_account(division))
    _do(works, lambda work: part("bodies.links").link(work, division, account, key))
    _hand_out(settings, division, output, host)


@amqp.command("rotate", help=N_("A new password, and with --public-key a new key of the body's."))
@click.argument("division")
@PUBLIC_KEY
@FOLDER
@HOST
def rotate(division: str, public_key: Path | None, output: Path, host: str | None) -> None:
    settings, works = _house()
    key = _key(public_key) if public_key else None
    _do(works, lambda work: part("bodies.links").change_key(work, division, key))
    _hand_out(settings, division, output, host)


@amqp.command("revoke", help=N_("Tell the body's system nothing more, and take nothing more from it."))
@click.argument("division")
def revoke(division: str) -> None:
    settings, works = _house()
    account = _do(works, lambda work: part("bodies.links").end(work, division).account)
    queue, vhost = body_queue(division), _vhost(settings)
    click.echo(gettext("%(body)s: ended. Remove its account and queues at the broker:", body=division))
    click.echo(f"  rabbitmqctl delete_user {account}")
    click.echo(f"  rabbitmqctl delete_queue --vhost {vhost} {queue}")
    click.echo(f"  rabbitmqctl delete_queue --vhost {vhost} {queue}.dead")


@amqp.command("list", help=N_("Which bodies have a queue, since when, and what waits in it."))
@click.option("--json", "as_json", is_flag=True, help=N_("For programs."))
def list_links(as_json: bool) -> None:
    settings, works = _house()
    links = part("bodies.links")
    with works.reading() as session:
        rows = [
            {
                "body": link.body,
                "account": link.account,
                "key": boxes.id_of(bytes.fromhex(link.public_key)).hex(),
                "since": china_day(link.at).isoformat(),
                "cases": links.running(session, link),
                **_waiting(look_at(settings.broker_url or "", body_queue(link.division))),
            }
            for link in links.standing(session)
        ]
    if as_json:
        click.echo(json.dumps(rows, indent=1))
        return
    for row in rows:
        click.echo("  ".join(f"{name} {value}" if name != "body" else value for name, value in row.items()))


@amqp.command("contract", help=N_("Print the contract for the body's IT (AsyncAPI)."))
def contract() -> None:
    click.echo(part("bodies.contract").text(), nl=False)


def _house() -> tuple[Settings, Works]:
    settings = ready()
    if settings.broker_url is None:
        raise click.ClickException(
            gettext("This needs RabbitMQ: JIANDU_BROKER_URL is not set. Without it, use the JSON door.")
        )
    return settings, assemble("investigation", settings).works


def _do(works: Works, change: Callable[[Work], Any]) -> Any:
    links = part("bodies.links")
    try:
        with works.begin(OPERATOR) as work:
            return change(work)
    except links.NoSuchBody as error:
        raise click.ClickException(gettext("There is no supervision body in that division.")) from error
    except links.LinkedAlready as error:
        raise click.ClickException(gettext("It has a queue already: rotate or revoke it.")) from error
    except links.NotLinked as error:
        raise click.ClickException(gettext("That body has no queue of its own.")) from error


def _key(file: Path) -> bytes:
    try:
        return boxes.read_public_key(file.read_bytes())
    except ValueError as error:
        raise click.ClickException(
            gettext("%(file)s holds no X25519 public key in PEM form.", file=file)
        ) from error


def _vhost(settings: Settings) -> str:
    return unquote(urlsplit((settings.broker_url or "").split(";")[0]).path[1:]) or "/"


def _waiting(state: QueueState) -> dict[str, Any]:
    if state.missing:
        return {"queue": "missing"}
    return {"waiting": state.ready, "consumers": state.consumers}


def _hand_out(settings: Settings, division: str, folder: Path, host: str | None) -> None:
    """A new password in two files that nobody else may read; it is kept nowhere else."""
    password, vhost = secrets.token_urlsafe(24), _vhost(settings)
    user = account_name(vhost, body_account(division))
    ours = urlsplit((settings.broker_url or "").split(";")[0])
    where = host or ours.netloc.rpartition("@")[2]
    named, place = quote(user, safe=""), quote(vhost, safe="")
    handed = {
        "JIANDU_BROKER": f"{ours.scheme}://{named}:{quote(password)}@{where}/{place}",
        "JIANDU_DIVISION": division,
        "JIANDU_QUEUE": body_queue(division),
        "JIANDU_EXCHANGE": REPORTS_EXCHANGE,
        "JIANDU_HOUSE_KEY": part("bodies.letters").house_key(),
    }
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    imported, told = folder / f"body-{division}.json", folder / f"body-{division}.env"
    _write(imported, json.dumps(body_definitions(vhost, division, password), indent=1))
    _write(told, "\n".join(f"{name}={value}" for name, value in handed.items()))
    click.echo(gettext("%(file)s: import it with  rabbitmqctl import_definitions %(file)s", file=imported))
    click.echo(gettext("%(file)s: for the body's IT, by a safe way; then remove both files.", file=told))


def _write(file: Path, text: str) -> None:
    file.unlink(missing_ok=True)
    file.touch(mode=0o600)
    file.write_text(text + "\n")
