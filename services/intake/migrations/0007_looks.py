"""looks at who complained"""

import sqlalchemy as sa
from alembic import op

from shared import database as db

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "identity_look",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("body", sa.String(length=20), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("staff_name", sa.String(length=80), nullable=False),
        sa.Column("reason", db.SealedText("intake.look"), nullable=False),
        sa.Column("asked_at", db.Utc(timezone=True), nullable=False),
        sa.Column("custodian", sa.String(length=20), nullable=False),
        sa.Column("granted", sa.Boolean(), nullable=True),
        sa.Column("decided_at", db.Utc(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("answer", db.SealedText("intake.look"), nullable=True),
        sa.Column("looked_at", db.Utc(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaint.id"], name=op.f("fk_identity_look_complaint_id_complaint")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_look")),
    )
    with op.batch_alter_table("identity_look", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_identity_look_complaint_id"), ["complaint_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_identity_look_custodian"), ["custodian"], unique=False)


def downgrade() -> None:
    op.drop_table("identity_look")
