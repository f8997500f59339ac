"""terms that were told, holds, and what was erased"""

import sqlalchemy as sa
from alembic import op

from shared import database as db

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "term_told",
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("complaint_id", name=op.f("pk_term_told")),
    )
    op.create_table(
        "held",
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("holds", db.SealedJson("triage.held"), nullable=False),
        sa.PrimaryKeyConstraint("complaint_id", name=op.f("pk_held")),
    )
    op.create_table(
        "erased",
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("at", db.Utc(timezone=True), nullable=False),
        sa.Column("rule", sa.String(length=12), nullable=False),
        sa.PrimaryKeyConstraint("complaint_id", name=op.f("pk_erased")),
    )


def downgrade() -> None:
    for table in ("erased", "held", "term_told"):
        op.drop_table(table)
