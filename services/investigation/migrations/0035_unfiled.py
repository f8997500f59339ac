"""how much came since a case's file was put away, for lists (archived ones are counted soon after), and whether
the body itself reviewed a challenged act"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

WHERE = sa.text("unfiled > 0")

COUNTED_SOON = """
UPDATE cases SET indexed = false WHERE id IN (SELECT case_id FROM archives)
AND complaint_id NOT IN (SELECT complaint_id FROM erased)
"""
"""Not what was erased: nothing is left there to be counted or found by."""


def upgrade() -> None:
    op.add_column("cases", sa.Column("unfiled", sa.Integer(), server_default="0", nullable=False))
    op.add_column(
        "cases", sa.Column("reviewed_here", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.create_index("ix_cases_unfiled", "cases", ["body"], postgresql_where=WHERE, sqlite_where=WHERE)
    op.execute(sa.text(COUNTED_SOON))


def downgrade() -> None:
    op.drop_index("ix_cases_unfiled", "cases")
    op.drop_column("cases", "reviewed_here")
    op.drop_column("cases", "unfiled")
