"""`jiandu backup` and `jiandu restore`."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import click

from shared import keysource, logs
from shared.backup import keys_copy, whole
from shared.backup.manifest import Damaged
from shared.backup.postgres_copy import ToolFailed
from shared.cli.common import ready
from shared.i18n import N_, gettext
from shared.run import Occupied, hold
from shared.settings import load

PASSPHRASE_FILE = click.option(
    "--passphrase-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=N_("A file whose first line seals the keys within the copy."),
)


def _passphrase(file: Path | None) -> str | None:
    if file is None:
        return None
    try:
        words = (file.read_text().splitlines() or [""])[0].strip()
    except UnicodeDecodeError:
        raise click.ClickException(gettext("the file of the passphrase is not text")) from None
    if len(words) < keys_copy.LEAST_PASSPHRASE:
        least = keys_copy.LEAST_PASSPHRASE
        raise click.ClickException(gettext("a passphrase has at least %(least)d characters", least=least))
    return words


@contextmanager
def _told() -> Iterator[None]:
    """What can go wrong with a copy, in one line."""
    try:
        yield
    except Damaged as error:
        raise click.ClickException(gettext("the copy is damaged: %(what)s", what=error)) from error
    except keys_copy.WrongPassphrase as error:
        raise click.ClickException(gettext("this passphrase does not open the keys")) from error
    except (whole.Unfit, ToolFailed, Occupied) as error:
        raise click.ClickException(str(error)) from error


@click.command(help=N_("Copy the whole house into a new folder, while it goes on working."))
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@PASSPHRASE_FILE
@click.option("--without-keys", is_flag=True, help=N_("Leave the keys out; you keep the key file elsewhere."))
def backup(folder: Path | None, passphrase_file: Path | None, without_keys: bool) -> None:
    if (passphrase_file is None) != without_keys:
        raise click.UsageError(gettext("Say either --passphrase-file or --without-keys."))
    settings = ready()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # what was begun is cleared away, as with Ctrl-C
    target = folder or settings.data_dir / "backups" / datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
    with _told():
        made = whole.make(settings, target.absolute(), _passphrase(passphrase_file))
    click.echo(gettext("%(folder)s: %(count)d files", folder=target, count=len(made.files)))
    if without_keys:
        where = keysource.source_of(settings).path or "JIANDU_MASTER_KEY…"
        click.echo(gettext("Without the key file this copy cannot be read: %(file)s", file=where), err=True)


@click.command(help=N_("Bring an empty house back from a copy. Stop the house first; then run `doctor`."))
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@PASSPHRASE_FILE
def restore(folder: Path, passphrase_file: Path | None) -> None:
    settings = load()
    logs.configure(settings.log_level, settings.log_form)
    with _told(), hold(settings.data_dir):
        said = whole.bring_back(settings, folder.absolute(), _passphrase(passphrase_file))
    click.echo(
        gettext("Restored as of %(moment)s.", moment=said.made_at.astimezone().isoformat(" ", "seconds"))
    )
    click.echo(
        gettext("Now run `jiandu retention run`: what was erased since then is in the copy and goes again.")
    )
