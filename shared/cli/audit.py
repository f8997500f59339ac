"""`jiandu audit`: is the trail whole?"""

import sys

import click

from shared import assembly, audit
from shared.cli.common import ready


@click.group("audit")
def audit_group() -> None:
    """The hash-chained trail of every change and every reading of case content."""


@audit_group.command()
@click.option("--service", "names", multiple=True, help="Only this service (default: all installed).")
def verify(names: tuple[str, ...]) -> None:
    """Find any changed, removed, inserted or swapped row. Exit code 1 if there is one."""
    settings, faults = ready(), 0
    for name in names or assembly.installed():
        with assembly.assemble(name, settings).works.reading() as session:
            found = list(audit.verify(session))
            rows = audit.count(session)
        for fault in found:
            click.echo(f"{name}: lane {fault.lane}, row {fault.seq}: {fault.what}")
        click.echo(f"{name}: {rows} rows, {len(found)} faults")
        faults += len(found)
    sys.exit(1 if faults else 0)
