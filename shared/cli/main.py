"""`jiandu`: one program for everything an operator does."""

import sys

import click
from environs import EnvError

from shared.cli import audit, database, run, staff
from shared.settings import SettingsError


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
def jiandu() -> None:
    """Jiandu: complaints about work-safety enforcement, from receipt to outcome."""


for command in (run.run, run.web, run.relay, run.worker, staff.staff, audit.audit_group, database.db):
    jiandu.add_command(command)


def main() -> None:
    try:
        jiandu()
    except (SettingsError, EnvError) as error:
        click.echo(f"jiandu: {error}", err=True)
        sys.exit(2)
