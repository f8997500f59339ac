"""facts corrected at the desk, and complaints past their day"""

import sqlalchemy as sa
from alembic import op

from shared import database as db

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("complaint", schema=None) as batch_op:
        batch_op.add_column(sa.Column("corrected", db.SealedJson("triage.corrected"), nullable=True))

    op.create_table(
        "correction",
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", db.Utc(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("actor_name", sa.String(length=80), nullable=True),
        sa.Column("content", db.SealedJson("triage.correction"), nullable=False),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaint.id"], name=op.f("fk_correction_complaint_id_complaint")
        ),
        sa.PrimaryKeyConstraint("complaint_id", "number", name=op.f("pk_correction")),
    )
    op.create_table(
        "overdue",
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("level", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", db.Utc(timezone=True), nullable=False),
        sa.Column("desk", sa.String(length=20), nullable=False),
        sa.Column("superior", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaint.id"], name=op.f("fk_overdue_complaint_id_complaint")
        ),
        sa.PrimaryKeyConstraint("complaint_id", "due", "level", name=op.f("pk_overdue")),
    )
    with op.batch_alter_table("overdue", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_overdue_superior"), ["superior"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("overdue", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_overdue_superior"))

    op.drop_table("overdue")
    op.drop_table("correction")
    with op.batch_alter_table("complaint", schema=None) as batch_op:
        batch_op.drop_column("corrected")
