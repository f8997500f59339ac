"""scripts of a bureau, sketches and numbers to find calls by, messages in redacted versions, files withheld"""

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
    op.create_table(
        "seat_sketch",
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("sealed", db.SealedJson("intake.sketch"), nullable=False),
        sa.PrimaryKeyConstraint("complaint_id", name=op.f("pk_seat_sketch")),
    )
    op.add_column("identity", sa.Column("called_from", sa.String(length=32), nullable=True))
    op.create_index(op.f("ix_identity_called_from"), "identity", ["called_from"])


def downgrade() -> None:
    op.drop_index(op.f("ix_identity_called_from"), table_name="identity")
    op.drop_column("identity", "called_from")
    for table in ("seat_sketch", "withholding", "redacted_message", "script_change"):
        op.drop_table(table)
