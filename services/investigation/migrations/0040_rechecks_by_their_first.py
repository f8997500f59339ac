"""rechecks are found by the complaint whose answer they look at again: sight asks for those whose first file the
caller must not know, beside each list and count"""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

WHERE = sa.text("recheck_of IS NOT NULL")


def upgrade() -> None:
    op.create_index(
        "ix_cases_recheck_of", "cases", ["recheck_of"], postgresql_where=WHERE, sqlite_where=WHERE
    )


def downgrade() -> None:
    op.drop_index("ix_cases_recheck_of", "cases")
