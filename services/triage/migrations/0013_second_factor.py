"""the second factor of an account"""

import sqlalchemy as sa
from alembic import op

from shared import database as db

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("staff_account", sa.Column("second_factor", db.SealedBytes("triage.second_factor")))
    op.add_column("staff_account", sa.Column("second_factor_used", sa.Integer()))


def downgrade() -> None:
    for column in ("second_factor_used", "second_factor"):
        op.drop_column("staff_account", column)
