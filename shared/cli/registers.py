"""`jiandu registers`: bodies, staff and certificates as CSV, where triage is installed."""

import sys
from pathlib import Path
from typing import Any

import click

from shared.cli.provinces import OPERATOR, part, works
from shared.i18n import N_, gettext

NATION = "000000"


def _kind(_: Any, __: Any, value: str) -> Any:
    kinds = part("domain.registers").KINDS
    if value not in kinds:
        raise click.BadParameter(", ".join(kinds))
    return kinds[value]


@click.group("registers", help=N_("Registers of departments, bodies, staff and certificates, as CSV."))
def registers() -> None:
    pass


@registers.command("export", help=N_("Write a register as CSV to standard output."))
@click.argument("kind", callback=_kind)
def export(kind: Any) -> None:
    keeping = part("registers.keeping")
    with works().begin(OPERATOR) as work:
        entries = keeping.listed(work.session, kind, NATION)
        work.record("register.exported", f"register:{kind.name}", {"count": len(entries)})
        text = part("domain.registers").write_csv(kind, [entry.cells for entry in entries])
    click.echo(text, nl=False)


@registers.command("import", help=N_("Take in a CSV file: all of it, or nothing when one line is wrong."))
@click.argument("kind", callback=_kind)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help=N_("Only show what would change."))
@click.option("--reason", default="", help=N_("Why; it is kept with the change."))
def import_file(kind: Any, file: Path, dry_run: bool, reason: str) -> None:
    keeping, showing = part("registers.keeping"), part("registers.showing")
    try:
        text = file.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.ClickException(gettext("This file is not text in UTF-8.")) from error
    if not dry_run and not 0 < len(reason.strip()) <= 1000:
        raise click.ClickException(gettext("Say why with --reason (at most 1000 characters), or --dry-run."))
    with works().begin(OPERATOR) as work:
        if dry_run:
            found = keeping.propose(work.session, kind, text, NATION)
        else:
            found = _keep(work, kind, text, reason.strip())
    _tell(showing, found, dry_run)


def _keep(work: Any, kind: Any, text: str, reason: str) -> Any:
    keeping = part("registers.keeping")
    try:
        return keeping.keep(work, kind, text, NATION, reason, part("registers.effects").follow)
    except keeping.Faulty as refused:
        return part("domain.registers").Difference(faults=refused.faults)


def _tell(showing: Any, found: Any, in_full: bool) -> None:
    if found.faults:
        for fault in found.faults:
            click.echo(showing.fault_text(fault), err=True)
        sys.exit(1)
    told = showing.difference_json(found)
    if in_full:
        for each in told["added"]:
            click.echo(f"+ {each['key']}  {', '.join(filter(None, each['cells'].values()))}")
        for each in told["changed"]:
            said = "; ".join(
                f"{name}: {one['before']} → {one['after']}" for name, one in each["cells"].items()
            )
            click.echo(f"~ {each['key']}  {said}")
    counts = (len(told["added"]), len(told["changed"]), told["unchanged"])
    click.echo(gettext("%(a)d added, %(c)d changed, %(u)d unchanged", a=counts[0], c=counts[1], u=counts[2]))
