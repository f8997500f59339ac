"""on which day a unit reported: that, not the day of the body's confirmation, is in time or late"""

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None

ITEMS = sa.table("rectifications", sa.column("reported_at"), sa.column("reported_on"))
DAY = {
    "postgresql": "(reported_at AT TIME ZONE 'UTC' + interval '8 hours')::date",
    "sqlite": "date(substr(reported_at, 1, 19), '+8 hours')",
}
"""The legal day of a moment: China's, without daylight saving (`shared.clock.china_day`). SQLite rounds parts of a
second, and the last one of a day into the next."""


def upgrade() -> None:
    """Of reports from before this only the day on which they were written down is known. One statement, however
    many there are."""
    op.add_column("rectifications", sa.Column("reported_on", sa.Date(), nullable=True))
    day = sa.literal_column(DAY[op.get_bind().dialect.name])
    op.execute(sa.update(ITEMS).where(ITEMS.c.reported_at.is_not(None)).values(reported_on=day))


def downgrade() -> None:
    """Only the moments remain."""
    with op.batch_alter_table("rectifications") as table:
        table.drop_column("reported_on")
