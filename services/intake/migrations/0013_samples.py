"""quality samples of the hotline: draws, and the calls drawn with their marks"""

import sqlalchemy as sa
from alembic import op

from shared import database as db

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sample_draw",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("home", sa.String(length=20), nullable=False),
        sa.Column("at", db.Utc(timezone=True), nullable=False),
        sa.Column("drawn_by", sa.Uuid(), nullable=False),
        sa.Column("seed", sa.String(length=32), nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("seat", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sample_draw")),
    )
    op.create_index(op.f("ix_sample_draw_home"), "sample_draw", ["home"])
    op.create_table(
        "call_sample",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("draw_id", sa.Uuid(), nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("marks", db.Json, nullable=True),
        sa.Column("comment", db.SealedText("intake.sample"), nullable=True),
        sa.Column("marked_at", db.Utc(timezone=True), nullable=True),
        sa.Column("marked_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaint.id"], name=op.f("fk_call_sample_complaint_id_complaint")
        ),
        sa.ForeignKeyConstraint(
            ["draw_id"], ["sample_draw.id"], name=op.f("fk_call_sample_draw_id_sample_draw")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_sample")),
        sa.UniqueConstraint("complaint_id", name=op.f("uq_call_sample_complaint_id")),
    )


def downgrade() -> None:
    for table in ("call_sample", "sample_draw"):
        op.drop_table(table)
