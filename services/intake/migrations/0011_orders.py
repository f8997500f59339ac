"""work orders of other offices, and what is told to their senders"""

import sqlalchemy as sa
from alembic import op

from shared import database as db

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "work_order",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("home", sa.String(length=20), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("name", db.SealedJson("intake.order"), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("dispatched_at", db.Utc(timezone=True), nullable=False),
        sa.Column("hard", sa.Boolean(), nullable=False),
        sa.Column("sign_by", sa.Date(), nullable=False),
        sa.Column("return_by", sa.Date(), nullable=False),
        sa.Column("interim_by", sa.Date(), nullable=False),
        sa.Column("reply_by", sa.Date(), nullable=True),
        sa.Column("returns", sa.Integer(), nullable=False),
        sa.Column("designated", sa.Boolean(), nullable=False),
        sa.Column("signed_at", db.Utc(timezone=True), nullable=True),
        sa.Column("interim_at", db.Utc(timezone=True), nullable=True),
        sa.Column("returned_at", db.Utc(timezone=True), nullable=True),
        sa.Column("replied_at", db.Utc(timezone=True), nullable=True),
        sa.Column("replied_of", sa.String(length=36), nullable=True),
        sa.Column("due_at", db.Utc(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaint.id"], name=op.f("fk_work_order_complaint_id_complaint")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_order")),
        sa.UniqueConstraint("complaint_id", name=op.f("uq_work_order_complaint_id")),
    )
    with op.batch_alter_table("work_order", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_work_order_due_at"), ["due_at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_work_order_home_dispatched_at"), ["home", "dispatched_at"], unique=False
        )
    op.create_table(
        "order_delivery",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("body", db.SealedJson("intake.order"), nullable=False),
        sa.Column("made_at", db.Utc(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", db.Utc(timezone=True), nullable=True),
        sa.Column("sent_at", db.Utc(timezone=True), nullable=True),
        sa.Column("by_hand", sa.Boolean(), nullable=False),
        sa.Column("error", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(
            ["order_id"], ["work_order.id"], name=op.f("fk_order_delivery_order_id_work_order")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_delivery")),
    )
    with op.batch_alter_table("order_delivery", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_order_delivery_due_at"), ["due_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_order_delivery_order_id"), ["order_id"], unique=False)


def downgrade() -> None:
    op.drop_table("order_delivery")
    op.drop_table("work_order")
