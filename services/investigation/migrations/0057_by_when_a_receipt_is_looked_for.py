"""by when the receipt of a transfer, or the answer to what was advised, is looked for"""

import sqlalchemy as sa
from alembic import op

revision = "0057"
down_revision = "0056"
branch_labels = depends_on = None

DAY = {
    "postgresql": "(at AT TIME ZONE 'UTC' + interval '8 hours')::date + {days}",
    "sqlite": "date(substr(at, 1, 19), '+8 hours', '+{days} days')",
}
"""The legal day of a moment, in China, and so many days later."""
USUAL = {"transfer": 7, "accountability": 30, "commendation": 30}
RECORDS = sa.table(
    "records", sa.column("kind", sa.String), sa.column("at"), sa.column("ended_at"), sa.column("due")
)


def upgrade() -> None:
    """Of those that wait: what they name as their day is sealed, so it is counted from when they were kept."""
    for kind, days in USUAL.items():
        due = sa.literal_column(DAY[op.get_bind().dialect.name].format(days=days))
        waiting = (RECORDS.c.kind == kind) & RECORDS.c.ended_at.is_(None) & RECORDS.c.due.is_(None)
        op.execute(sa.update(RECORDS).where(waiting).values(due=due))


def downgrade() -> None:
    """None of them had one."""
    op.execute(sa.update(RECORDS).where(RECORDS.c.kind.in_(USUAL)).values(due=None))
