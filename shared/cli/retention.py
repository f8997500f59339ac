"""`jiandu retention`: what is erased when its term is over, where intake is installed."""

import importlib
import json
import sys
from datetime import datetime
from typing import Any

import click

from shared.cli.common import service
from shared.cli.provinces import DAY, OPERATOR
from shared.clock import china_day
from shared.i18n import N_, gettext
from shared.work import Works


def part(name: str) -> Any:
    """A part of intake, found by name: `shared` knows no service."""
    return importlib.import_module(f"services.intake.{name}")


def works() -> Works:
    return service("intake").works


@click.group("retention", help=N_("Complaints whose term is over: what is erased, and certificates of it."))
def retention() -> None:
    pass


@retention.command(help=N_("List what would be erased and what is kept still, and why. Changes nothing."))
@click.option("--on", "day", type=DAY, help=N_("As if it were this day, like 2036-12-31 (default: today)."))
@click.option("--json", "as_json", is_flag=True, help=N_("Print JSON for a program."))
def plan(day: datetime | None, as_json: bool) -> None:
    house = works()
    wanted = day.date() if day else china_day(house.clock())
    with house.reading() as session:
        rows = [_row(one) for one in part("retention.planning").planned(session, wanted)]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    kept = part("wording_retention").KEPT
    for row in rows:
        why = "; ".join(gettext(kept[each]) for each in row["kept"]) or gettext("is erased")
        click.echo(f"{row['tracking_number']}  {row['body']}  {row['rule']}  {row['until']}  {why}")
    due = sum(not row["kept"] for row in rows)
    click.echo(gettext("%(due)d are erased, %(kept)d are kept still", due=due, kept=len(rows) - due))


def _row(one: Any) -> dict[str, Any]:
    by = one.standing.by
    return {
        "tracking_number": one.complaint.tracking_number,
        "body": one.body,
        "rule": str(by.rule),
        "years": by.years,
        "ended_on": by.ended_on.isoformat(),
        "until": by.until.isoformat(),
        "kept": [str(each) for each in one.standing.kept],
    }


@retention.command(
    help=N_("Erase now what is due, as the house does once an hour; after a restore, before its doors open.")
)
@click.option("--most", default=1000, show_default=True, help=N_("Stop after so many."))
def run(most: int) -> None:
    done = part("retention.erasing").run(works(), OPERATOR, most)
    click.echo(gettext("%(count)d complaints erased", count=done))


@retention.command(
    help=N_(
        "List certificates of erasure, or print one as JSON. Exit code 1 when one does not hold any more."
    )
)
@click.argument("body", required=False)
@click.argument("number", required=False)
def certificate(body: str | None, number: str | None) -> None:
    held = part("retention.certificates")
    with works().reading() as session:
        found = held.every(session, body, number)
        told = [held.as_json(session, one) for one in found]
    if number is not None:
        if not told:
            raise click.ClickException(gettext("There is no such certificate."))
        click.echo(json.dumps(told[0], ensure_ascii=False, indent=2))
    else:
        for one in told:
            state = gettext("holds") if one["holds"] else gettext("was changed")
            click.echo(f"{one['body']}  {one['number']}  {one['at']}  {len(one['entries'])}  {state}")
    sys.exit(0 if all(one["holds"] for one in told) else 1)
