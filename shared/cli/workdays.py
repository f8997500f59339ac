"""`jiandu workdays`: the working days of a year as announced, where triage is installed."""

import sys
from pathlib import Path
from typing import Any

import click

from shared.cli.provinces import OPERATOR, part, works
from shared.i18n import N_, gettext

YEAR = click.argument("year", type=click.IntRange(2020, 2099))


@click.group("workdays", help=N_("Working days of a year as announced, by which all deadlines are counted."))
def workdays() -> None:
    pass


@workdays.command("show", help=N_("The days of a year that differ from Monday to Friday, as CSV."))
@YEAR
def show(year: int) -> None:
    with works().reading() as session:
        found = part("working_days.keeping").year_json(session, year)
    click.echo(part("domain.arrangements").write(found["days"]), nl=False)
    if not found["announced"]:
        click.echo(gettext("This year is not announced yet: provisional."), err=True)


@workdays.command(
    "import", help=N_("Enter the official arrangement of a year from a CSV file: day, kind, name.")
)
@YEAR
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help=N_("Only show what would change."))
@click.option("--reason", default="", help=N_("Number and date of the announcement; kept with the change."))
def import_year(year: int, file: Path, dry_run: bool, reason: str) -> None:
    keeping = part("working_days.keeping")
    if not dry_run and not 0 < len(reason.strip()) <= 1000:
        raise click.ClickException(gettext("Say why with --reason (at most 1000 characters), or --dry-run."))
    try:
        text = file.read_text("utf-8-sig")
        with works().begin(OPERATOR) as work:
            effect = _effect(keeping, work, (year, text, reason.strip()), dry_run)
    except UnicodeDecodeError as error:
        raise click.ClickException(gettext("This file is not text in UTF-8.")) from error
    except keeping.Faulty as refused:
        words = part("domain.arrangements").FAULTS
        for fault in refused.faults:
            click.echo(f"{fault.line} {fault.column}: {gettext(words[fault.code])}", err=True)
        sys.exit(1)
    for day in effect.off:
        click.echo(f"- {day}")
    for day in effect.worked:
        click.echo(f"+ {day}")
    counts = {"a": effect.acceptances, "i": effect.investigations}
    click.echo(gettext("open deadlines that move: acceptance %(a)d, investigation %(i)d", **counts))


def _effect(keeping: Any, work: Any, given: tuple[int, str, str], dry_run: bool) -> Any:
    if dry_run:
        return keeping.propose(work.session, *given[:2])[1]
    return keeping.enter(work, *given, lambda version: None)[1]
