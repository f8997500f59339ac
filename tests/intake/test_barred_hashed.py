"""Codes of barred parties that stood in the clear become keyed hashes; asked by code, they bar as before."""

from pathlib import Path
from uuid import UUID

import pytest
from alembic import command
from sqlalchemy import select, text

from services.intake.models import Barred
from shared import crypto, migrate
from shared.database import Database

CODE = "PERSON-330106:王小明"


def test_codes_in_the_clear_are_hashed_and_found(tmp_path: Path) -> None:
    crypto.configure([b"intake tests' own master key 1234"])
    database = Database(f"sqlite:///{tmp_path}/intake.sqlite3")
    migrate.upgrade("intake", database)
    command.downgrade(migrate._config("intake", database), "0002")
    values = {"id": UUID(int=1).hex, "party": CODE}
    with database.engine.begin() as connection:
        connection.execute(text("INSERT INTO barred (complaint_id, party) VALUES (:id, :party)"), values)
    migrate.upgrade("intake", database)

    with database.reading() as session:
        assert session.scalars(select(Barred.complaint_id).where(Barred.party == CODE)).one() == UUID(int=1)
        assert CODE not in session.execute(text("SELECT party FROM barred")).scalars().all()
    with pytest.raises(RuntimeError, match="restore a copy"):
        migrate.downgrade("intake", database)
    database.dispose()
