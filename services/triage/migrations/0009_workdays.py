"""working days as they were announced"""

import sqlalchemy as sa
from alembic import op

from shared import database as db

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "workday_year",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("days", db.Json, nullable=False),
        sa.PrimaryKeyConstraint("year", "version", name=op.f("pk_workday_year")),
    )
    op.create_table(
        "workday_entry",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", db.Utc(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("actor_name", sa.String(length=80), nullable=True),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.PrimaryKeyConstraint("year", "version", name=op.f("pk_workday_entry")),
    )


def downgrade() -> None:
    op.drop_table("workday_entry")
    op.drop_table("workday_year")
