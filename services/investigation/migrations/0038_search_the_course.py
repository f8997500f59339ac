"""what is written down of cases for lists and the search, which learned of letters, of the course and of more
names, is outdated; and by a complaint it is found which other one it joined"""

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from alembic import op

from shared import database as db

revision = "0038"
down_revision = "0035"
branch_labels = depends_on = None


OUTDATED = "UPDATE cases SET outdated = true WHERE complaint_id NOT IN (SELECT complaint_id FROM erased)"
NEVER = (
    "UPDATE cases SET indexed = true WHERE complaint_id IN (SELECT complaint_id FROM erased) AND NOT indexed"
)

JOINED = sa.table("notices", sa.column("id", sa.Uuid), sa.column("kind"), sa.column("detail", db.Json),
                  sa.column("joined_id", sa.Uuid))  # fmt: skip
IS_OUTDATED, IS_ONE = sa.text("outdated"), sa.text("outdated = 1")
"""In the words in which PostgreSQL and SQLite are asked for them."""
IS_JOINED = sa.text("joined_id IS NOT NULL")


def upgrade() -> None:
    """Not what was erased: nothing is left there to be found by, and what was to be looked at there is not."""
    op.add_column("cases", sa.Column("outdated", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_index("ix_cases_outdated", "cases", ["id"], postgresql_where=IS_OUTDATED, sqlite_where=IS_ONE)
    op.execute(sa.text(OUTDATED))
    op.execute(sa.text(NEVER))
    op.add_column("notices", sa.Column("joined_id", sa.Uuid(), nullable=True))
    op.create_index(
        "ix_notices_joined", "notices", ["joined_id"], postgresql_where=IS_JOINED, sqlite_where=IS_JOINED
    )
    _say_what_joined(op.get_bind())


def _say_what_joined(connection: sa.Connection) -> None:
    told = connection.execute(sa.select(JOINED.c.id, JOINED.c.detail).where(JOINED.c.kind == "joined"))
    rows: list[dict[str, Any]] = [
        {"of": row.id, "joined": UUID(row.detail["joined"])} for row in told if "joined" in row.detail
    ]
    if rows:
        of = sa.update(JOINED).where(JOINED.c.id == sa.bindparam("of"))
        connection.execute(of.values(joined_id=sa.bindparam("joined")), rows)


def downgrade() -> None:
    """What an older version finds is less; its words are looked for in what it reads."""
    op.drop_index("ix_notices_joined", "notices")
    op.drop_column("notices", "joined_id")
    op.drop_index("ix_cases_outdated", "cases")
    op.drop_column("cases", "outdated")
