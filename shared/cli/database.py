"""`jiandu db`: migrations."""

import sys

import click
from alembic.util.exc import CommandError

from shared import assembly, migrate
from shared.cli.common import SERVICE_OPTION, chosen, ready
from shared.database import Database
from shared.i18n import N_


@click.group("db", help=N_("The services' databases."))
def db() -> None:
    pass


@db.command("migrate", help=N_("Bring the databases to the newest version. Safe to repeat."))
@SERVICE_OPTION
def migrate_databases(names: tuple[str, ...]) -> None:
    settings = ready()
    for name in chosen(names):
        migrate.upgrade(name, Database(settings.unpooled_url(name)))
        click.echo(f"{name}: up to date")


@db.command("check", help=N_("Compare the databases with what the services expect. Exit code 1 if not."))
def check_databases() -> None:
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
