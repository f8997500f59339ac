"""`jiandu dead-letters`: events that could not take effect."""

import json
import sys
from functools import partial

import click

from shared import assembly
from shared.cli.common import SERVICE_OPTION, chosen, ready
from shared.i18n import N_, gettext
from shared.messaging.dead_queue import DeadQueue
from shared.messaging.dead_reports import DeadReports
from shared.messaging.dead_rows import DeadRows
from shared.messaging.letters import Letter, Tray, recorded
from shared.messaging.lines import Line, inbox
from shared.messaging.looking import look_at
from shared.settings import Settings
from shared.work import Works

NONE_FOUND = N_("Nothing found.")
WELL = ("sent", "applied", "duplicate", "answered")


@click.group("dead-letters", help=N_("Events that could not take effect: see why, try again, or discard."))
def dead_letters() -> None:
    pass


def _trays(settings: Settings, names: tuple[str, ...]) -> list[tuple[Tray, Works]]:
    parts = [assembly.assemble(name, settings) for name in chosen(names)]
    if url := settings.broker_url:
        return [
            (_tray(part, line, url, settings), part.works)
            for part in parts
            for line in assembly.lines(part)
            if not look_at(url, line.dead).missing
        ]
    return [(DeadRows(part), part.works) for part in parts]


def _tray(part: assembly.ServiceParts, line: Line, url: str, settings: Settings) -> Tray:
    if not line.inbound:
        return DeadQueue(part.name, url, line)
    return DeadReports(part.name, url, line, partial(assembly.retry, part, settings))


@dead_letters.command("list", help=N_("One line for each: whose it is, id, event, when it was said, reason."))
@SERVICE_OPTION
@click.option("--json", "as_json", is_flag=True, help=N_("For programs."))
def list_letters(names: tuple[str, ...], as_json: bool) -> None:
    letters = [letter for tray, _ in _trays(ready(), names) for letter in tray.letters()]
    if as_json:
        click.echo(json.dumps([letter.as_json() for letter in letters], ensure_ascii=False, indent=1))
        return
    for letter in letters:
        said = (letter.happened_at or "?")[:19]
        where = letter.service if letter.queue == inbox(letter.service).queue else letter.queue
        click.echo(f"{where}  {letter.id}  {letter.name}  {said}  {letter.reason}")
    click.echo(gettext("%(count)d dead letters", count=len(letters)), err=True)


@dead_letters.command(help=N_("All that is known of one, except its content, which is sealed."))
@click.argument("id")
@SERVICE_OPTION
def show(id: str, names: tuple[str, ...]) -> None:
    found = [letter for tray, _ in _trays(ready(), names) for letter in tray.letters() if letter.id == id]
    for letter in found:
        click.echo(json.dumps(letter.as_json(), ensure_ascii=False, indent=1))
    if not found:
        raise click.ClickException(gettext(NONE_FOUND))


def _picked(tray: Tray, ids: tuple[str, ...], everything: bool) -> set[str]:
    wanted: list[Letter] = [letter for letter in tray.letters() if everything or letter.id in ids]
    return {letter.id for letter in wanted}


@dead_letters.command(
    help=N_("Try again what died, after its cause was mended. It takes effect once, however often tried.")
)
@click.argument("ids", nargs=-1, metavar="ID...")
@SERVICE_OPTION
@click.option("--all", "everything", is_flag=True, help=N_("Every dead letter of the service."))
def retry(ids: tuple[str, ...], names: tuple[str, ...], everything: bool) -> None:
    _want_some(ids, everything)
    results: dict[str, str] = {}
    for tray, works in _trays(ready(), names):
        picked = _picked(tray, ids, everything)
        if picked:
            with recorded(works, "dead_letter.retry", picked):
                results |= tray.retry(picked)
    for id, result in results.items():
        click.echo(f"{id}  {result}")
    _end(
        len(results),
        all(result in WELL for result in results.values()),
    )


@dead_letters.command(help=N_("Throw away what will never be needed. It cannot be brought back."))
@click.argument("ids", nargs=-1, metavar="ID...")
@SERVICE_OPTION
@click.option("--all", "everything", is_flag=True, help=N_("Every dead letter of the service."))
@click.option("--reason", required=True, help=N_("Why; it is kept in the audit trail."))
@click.option("--yes", is_flag=True, help=N_("Do not ask."))
def discard(ids: tuple[str, ...], names: tuple[str, ...], everything: bool, reason: str, yes: bool) -> None:
    _want_some(ids, everything)
    if not reason.strip():
        raise click.UsageError(gettext("Say why: --reason."))
    trays = [(tray, works, _picked(tray, ids, everything)) for tray, works in _trays(ready(), names)]
    count = sum(len(picked) for _, _, picked in trays)
    if count and not yes:
        click.confirm(gettext("Discard %(count)d for good?", count=count), abort=True)
    for tray, works, picked in trays:
        if picked:
            with recorded(works, "dead_letter.discard", picked, reason):
                for id in sorted(tray.discard(picked)):
                    click.echo(f"{id}  discarded")
    _end(count, True)


def _want_some(ids: tuple[str, ...], everything: bool) -> None:
    if not ids and not everything:
        raise click.UsageError(gettext("Name the letters by their ids, or say --all."))


def _end(count: int, well: bool) -> None:
    if not count:
        raise click.ClickException(gettext(NONE_FOUND))
    sys.exit(0 if well else 1)
