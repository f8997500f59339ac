"""when a complaint was entered, where it came before, and the paper's own date"""

import sqlalchemy as sa
from alembic import op

from shared import database as db

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("complaint", sa.Column("entered_at", db.Utc(timezone=True), nullable=True))
    op.add_column("complaint", sa.Column("dated_on", sa.Date(), nullable=True))


def downgrade() -> None:
    for column in ("dated_on", "entered_at"):
        op.drop_column("complaint", column)
