"""who works on a case declares that they know of no tie to it"""

import sqlalchemy as sa
from alembic import op

from shared import database as db

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("hands", sa.Column("declared_at", db.Utc, nullable=True))


def downgrade() -> None:
    op.drop_column("hands", "declared_at")
