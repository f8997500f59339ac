"""on which day a unit reported: that, not the day of the body's confirmation, is in time or late"""

from datetime import UTC

import sqlalchemy as sa
from alembic import op

from shared.clock import china_day

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None

ITEMS = sa.table(
    "rectifications",
    sa.column("id", sa.Uuid),
    sa.column("reported_at", sa.DateTime(timezone=True)),
    sa.column("reported_on", sa.Date),
)


def upgrade() -> None:
    """Of reports from before this only the day on which they were written down is known."""
    op.add_column("rectifications", sa.Column("reported_on", sa.Date(), nullable=True))
    connection = op.get_bind()
    reported = sa.select(ITEMS.c.id, ITEMS.c.reported_at).where(ITEMS.c.reported_at.is_not(None))
    for item, at in connection.execute(reported).all():
        day = china_day(at if at.tzinfo else at.replace(tzinfo=UTC))
        connection.execute(sa.update(ITEMS).where(ITEMS.c.id == item).values(reported_on=day))


def downgrade() -> None:
    """Only the moments remain."""
    with op.batch_alter_table("rectifications") as table:
        table.drop_column("reported_on")
