"""`jiandu settings`: what a province may change (Measures art. 22), where triage is installed."""

import importlib
import json
from datetime import date, datetime
from typing import Any

import click

from shared.assembly import assemble
from shared.cli.common import ready
from shared.clock import china_day
from shared.i18n import N_, gettext
from shared.work import Actor, Works

OPERATOR = Actor("system", "operator")
DAY = click.DateTime(["%Y-%m-%d"])


def part(name: str) -> Any:
    """A part of triage, found by name: `shared` knows no service."""
    return importlib.import_module(f"services.triage.{name}")


def works() -> Works:
    return assemble("triage", ready()).works


def _province(_: Any, __: Any, value: str) -> str:
    if not part("provinces.history").known(value):
        raise click.BadParameter(gettext("There is no province with this code."))
    return value


PROVINCE = click.option(
    "--province",
    default="000000",
    callback=_province,
    help=N_("Code of the province, e.g. 330000; 000000 is the whole country (default)."),
)


@click.group(
    "settings", help=N_("What a province may change: deadlines, thresholds, choices, with their history.")
)
def settings() -> None:
    pass


@settings.command("list", help=N_("All settings of a province: value, default, bounds, basis."))
@PROVINCE
@click.option("--on", type=DAY, help=N_("As of this day (default: today)."))
@click.option("--json", "as_json", is_flag=True, help=N_("For programs."))
def list_settings(province: str, on: datetime | None, as_json: bool) -> None:
    house = works()
    day: date = on.date() if on else china_day(house.clock())
    with house.reading() as session:
        found = part("provinces.showing").settings_json(session, province, day)
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    click.echo(f"{province}  {found['on']}  {found['policy']}")
    for item in found["items"]:
        click.echo(
            f"{item['key']} = {item['value']}  ({item['default']}; {item['bounds_text']}; {item['basis']})"
        )


@settings.command(
    "set", help=N_("Change one setting from a day on. The value - means: as above the province.")
)
@click.argument("key")
@click.argument("value")
@PROVINCE
@click.option("--from", "start", type=DAY, help=N_("The first day (default: today)."))
@click.option("--reason", required=True, help=N_("Why; it is kept with the change."))
def set_setting(key: str, value: str, province: str, start: datetime | None, reason: str) -> None:
    history, house = part("provinces.history"), works()
    day = start.date() if start else china_day(house.clock())
    wanted = history.Wanted(
        province,
        key,
        None if value == "-" else part("domain.settings").parse(key, value),
        day,
        reason.strip(),
    )
    if not 0 < len(wanted.reason) <= 1000:
        raise click.ClickException(gettext("A reason has 1 to 1000 characters."))
    try:
        with house.begin(OPERATOR) as work:
            row = history.change(work, wanted, lambda version: None)
            click.echo(f"{province}  {row.number}  {key} = {value}  {day}")
    except history.Impossible as refused:
        raise click.ClickException(gettext(part("provinces.showing").REFUSED[refused.code])) from refused


@settings.command("history", help=N_("Who changed what, from when on and why; the latest first."))
@PROVINCE
@click.option("--key", default="", help=N_("Only this setting."))
def history(province: str, key: str) -> None:
    with works().reading() as session:
        rows = part("provinces.history").changes(session, province, key or None)
        for row in map(part("provinces.showing").change_json, rows):
            click.echo(
                f"{row['number']}  {row['key']} = {row['value']}  {row['effective_from']}"
                f"  {row['at'][:19]}  {row['by']}  {row['reason']}"
            )
