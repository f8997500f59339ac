"""`jiandu doctor`."""

import json
import sys

import click

from shared import keysource, logs
from shared.doctor import broker, files, place, stores
from shared.doctor.finding import Check, Finding, Level
from shared.i18n import N_, gettext
from shared.settings import Settings, SettingsError, load

CHECKS: tuple[Check, ...] = (
    place.settings,
    place.keys,
    place.disk,
    place.built,
    place.fonts,
    files.files,
    stores.databases,
    stores.own_keys,
    stores.contents,
    broker.broker,
)
NEED_KEYS = (stores.own_keys, stores.contents, stores.trail)
MARKS = {Level.OK: "  ok ", Level.WARNING: "  !  ", Level.FAULT: "  X  "}
CODES = {Level.OK: 0, Level.WARNING: 1, Level.FAULT: 2}


@click.command(help=N_("Look the house over, say what to do. Exit code 0, 1 (warnings) or 2 (faults)."))
@click.option("--audit", "whole_trail", is_flag=True, help=N_("Check every row of the audit trail as well."))
@click.option("--json", "as_json", is_flag=True, help=N_("For programs."))
def doctor(whole_trail: bool, as_json: bool) -> None:
    settings = load()
    logs.configure(settings.log_level, settings.log_form)
    found = look_over(settings, (*CHECKS, stores.trail) if whole_trail else CHECKS)
    worst = max((finding.level for finding in found), key=CODES.__getitem__)
    if as_json:
        click.echo(json.dumps([finding.as_json() for finding in found], ensure_ascii=False, indent=1))
    else:
        for finding in found:
            _say(finding)
    sys.exit(CODES[worst])


def look_over(settings: Settings, checks: tuple[Check, ...]) -> list[Finding]:
    """Everything the checks find. Without keys what they protect cannot be looked at."""
    try:
        keysource.unlock(keysource.source_of(settings))
    except SettingsError:
        checks = tuple(check for check in checks if check not in NEED_KEYS)
    return [finding for check in checks for finding in check(settings)]


def _say(finding: Finding) -> None:
    click.echo(f"{MARKS[finding.level]}{finding.about:14}{finding.text}")
    if finding.advice:
        click.echo(" " * 19 + gettext("Do this: %(advice)s", advice=finding.advice))
