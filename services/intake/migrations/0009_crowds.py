"""lines of those who send from a crowd without a script"""

import sqlalchemy as sa
from alembic import op

from shared import database as db

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sending_line",
        sa.Column("line", sa.String(length=4), nullable=False),
        sa.Column("free_at", db.Utc(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("line", name=op.f("pk_sending_line")),
    )


def downgrade() -> None:
    op.drop_table("sending_line")
