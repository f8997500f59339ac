"""which of a complainant's messages triage has passed on"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "passed_words",
        sa.Column("said_id", sa.Uuid(), nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kept", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("said_id", name=op.f("pk_passed_words")),
    )
    op.create_index(op.f("ix_passed_words_complaint_id"), "passed_words", ["complaint_id"])
    op.add_column("message", sa.Column("said_id", sa.Uuid(), nullable=True))


def downgrade() -> None:
    op.drop_column("message", "said_id")
    op.drop_index(op.f("ix_passed_words_complaint_id"), table_name="passed_words")
    op.drop_table("passed_words")
