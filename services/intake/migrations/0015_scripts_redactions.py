"""what seats say and ask, where a bureau has words of its own; messages in redacted versions, files withheld"""

import sqlalchemy as sa
from alembic import op

from shared import database as db

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "script_change",
        sa.Column("place", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("words", db.Json, nullable=True),
        sa.Column("at", db.Utc(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("actor_name", sa.String(length=80), nullable=True),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.PrimaryKeyConstraint("place", "number", name=op.f("pk_script_change")),
    )
    op.create_table(
        "redacted_message",
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("at", db.Utc(timezone=True), nullable=False),
        sa.Column("text", db.SealedText("intake.redaction"), nullable=False),
        sa.Column("marks", db.SealedJson("intake.redaction"), nullable=False),
        sa.PrimaryKeyConstraint("complaint_id", "version", "message_id", name=op.f("pk_redacted_message")),
    )
    op.create_table(
        "withholding",
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("attachment_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("withheld", sa.Boolean(), nullable=False),
        sa.Column("reason", db.SealedText("intake.redaction"), nullable=False),
        sa.Column("at", db.Utc(timezone=True), nullable=False),
        sa.Column("body", sa.String(length=20), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("staff_name", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("complaint_id", "attachment_id", "number", name=op.f("pk_withholding")),
    )


def downgrade() -> None:
    for table in ("withholding", "redacted_message", "script_change"):
        op.drop_table(table)
