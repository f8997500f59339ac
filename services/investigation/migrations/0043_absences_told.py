"""absences hold at every desk"""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Those that run are told by the next round."""
    op.add_column("absences", sa.Column("version", sa.Integer(), server_default="0", nullable=False))
    op.create_table(
        "staff_absence",
        sa.Column("absence_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("home", sa.String(length=20), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("deputy", sa.Uuid(), nullable=True),
        sa.Column("as_head", sa.Boolean(), nullable=False),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("absence_id", name=op.f("pk_staff_absence")),
    )
    op.create_index(op.f("ix_staff_absence_staff_id"), "staff_absence", ["staff_id"])
    op.create_index(op.f("ix_staff_absence_deputy"), "staff_absence", ["deputy"])


def downgrade() -> None:
    op.drop_table("staff_absence")
    op.drop_column("absences", "version")
