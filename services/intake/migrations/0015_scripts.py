"""what seats say and ask, where a bureau has words of its own"""

import sqlalchemy as sa
from alembic import op

from shared import database as db

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "script_change",
        sa.Column("place", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("words", db.Json, nullable=True),
        sa.Column("at", db.Utc(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("actor_name", sa.String(length=80), nullable=True),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.PrimaryKeyConstraint("place", "number", name=op.f("pk_script_change")),
    )


def downgrade() -> None:
    op.drop_table("script_change")
