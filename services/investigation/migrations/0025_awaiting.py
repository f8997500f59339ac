"""what waits for a head's word is found without reading what was decided"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

OPEN = {"extensions": "granted", "pauses": "granted", "recusals": "granted", "unit_requests": "ruling"}


def upgrade() -> None:
    for table, column in OPEN.items():
        undecided = sa.text(f"{column} IS NULL")
        op.create_index(
            f"ix_{table}_undecided",
            table,
            ["case_id"],
            postgresql_where=undecided,
            sqlite_where=undecided,
        )


def downgrade() -> None:
    for table in OPEN:
        op.drop_index(f"ix_{table}_undecided", table_name=table)
