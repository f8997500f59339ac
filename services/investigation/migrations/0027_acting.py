"""when what ties a deputy to open cases was looked at"""

import sqlalchemy as sa
from alembic import op

from shared import database as db

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("absences", sa.Column("begun_at", db.Utc(), nullable=True))


def downgrade() -> None:
    op.drop_column("absences", "begun_at")
