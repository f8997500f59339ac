"""letters of referral, and the series of their numbers"""

import sqlalchemy as sa
from alembic import op

from shared import database as db

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "letter",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("body", sa.String(length=20), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=80), nullable=False),
        sa.Column("addressee", sa.String(length=60), nullable=False),
        sa.Column("at", db.Utc(timezone=True), nullable=False),
        sa.Column("content", db.SealedJson("triage.letter"), nullable=False),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaint.id"], name=op.f("fk_letter_complaint_id_complaint")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("body", "kind", "year", "serial", name=op.f("uq_letter_body_kind_year_serial")),
    )
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_letter_complaint_id"), ["complaint_id"], unique=False)

    op.create_table(
        "letter_series",
        sa.Column("body", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("body", "kind", "year", name=op.f("pk_letter_series")),
    )


def downgrade() -> None:
    op.drop_table("letter_series")
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_letter_complaint_id"))

    op.drop_table("letter")
