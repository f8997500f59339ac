"""`jiandu queues definitions`: what the broker must know before the services come."""

import json
from pathlib import Path

import click

from shared.cli.queues import queues
from shared.i18n import N_, gettext
from shared.messaging.definitions import ACCOUNTS, VHOST, definitions

__all__ = ["queues"]


@queues.command("definitions", help=N_("Print what RabbitMQ imports: queues, and accounts with few rights."))
@click.option("--vhost", default=VHOST, show_default=True, help=N_("One virtual host per house."))
@click.option(
    "--secrets",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help=N_("The folder with broker_<account>_password; without it nobody is let in."),
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help=N_("A file to write, instead of printing."),
)
def print_definitions(vhost: str, secrets: Path | None, output: Path | None) -> None:
    text = json.dumps(definitions(vhost, _passwords(secrets) if secrets else None), indent=1)
    if output is None:
        click.echo(text)
        return
    output.touch(mode=0o600)
    output.write_text(text + "\n")
    click.echo(gettext("%(file)s: written", file=output))


def _passwords(folder: Path) -> dict[str, str]:
    files = {account: folder / f"broker_{account}_password" for account in ACCOUNTS}
    missing = [file.name for file in files.values() if not file.is_file()]
    if missing:
        raise click.ClickException(gettext("missing in the folder: %(files)s", files=", ".join(missing)))
    return {account: file.read_text().strip() for account, file in files.items()}
