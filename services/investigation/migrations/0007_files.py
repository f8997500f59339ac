"""what is known of files that came with complaints"""

import sqlalchemy as sa
from alembic import op

from shared import database as db

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "complaint_file",
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("group", sa.String(length=8), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("copy", sa.String(length=12), nullable=False),
        sa.Column("previews", sa.Integer(), nullable=False),
        sa.Column("notes", db.Json, nullable=False),
        sa.Column("added_at", db.Utc(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("file_id", name=op.f("pk_complaint_file")),
    )
    with op.batch_alter_table("complaint_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_complaint_file_complaint_id"), ["complaint_id"], unique=False)


def downgrade() -> None:
    op.drop_table("complaint_file")
