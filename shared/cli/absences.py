"""`jiandu absences`: who is away, where investigation is installed (people enter it there)."""

import importlib

import click

from shared.cli.common import service
from shared.cli.provinces import OPERATOR
from shared.i18n import N_, gettext


@click.group("absences", help=N_("Heads who are entered as absent, and who stands in for them."))
def absences() -> None:
    pass


@absences.command(
    help=N_(
        "Tell the other desks again of each absence whose days are not over, however long ago it was told."
    )
)
def tell() -> None:
    told = importlib.import_module("services.investigation.handlers.absences")
    count = told.tell_again(service("investigation").works, OPERATOR)
    click.echo(gettext("%(count)d absences are told again", count=count))
