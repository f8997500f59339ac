"""keys of the proofs of receipt, and telling complainants that there is news"""

import sqlalchemy as sa
from alembic import op

from shared import database as db

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "proof_key",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("public", db.SealedText("intake.proof_key"), nullable=False),
        sa.Column("since", db.Utc(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proof_key")),
    )
    op.create_table(
        "news_contact",
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("way", sa.String(length=8), nullable=False),
        sa.Column("address", db.SealedText("intake.news"), nullable=False),
        sa.Column("asked_at", db.Utc(timezone=True), nullable=False),
        sa.Column("failed_at", db.Utc(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["complaint_id"],
            ["identity.complaint_id"],
            name=op.f("fk_news_contact_complaint_id_identity"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("complaint_id", name=op.f("pk_news_contact")),
    )
    op.create_table(
        "news_waiting",
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", db.Utc(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["complaint_id"],
            ["news_contact.complaint_id"],
            name=op.f("fk_news_waiting_complaint_id_news_contact"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("complaint_id", name=op.f("pk_news_waiting")),
    )
    with op.batch_alter_table("news_waiting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_news_waiting_due_at"), ["due_at"], unique=False)


def downgrade() -> None:
    op.drop_table("news_waiting")
    op.drop_table("news_contact")
    op.drop_table("proof_key")
