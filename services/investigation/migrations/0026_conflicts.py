"""where people worked before, and which applications follow from what the records show"""

import sqlalchemy as sa
from alembic import op

from shared import database as db

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "served",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("posts", db.SealedJson("investigation:served"), nullable=False),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_served")),
    )
    op.add_column("recusals", sa.Column("cause", db.SealedText("investigation:recusal_cause"), nullable=True))


def downgrade() -> None:
    op.drop_column("recusals", "cause")
    op.drop_table("served")
