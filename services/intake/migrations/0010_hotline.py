"""hotline: drafts of seats, announced calls, how calls were taken"""

import sqlalchemy as sa
from alembic import op

from shared import database as db

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "seat_draft",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("home", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("fields", db.SealedJson("intake.seat_draft"), nullable=False),
        sa.Column("began_at", db.Utc(timezone=True), nullable=False),
        sa.Column("changed_at", db.Utc(timezone=True), nullable=False),
        sa.Column("held_since", db.Utc(timezone=True), nullable=True),
        sa.Column("held_seconds", sa.Integer(), nullable=False),
        sa.Column("ring_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat_draft")),
    )
    with op.batch_alter_table("seat_draft", schema=None) as batch_op:
        for column in ("changed_at", "home", "staff_id"):
            batch_op.create_index(batch_op.f(f"ix_seat_draft_{column}"), [column], unique=False)
    op.create_table(
        "seat_ring",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("home", sa.String(length=20), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("number", db.SealedText("intake.seat_ring"), nullable=True),
        sa.Column("rang_at", db.Utc(timezone=True), nullable=False),
        sa.Column("taken_at", db.Utc(timezone=True), nullable=True),
        sa.Column("ended_at", db.Utc(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat_ring")),
    )
    with op.batch_alter_table("seat_ring", schema=None) as batch_op:
        for column in ("home", "rang_at"):
            batch_op.create_index(batch_op.f(f"ix_seat_ring_{column}"), [column], unique=False)
    op.create_table(
        "seat_call",
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("home", sa.String(length=20), nullable=False),
        sa.Column("began_at", db.Utc(timezone=True), nullable=False),
        sa.Column("ended_at", db.Utc(timezone=True), nullable=False),
        sa.Column("held_seconds", sa.Integer(), nullable=False),
        sa.Column("read_back", sa.Boolean(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaint.id"], name=op.f("fk_seat_call_complaint_id_complaint")
        ),
        sa.PrimaryKeyConstraint("complaint_id", name=op.f("pk_seat_call")),
    )
    with op.batch_alter_table("seat_call", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_seat_call_home_ended_at"), ["home", "ended_at"], unique=False)


def downgrade() -> None:
    for table in ("seat_call", "seat_ring", "seat_draft"):
        op.drop_table(table)
