"""`jiandu similar`: the index by which alike complaints are found."""

import importlib

import click

from shared.cli.common import service
from shared.i18n import N_, gettext


@click.group("similar", help=N_("The index by which alike complaints are found."))
def similar() -> None:
    pass


@similar.command(
    help=N_("Index complaints that are missing. The services may go on; stopped, it can be started again.")
)
@click.option("--all", "everything", is_flag=True, help=N_("Make the index of every complaint anew."))
def rebuild(everything: bool) -> None:
    parts = service("triage")
    done = 0
    for done in importlib.import_module("services.triage.rebuilding").rebuild(parts.works, everything):
        click.echo(gettext("%(count)d complaints", count=done), err=True)
    click.echo(gettext("%(count)d complaints indexed", count=done))
