"""all certificates that somebody held, so that it is right for every day"""

import sqlalchemy as sa
from alembic import op

from shared import database as db

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None
TABLES = ("staff_member",)


def upgrade() -> None:
    for table in TABLES:
        op.add_column(table, sa.Column("certificates", db.Json, nullable=True))


def downgrade() -> None:
    for table in TABLES:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column("certificates")
