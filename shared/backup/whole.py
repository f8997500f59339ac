"""Making a copy of the whole house, and bringing a house back from one."""

import contextlib
import fcntl
import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import update
from sqlalchemy.engine import make_url

from shared import assembly, crypto, keyfile, keysource, migrate
from shared.backup import keys_copy, manifest, postgres_copy, sqlite_copy
from shared.backup.manifest import Damaged, Manifest
from shared.i18n import gettext
from shared.messaging import replay
from shared.messaging.letters import OPERATOR
from shared.messaging.tables import inbox
from shared.settings import Settings

ATTACHMENTS = "attachments"


class Unfit(ValueError):
    """This copy cannot be made or brought back here; the text says why."""


def make(settings: Settings, folder: Path, passphrase: str | None) -> Manifest:
    """Copy the house into `folder`, which must not exist; it appears there whole or not at all.

    Without a passphrase the keys are left out: whoever restores must bring the key file.
    """
    services = assembly.installed()
    dialect = _dialect(settings, services)
    with _room(folder) as coming:
        made_at = datetime.now(UTC)
        _copy_databases(settings, services, dialect, coming)
        _copy_attachments(settings.data_dir / ATTACHMENTS, coming / ATTACHMENTS)
        if passphrase is not None:
            keys = keysource.source_of(settings).read().text()
            sealed = keys_copy.seal(keys.encode(), passphrase)
            (coming / keys_copy.FILE).write_bytes(sealed)
        made = Manifest(
            made_at, dialect, tuple(services), "", passphrase is not None, manifest.hashes(coming)
        )
        made = replace(made, key_check=keys_copy.check_for(crypto.keyring(), made.content()))
        made.write(coming)
        _settle(coming)
        coming.rename(folder)
    return made


@contextlib.contextmanager
def _room(folder: Path) -> Iterator[Path]:
    """An empty folder beside `folder` for what is coming, ours alone while the block runs. What a copy that
    was killed left there is removed. Raises Unfit while another one is being made."""
    if folder.exists():
        raise Unfit(gettext("%(folder)s exists already", folder=folder))
    coming = folder.with_name(f".{folder.name}.coming")
    coming.mkdir(parents=True, mode=0o700, exist_ok=True)
    descriptor = os.open(coming, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Unfit(gettext("another copy into %(folder)s is being made", folder=folder)) from None
        if folder.exists():  # by now
            raise Unfit(gettext("%(folder)s exists already", folder=folder))
        coming.chmod(0o700)
        for left in coming.iterdir():
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        try:
            yield coming
        finally:
            shutil.rmtree(coming, ignore_errors=True)
    finally:
        os.close(descriptor)


def _dialect(settings: Settings, services: Sequence[str]) -> str:
    found = {make_url(settings.database_urls[name]).get_backend_name() for name in services}
    if len(found) != 1:
        raise Unfit(gettext("the services' databases are of different kinds"))
    return found.pop()


def _copy_databases(settings: Settings, services: Sequence[str], dialect: str, folder: Path) -> None:
    urls = {name: settings.unpooled_url(name) for name in services}
    if dialect == "sqlite":
        sqlite_copy.copy({name: _path(url) for name, url in urls.items()}, folder)
    else:
        postgres_copy.copy(urls, folder)


def _path(url: str) -> Path:
    return Path(make_url(url).database or "")


def _copy_attachments(source: Path, target: Path) -> None:
    """After the databases: a file that a database names is there before the name is.

    What is deleted meanwhile was named by no database then; pieces that are being written have no name yet.
    """
    for path in sorted(source.rglob("*")) if source.is_dir() else ():
        place = target / path.relative_to(source)
        if path.is_file() and not path.name.startswith("."):
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with contextlib.suppress(FileNotFoundError):
                shutil.copy2(path, place)


def _settle(folder: Path) -> None:
    """Put every file on the disk before the copy gets its name. Nobody else reads them, moved or not."""
    for path in [*folder.rglob("*"), folder]:
        path.chmod(0o700 if path.is_dir() else 0o600)
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def bring_back(settings: Settings, folder: Path, passphrase: str | None) -> Manifest:
    """Fill an empty house from the copy in `folder`, migrate it, and have every event said again.

    Nothing is touched before the copy is found whole, the keys to open it, and the house to be empty.
    Raises Unfit, Damaged, WrongPassphrase.
    """
    said = manifest.read(folder)
    services = assembly.installed()
    if set(said.services) != set(services) or said.dialect != _dialect(settings, services):
        held, on = ", ".join(said.services), said.dialect
        raise Unfit(gettext("the copy holds %(held)s on %(on)s; this house does not", held=held, on=on))
    for name in services:
        if not _is_empty(settings.unpooled_url(name), said.dialect):
            raise Unfit(gettext("the database of %(service)s is not empty", service=name))
    _bring_keys(settings, folder, said, passphrase)
    for name in services:
        _bring_database(settings.unpooled_url(name), folder, name, said.dialect)
    _copy_attachments(folder / ATTACHMENTS, settings.data_dir / ATTACHMENTS)
    _say_again(settings, said)
    return said


def _is_empty(url: str, dialect: str) -> bool:
    return sqlite_copy.is_empty(_path(url)) if dialect == "sqlite" else postgres_copy.is_empty(url)


def _bring_keys(settings: Settings, folder: Path, said: Manifest, passphrase: str | None) -> None:
    source = keysource.source_of(settings)
    if source.path is None or source.path.exists():
        ring = source.read().keyring()
    elif passphrase is None or not said.keys_included:
        where = settings.master_key_file
        raise Unfit(
            gettext("the key file %(file)s is not there: bring it, or give the passphrase", file=where)
        )
    else:
        content = keys_copy.open_sealed((folder / keys_copy.FILE).read_bytes(), passphrase)
        ring = _written(settings.master_key_file, content).keyring()
    if not keys_copy.opens(ring, said.key_check):
        raise Unfit(gettext("the keys of this house do not open this copy"))
    if not keys_copy.proves(ring, said.key_check, said.content() if said.proven else keys_copy.UNPROVEN):
        raise Damaged(gettext("%(file)s: written by someone without the keys", file=manifest.FILE))
    crypto.configure(ring)


def _written(path: Path, content: bytes) -> keyfile.KeyFile:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return keyfile.read_master_keys(path)


def _bring_database(url: str, folder: Path, name: str, dialect: str) -> None:
    if dialect == "sqlite":
        sqlite_copy.bring_back(folder / f"{name}.sqlite3", _path(url))
    else:
        postgres_copy.bring_back(folder / f"{name}.dump", url)


def _say_again(settings: Settings, said: Manifest) -> None:
    """Whatever was on its way when the copy was made is on its way again."""
    for name in said.services:
        works = assembly.assemble(name, settings).works
        migrate.upgrade(name, works.database)
        with works.begin(OPERATOR) as work:
            # An old copy's would be forgotten before what is said again has come.
            work.session.execute(update(inbox).values(handled_at=datetime.now(UTC)))
            count = replay.replay(work.session, said.made_at - timedelta(days=settings.sent_days + 1))
            work.record(
                "house.restored", f"service:{name}", {"of": said.made_at.isoformat(), "events": count}
            )
        works.database.dispose()
