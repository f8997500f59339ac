"""applications that somebody withdraw from a case"""

import sqlalchemy as sa
from alembic import op

from shared import database as db

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "recusals",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("is_head", sa.Boolean(), nullable=False),
        sa.Column("side", sa.String(length=20), nullable=False),
        sa.Column("tie", sa.String(length=20), nullable=False),
        sa.Column("reason", db.SealedText("investigation:recusal"), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("by_name", sa.String(length=80), nullable=False),
        sa.Column("at", db.Utc(timezone=True), nullable=False),
        sa.Column("decider", sa.String(length=20), nullable=False),
        sa.Column("granted", sa.Boolean(), nullable=True),
        sa.Column("answer", db.SealedText("investigation:recusal_answer"), nullable=True),
        sa.Column("decided_by", sa.String(length=80), nullable=True),
        sa.Column("decided_at", db.Utc(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_recusals_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recusals")),
    )
    with op.batch_alter_table("recusals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recusals_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_recusals_decider"), ["decider"], unique=False)


def downgrade() -> None:
    op.drop_table("recusals")
