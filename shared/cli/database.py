"""`jiandu db`: migrations."""

import sys

import click
from alembic.util.exc import CommandError

from shared import assembly, migrate
from shared.cli.common import ready


@click.group("db")
def db() -> None:
    """The services' databases."""


@db.command("migrate")
@click.option("--service", "names", multiple=True, help="Only this service (default: all installed).")
def migrate_databases(names: tuple[str, ...]) -> None:
    """Bring the databases to the newest version. Safe to repeat."""
    settings = ready()
    for name in names or assembly.installed():
        migrate.upgrade(name, assembly.assemble(name, settings).works.database)
        click.echo(f"{name}: up to date")


@db.command("check")
def check_databases() -> None:
    """Compare the databases with what the services expect. Exit code 1 on a difference."""
    settings, wrong = ready(), 0
    for name in assembly.installed():
        database = assembly.assemble(name, settings).works.database
        try:
            migrate.check(name, database)
            click.echo(f"{name}: as expected")
        except CommandError as error:
            click.echo(f"{name}: {error}")
            wrong = 1
    sys.exit(wrong)
