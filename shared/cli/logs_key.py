"""`jiandu logs key`: by which word the logs know a complaint."""

import click

from shared import logs
from shared.cli.common import ready
from shared.i18n import N_


@click.group("logs", help=N_("What the logs say."))
def logs_group() -> None:
    pass


@logs_group.command(
    help=N_("The word that stands in the log lines about a complaint, in place of its number.")
)
@click.argument("number", metavar="TRACKING_NUMBER")
def key(number: str) -> None:
    ready()
    click.echo(logs.complaint_key(number.strip().upper()))
