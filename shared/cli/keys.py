"""`jiandu keys`: changing master keys while the house works."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from shared import assembly, crypto, keyfile, keysource
from shared.cli.common import SERVICE_OPTION, chosen, ready
from shared.i18n import N_, gettext
from shared.keyfile import KeyFile
from shared.keys import house, steps
from shared.keys.house import Standing
from shared.settings import Settings

OUTPUT = click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help=N_("Write here what the keeper of the keys must say, and change nothing else."),
)


@click.group("keys", help=N_("The master keys: change them without stopping, see what lies under which."))
def keys_group() -> None:
    pass


@keys_group.command(
    help=N_(
        "Make the next key known; it does not seal yet. Then bring the keys to every machine of the house."
    )
)
@OUTPUT
def stage(output: Path | None) -> None:
    source = keysource.source_of(ready())
    _show(_step(source, output, KeyFile.staged))


@keys_group.command(
    help=N_(
        "Seal with the next key (or a new one) from now on, and seal everything kept anew, while the house "
        "works. Interrupted, it goes on where it was."
    )
)
@SERVICE_OPTION
@OUTPUT
def rotate(names: tuple[str, ...], output: Path | None) -> None:
    settings = ready()
    source = keysource.source_of(settings)
    if output is not None:
        _show(_step(source, output, lambda keys: keys.staged().rotated(datetime.now(UTC))))
        return
    said = steps.turn(source.path) if source.path else source.read()
    if not steps.under_way(said):
        raise click.ClickException(
            gettext("There is one master key only, and it does not come from a file: say --output.")
        )
    crypto.configure(said.keyring())
    _show(said)
    for name in chosen(names):
        with _opened(name, settings) as part:
            count = house.renew(part, settings.broker_url)
        click.echo(gettext("%(service)s: %(count)d rows sealed anew", service=name, count=count))


@keys_group.command(
    help=N_(
        "How much lies under which key, by service and column, and what cannot be read. Exit code 0: nothing "
        "needs a former key; 1: something still does; 2: something cannot be read."
    )
)
@SERVICE_OPTION
@click.option("--quick", is_flag=True, help=N_("Only look whose key each value needs; do not open it."))
@click.option("--json", "as_json", is_flag=True, help=N_("For programs."))
def check(names: tuple[str, ...], quick: bool, as_json: bool) -> None:
    settings = ready()
    said = keysource.source_of(settings).read()
    found = [_look(name, settings, not quick) for name in chosen(names)]
    if as_json:
        click.echo(json.dumps(_as_json(said, found), indent=1))
    else:
        _show(said)
        for standing in found:
            _tell(standing)
    if any(one.unreadable for one in found):
        sys.exit(2)
    sys.exit(0 if _free(found) else 1)


@keys_group.command(
    help=N_("Forget the former keys, once nothing needs them any more. Copies made before still do.")
)
@click.option(
    "--at-once",
    is_flag=True,
    help=N_("Do not wait a month: tickets, drafts, open forms and sign-ins from before the rotation end."),
)
@click.option("--yes", is_flag=True, help=N_("Do not ask."))
@OUTPUT
def retire(at_once: bool, yes: bool, output: Path | None) -> None:
    settings = ready()
    source = keysource.source_of(settings)
    said = source.read()
    if not steps.under_way(said):
        raise click.ClickException(gettext("There is one master key only."))
    found = [_look(name, settings, True) for name in assembly.installed()]
    _refuse_unless_free(said, found, at_once)
    if not yes:
        text = gettext(
            "Looked at: %(services)s. Forget %(count)d former keys?",
            services=", ".join(assembly.installed()),
            count=len(said.masters) - 1,
        )
        click.confirm(text, abort=True)
    _show(_step(source, output, KeyFile.retired))


def _refuse_unless_free(said: KeyFile, found: list[Standing], at_once: bool) -> None:
    ring = crypto.keyring()
    for standing in found:
        _tell(standing)
    if any(one.unreadable or one.left(ring) for one in found):
        raise click.ClickException(gettext("Former keys are still needed: run `jiandu keys rotate` again."))
    due = steps.may_be_retired_at(said)
    if not at_once and (due is None or due > datetime.now(UTC) or not _free(found)):
        text = gettext(
            "What people hold may need a former key until %(day)s: wait, or say --at-once (--help).",
            day=due.date().isoformat() if due else "?",
        )
        raise click.ClickException(text)


def _free(found: list[Standing]) -> bool:
    ring = crypto.keyring()
    return not any(one.left(ring) or one.ending(ring) for one in found)


def _look(name: str, settings: Settings, thorough: bool) -> Standing:
    with _opened(name, settings) as part:
        return house.look(part, settings.broker_url, thorough)


@contextmanager
def _opened(name: str, settings: Settings) -> Iterator[assembly.ServiceParts]:
    part = assembly.assemble(name, settings)
    try:
        yield part
    finally:
        part.works.database.dispose()


def _step(source: keysource.Source, output: Path | None, change: Any) -> KeyFile:
    """Take a step in the key file, or write what the keeper of the keys must say."""
    if output is None and source.path is not None:
        return steps.write(source.path, change)
    if output is None:
        raise click.ClickException(gettext("These keys do not come from a file: say --output (--help)."))
    changed: KeyFile = change(source.read())
    keyfile.write(output, changed)
    return changed


def _show(said: KeyFile) -> None:
    """The keys by their ids."""
    click.echo(gettext("seals: %(key)s", key=crypto.id_of(said.masters[0]).hex()))
    if said.upcoming is not None:
        click.echo(gettext("next: %(key)s", key=crypto.id_of(said.upcoming).hex()))
    for key in said.masters[1:]:
        click.echo(gettext("former: %(key)s", key=crypto.id_of(key).hex()))


def _tell(standing: Standing) -> None:
    ring = crypto.keyring()
    for tally in standing.tallies:
        counts = "  ".join(f"{key.hex()} {count}" for key, count in sorted(tally.under.items()))
        if counts or tally.unreadable:
            click.echo(f"{standing.service}  {tally.where:32}  {counts}".rstrip())
        if tally.ending and tally.old(ring):
            click.echo(gettext("    ends by itself; nobody can seal it anew"))
        if tally.unreadable:
            text = gettext("    cannot be read: %(count)d, e.g.", count=tally.unreadable)
            click.echo("\n      ".join([text, *tally.rows]))
    if standing.waiting:
        click.echo(
            gettext(
                "%(service)s: %(count)d events wait at the broker",
                service=standing.service,
                count=standing.waiting,
            )
        )


def _as_json(said: KeyFile, found: list[Standing]) -> dict[str, Any]:
    ring, due = crypto.keyring(), steps.may_be_retired_at(said)
    return {
        "seals": ring.current.hex(),
        "keys": [key.hex() for key in ring.key_ids],
        "since": said.since.isoformat() if said.since else None,
        "may_be_retired_at": due.isoformat() if due and steps.under_way(said) else None,
        "services": {
            one.service: {
                "left": one.left(ring),
                "ending": one.ending(ring),
                "waiting": one.waiting,
                "columns": {
                    tally.where: {
                        "under": {key.hex(): count for key, count in tally.under.items()},
                        "unreadable": tally.unreadable,
                        "rows": tally.rows,
                    }
                    for tally in one.tallies
                },
            }
            for one in found
        },
    }
