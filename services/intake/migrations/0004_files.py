"""files with drafts and complaints, readings of originals, and which body holds a complaint"""

import sqlalchemy as sa
from alembic import op

from shared import database as db
from shared import sealed

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attachment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=True),
        sa.Column("draft_hash", sa.String(length=32), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("secret", db.SealedJson("intake.file"), nullable=True),
        sa.Column("refusal", sa.String(length=16), nullable=True),
        sa.Column("scan", sa.String(length=8), nullable=False),
        sa.Column("copy", sa.String(length=12), nullable=False),
        sa.Column("copy_kind", sa.String(length=8), nullable=True),
        sa.Column("copy_size", sa.Integer(), nullable=False),
        sa.Column("previews", db.Json, nullable=False),
        sa.Column("notes", db.Json, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", db.Utc(timezone=True), nullable=True),
        sa.Column("added_at", db.Utc(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attachment_complaint_id"), ["complaint_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attachment_draft_hash"), ["draft_hash"], unique=False)
        batch_op.create_index(batch_op.f("ix_attachment_due_at"), ["due_at"], unique=False)

    op.create_table(
        "draft_file_key",
        sa.Column("attachment_id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sealed.UnderWord("expires_on"), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_draft_file_key_attachment_id_attachment")
        ),
        sa.PrimaryKeyConstraint("attachment_id", name=op.f("pk_draft_file_key")),
    )
    op.create_table(
        "holder",
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("body", sa.String(length=20), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("complaint_id", "stage", name=op.f("pk_holder")),
    )
    op.create_table(
        "original_reading",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("attachment_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("staff_name", sa.String(length=80), nullable=False),
        sa.Column("at", db.Utc(timezone=True), nullable=False),
        sa.Column("reason", db.SealedText("intake.reading"), nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_original_reading_attachment_id_attachment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_original_reading")),
    )
    with op.batch_alter_table("original_reading", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_original_reading_attachment_id"), ["attachment_id"], unique=False
        )


def downgrade() -> None:
    op.drop_table("original_reading")
    op.drop_table("holder")
    op.drop_table("draft_file_key")
    op.drop_table("attachment")
