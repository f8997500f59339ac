"""`jiandu audit`: is the trail whole?"""

import sys

import click

from shared import assembly, audit
from shared.cli.common import SERVICE_OPTION, chosen, ready
from shared.i18n import N_


@click.group("audit", help=N_("The hash-chained trail of every change and every reading of case content."))
def audit_group() -> None:
    pass


@audit_group.command(help=N_("Find changed, removed, inserted or swapped rows. Exit code 1 if any."))
@SERVICE_OPTION
def verify(names: tuple[str, ...]) -> None:
    settings, faults = ready(), 0
    for name in chosen(names):
        with assembly.assemble(name, settings).works.database.snapshot() as session:
            found = list(audit.verify(session))
            rows = audit.count(session)
        for fault in found:
            click.echo(f"{name}: lane {fault.lane}, row {fault.seq}: {fault.what}")
        click.echo(f"{name}: {rows} rows, {len(found)} faults")
        faults += len(found)
    sys.exit(1 if faults else 0)
