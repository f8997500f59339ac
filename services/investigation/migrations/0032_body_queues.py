"""how the queues of bodies' own systems stood when the house looked last"""

import sqlalchemy as sa
from alembic import op

from shared import database as db

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "body_queues",
        sa.Column("link_id", sa.Uuid(), nullable=False),
        sa.Column("at", db.Utc(timezone=True), nullable=False),
        sa.Column("letters", sa.Integer(), nullable=False),
        sa.Column("empty_at", db.Utc(timezone=True), nullable=False),
        sa.Column("taken_at", db.Utc(timezone=True), nullable=False),
        sa.Column("marked_at", db.Utc(timezone=True), nullable=False),
        sa.Column("marked", sa.Integer(), nullable=False),
        sa.Column("grew", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["link_id"], ["body_links.id"], name=op.f("fk_body_queues_link_id_body_links")
        ),
        sa.PrimaryKeyConstraint("link_id", name=op.f("pk_body_queues")),
    )
    op.create_index("ix_body_told_since", "body_told", ["link_id", "at"])


def downgrade() -> None:
    op.drop_index("ix_body_told_since", "body_told")
    op.drop_table("body_queues")
