"""working days as they were announced"""

import sqlalchemy as sa
from alembic import op

from shared import database as db

revision = "0010"
down_revision = "0009"
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


def downgrade() -> None:
    op.drop_table("workday_year")
