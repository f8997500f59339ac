"""how much came since a case's file was put away, for lists (0038 has those counted that are archived), and whether
the body itself reviewed a challenged act"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

WHERE = sa.text("unfiled > 0")


def upgrade() -> None:
    op.add_column("cases", sa.Column("unfiled", sa.Integer(), server_default="0", nullable=False))
    op.add_column(
        "cases", sa.Column("reviewed_here", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.create_index("ix_cases_unfiled", "cases", ["body"], postgresql_where=WHERE, sqlite_where=WHERE)


def downgrade() -> None:
    op.drop_index("ix_cases_unfiled", "cases")
    op.drop_column("cases", "reviewed_here")
    op.drop_column("cases", "unfiled")
