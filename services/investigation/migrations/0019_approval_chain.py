"""chains of approval: offices below the head's, the chain of a proposal, and who took which step"""

import sqlalchemy as sa
from alembic import op

from shared import database as db

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

HELD = sa.text("until IS NULL")


def upgrade() -> None:
    op.create_table(
        "office_holders",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("body", sa.String(length=20), nullable=False),
        sa.Column("office", sa.String(length=10), nullable=False),
        sa.Column("staff_id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("since", db.Utc(timezone=True), nullable=False),
        sa.Column("until", db.Utc(timezone=True), nullable=True),
        sa.Column("by_name", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_holders")),
    )
    op.create_index(op.f("ix_office_holders_body"), "office_holders", ["body"], unique=False)
    op.create_index(
        "uq_office_holders_held",
        "office_holders",
        ["staff_id"],
        unique=True,
        postgresql_where=HELD,
        sqlite_where=HELD,
    )
    with op.batch_alter_table("proposals", schema=None) as batch_op:
        batch_op.add_column(sa.Column("chain", sa.String(length=40), server_default="head", nullable=False))
    with op.batch_alter_table("approvals", schema=None) as batch_op:
        batch_op.add_column(sa.Column("office", sa.String(length=10), server_default="head", nullable=False))
    with op.batch_alter_table("absences", schema=None) as batch_op:
        batch_op.add_column(sa.Column("as_head", sa.Boolean(), server_default=sa.true(), nullable=False))
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.add_column(sa.Column("step", sa.String(length=10), nullable=True))


def downgrade() -> None:
    for table, column in (
        ("cases", "step"),
        ("absences", "as_head"),
        ("approvals", "office"),
        ("proposals", "chain"),
    ):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column(column)
    op.drop_table("office_holders")
