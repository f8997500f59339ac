"""by when what came after archiving is to be put away, as a task with a day"""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = depends_on = None

CASES = sa.table("cases", sa.column("unfiled", sa.Integer), sa.column("supplement_by", sa.Date))
DAYS = 30


def upgrade() -> None:
    """What waits already is given its days from today."""
    op.add_column("cases", sa.Column("supplement_by", sa.Date(), nullable=True))
    waiting = sa.update(CASES).where(CASES.c.unfiled > 0)
    op.execute(waiting.values(supplement_by=datetime.now(UTC).date() + timedelta(days=DAYS)))


def downgrade() -> None:
    op.drop_column("cases", "supplement_by")
