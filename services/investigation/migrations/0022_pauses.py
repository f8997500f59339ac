"""the clock of a case stands still: applications, and the last day as it would be without them"""

import sqlalchemy as sa
from alembic import op

from shared import database as db

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pauses",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("ground", sa.String(length=30), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("reason", db.SealedText("investigation:pause"), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("by_name", sa.String(length=80), nullable=False),
        sa.Column("at", db.Utc(timezone=True), nullable=False),
        sa.Column("granted", sa.Boolean(), nullable=True),
        sa.Column("answer", db.SealedText("investigation:pause_answer"), nullable=True),
        sa.Column("decided_by", sa.String(length=80), nullable=True),
        sa.Column("decided_at", db.Utc(timezone=True), nullable=True),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("message_id", sa.Uuid(), nullable=True),
        sa.Column("resumed_on", sa.Date(), nullable=True),
        sa.Column("ended_at", db.Utc(timezone=True), nullable=True),
        sa.Column("ended_by", sa.String(length=80), nullable=True),
        sa.Column("ending", db.SealedText("investigation:pause_ending"), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_pauses_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pauses")),
    )
    op.create_index(op.f("ix_pauses_case_id"), "pauses", ["case_id"], unique=False)
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.add_column(sa.Column("term", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("paused_until", sa.Date(), nullable=True))
        batch_op.create_index(
            "ix_cases_paused",
            ["paused_until"],
            unique=False,
            postgresql_where=sa.text("paused_until IS NOT NULL"),
            sqlite_where=sa.text("paused_until IS NOT NULL"),
        )


def downgrade() -> None:
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.drop_index("ix_cases_paused")
        batch_op.drop_column("paused_until")
        batch_op.drop_column("term")
    op.drop_table("pauses")
