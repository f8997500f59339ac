"""terms, holds, erasures with their certificates, and redacted statements"""

import sqlalchemy as sa
from alembic import op

from shared import database as db

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "term",
        sa.Column("source", sa.Uuid(), nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("rule", sa.String(length=12), nullable=False),
        sa.Column("years", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("source", name=op.f("pk_term")),
    )
    op.create_index(op.f("ix_term_complaint_id"), "term", ["complaint_id"])
    op.create_index(op.f("ix_term_until"), "term", ["until"])
    op.create_table(
        "hold",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("reason", db.SealedText("intake.hold"), nullable=False),
        sa.Column("body", sa.String(length=20), nullable=True),
        sa.Column("placed_at", db.Utc(timezone=True), nullable=False),
        sa.Column("placed_by", sa.Uuid(), nullable=True),
        sa.Column("placed_by_name", sa.String(length=80), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("lifted_at", db.Utc(timezone=True), nullable=True),
        sa.Column("lifted_by", sa.Uuid(), nullable=True),
        sa.Column("lifted_by_name", sa.String(length=80), nullable=True),
        sa.Column("lift_reason", db.SealedText("intake.hold"), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hold")),
    )
    op.create_index(op.f("ix_hold_complaint_id"), "hold", ["complaint_id"])
    op.create_table(
        "erasure_certificate",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("body", sa.String(length=20), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=80), nullable=False),
        sa.Column("at", db.Utc(timezone=True), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure_certificate")),
        sa.UniqueConstraint("body", "year", "serial", name=op.f("uq_erasure_certificate_body_year_serial")),
    )
    op.create_table(
        "erasure",
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("tracking_number", sa.String(length=14), nullable=False),
        sa.Column("at", db.Utc(timezone=True), nullable=False),
        sa.Column("body", sa.String(length=20), nullable=False),
        sa.Column("rule", sa.String(length=12), nullable=False),
        sa.Column("years", sa.Integer(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("files", sa.Integer(), nullable=False),
        sa.Column("certificate_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["certificate_id"],
            ["erasure_certificate.id"],
            name=op.f("fk_erasure_certificate_id_erasure_certificate"),
        ),
        sa.PrimaryKeyConstraint("complaint_id", name=op.f("pk_erasure")),
    )
    op.create_index(op.f("ix_erasure_certificate_id"), "erasure", ["certificate_id"])
    op.create_table(
        "redaction",
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", db.Utc(timezone=True), nullable=False),
        sa.Column("body", sa.String(length=20), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("staff_name", sa.String(length=80), nullable=False),
        sa.Column("text", db.SealedText("intake.redaction"), nullable=False),
        sa.Column("marks", db.SealedJson("intake.redaction"), nullable=False),
        sa.PrimaryKeyConstraint("complaint_id", "version", name=op.f("pk_redaction")),
    )


def downgrade() -> None:
    for table in ("redaction", "erasure", "erasure_certificate", "hold", "term"):
        op.drop_table(table)
