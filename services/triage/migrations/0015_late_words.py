"""which words of a complainant were read before those who handle the case read them"""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

from shared import database as db

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

WORDS = ("supplemented", "withdrawn", "rated", "recheck_requested")
UNREAD = f"reading IS NULL AND kind IN {WORDS}"


def upgrade() -> None:
    op.add_column("complaint", sa.Column("handled_by", sa.String(length=20), nullable=True))
    op.add_column("happening", sa.Column("reading", sa.String(length=8), nullable=True))
    # What came long ago was read by whoever handles it. Of the last days some may be on its way still.
    happening = sa.table(
        "happening",
        sa.column("reading", sa.String()),
        sa.column("kind", sa.String()),
        sa.column("at", db.Utc(timezone=True)),
    )
    old = datetime.now(UTC) - timedelta(days=14)
    op.execute(
        happening.update().where(happening.c.kind.in_(WORDS), happening.c.at < old).values(reading="open")
    )
    op.create_index(
        "ix_happening_unread",
        "happening",
        ["complaint_id"],
        postgresql_where=sa.text(UNREAD),
        sqlite_where=sa.text(UNREAD),
    )


def downgrade() -> None:
    op.drop_index("ix_happening_unread", table_name="happening")
    op.drop_column("happening", "reading")
    op.drop_column("complaint", "handled_by")
