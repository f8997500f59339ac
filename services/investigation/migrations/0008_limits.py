"""what a case has to keep to under the settings of its province"""

import sqlalchemy as sa
from alembic import op

from shared import database as db

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("cases", sa.Column("limits", db.Json, nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.drop_column("limits")
