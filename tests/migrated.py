"""Databases as migrations leave them: brought to each version once in a process, copied for each test that begins there."""

from collections.abc import Callable
from pathlib import Path

from alembic import command

from shared import migrate
from shared.database import Database

HEAD = "head"
Place = Path | Callable[..., str]
"""A file that is to become the database, or what makes empty databases and copies on PostgreSQL."""
_kept: dict[tuple[str, str, bool], bytes | str] = {}
"""By service, version, and whether it is a file: what that holds, or the address of one that nobody works with."""


def standing(service: str, place: Place, version: str = HEAD) -> Database:
    """A database of the caller's own at this version, empty. The newest one is come to by all migrations in turn, an
    older one by taking back from there."""
    key = (service, version, isinstance(place, Path))
    if key not in _kept:
        _kept[key] = _brought(service, place, version)
    kept = _kept[key]
    if isinstance(place, Path):
        assert isinstance(kept, bytes)
        place.write_bytes(kept)
        return Database(f"sqlite:///{place}")
    return Database(place(like=kept))


def _brought(service: str, place: Place, version: str) -> bytes | str:
    if version == HEAD:
        made = Database(f"sqlite:///{place}" if isinstance(place, Path) else place())
        migrate.upgrade(service, made)
    else:
        made = standing(service, place)
        command.downgrade(migrate._config(service, made), version)
    made.dispose()  # the last connection to a file brings everything into it; a copy is made of what nobody uses
    return place.read_bytes() if isinstance(place, Path) else made.url.render_as_string(hide_password=False)
