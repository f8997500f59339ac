"""Numbered migrations, one folder and one version table per service (alembic inside).

`python -m shared.migrate autogen SERVICE` writes the first migration anew from the models; it is for
the time before the first release, when there is nothing to migrate from.
"""

import importlib
import sys
from io import StringIO
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.script.revision import ResolutionError
from sqlalchemy import MetaData

from shared.database import Database

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = Path(__file__).resolve().parent / "migrations"


def metadata_of(service: str) -> MetaData:
    found: MetaData = importlib.import_module(f"services.{service}.models").Base.metadata
    return found


def _config(service: str, database: Database, output: Any = None) -> Config:
    config = Config(stdout=output or StringIO())
    config.set_main_option("script_location", str(TEMPLATE))
    config.set_main_option("version_locations", str(ROOT / "services" / service / "migrations"))
    config.set_main_option("path_separator", "newline")
    config.attributes.update(database=database, metadata=metadata_of(service))
    return config


def upgrade(service: str, database: Database) -> None:
    """Bring the database to the newest version; nothing happens when it is there."""
    command.upgrade(_config(service, database), "head")


def downgrade(service: str, database: Database) -> None:
    """Take every migration back: all tables go, with all that is in them."""
    command.downgrade(_config(service, database), "base")


def pending(service: str, database: Database) -> int:
    """How many migrations are still to apply: none to a database that a newer version migrated already, since
    old programs live with that while they are replaced one after the other."""
    return _behind(service, database) or 0


def ahead(service: str, database: Database) -> bool:
    """Whether a newer version migrated the database: to where, this one does not know."""
    return _behind(service, database) is None


def _behind(service: str, database: Database) -> int | None:
    scripts = ScriptDirectory.from_config(_config(service, database))
    with database.engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    try:
        return sum(1 for _ in scripts.iterate_revisions("head", current or "base"))
    except ResolutionError:
        return None


def check(service: str, database: Database) -> None:
    """Raise when the models say something else than the migrated database."""
    command.check(_config(service, database))


def autogenerate(service: str, database: Database) -> None:
    folder = ROOT / "services" / service / "migrations"
    folder.mkdir(exist_ok=True)
    for old in folder.glob("0001_*.py"):
        old.unlink()
    command.revision(_config(service, database), "first", autogenerate=True, rev_id="0001")


def main(arguments: list[str]) -> int:
    match arguments:
        case ["autogen", service]:
            autogenerate(service, Database("sqlite://"))
            return 0
    sys.stderr.write("usage: python -m shared.migrate autogen SERVICE\n")
    return 2


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
