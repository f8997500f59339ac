"""settings of provinces with their history, and what each version stands for"""

import sqlalchemy as sa
from alembic import op

from shared import database as db

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "setting_change",
        sa.Column("province", sa.String(length=6), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("value", db.Json, nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("at", db.Utc(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("actor_name", sa.String(length=80), nullable=True),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.PrimaryKeyConstraint("province", "number", name=op.f("pk_setting_change")),
    )
    op.create_table(
        "policy_kept",
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("settings", db.Json, nullable=False),
        sa.Column("at", db.Utc(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_policy_kept")),
    )


def downgrade() -> None:
    op.drop_table("policy_kept")
    op.drop_table("setting_change")
