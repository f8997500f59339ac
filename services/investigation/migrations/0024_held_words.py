"""words of complainants that are read when triage has passed them, and cases that were taken over"""

import sqlalchemy as sa
from alembic import op

from shared import database as db

revision = "0024"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "passed_words",
        sa.Column("said_id", sa.Uuid(), nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kept_from", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("said_id", name=op.f("pk_passed_words")),
    )
    op.create_index(op.f("ix_passed_words_complaint_id"), "passed_words", ["complaint_id"])
    # What was read before is not taken back.
    op.add_column("notices", sa.Column("held", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "taken_over",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("at", db.Utc(timezone=True), nullable=False),
        sa.Column("to_body", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_taken_over")),
    )


def downgrade() -> None:
    op.drop_table("taken_over")
    op.drop_column("notices", "held")
    op.drop_index(op.f("ix_passed_words_complaint_id"), table_name="passed_words")
    op.drop_table("passed_words")
