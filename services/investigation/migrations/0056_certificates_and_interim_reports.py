"""all certificates that somebody held; reports on how far an assigned matter is"""

import sqlalchemy as sa
from alembic import op

from shared import database as db

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None
TABLES = ("staff_member",)


def upgrade() -> None:
    for table in TABLES:
        op.add_column(table, sa.Column("certificates", db.Json, nullable=True))
    op.add_column(
        "mandates", sa.Column("interim", db.SealedText("investigation:interim_report"), nullable=True)
    )
    op.add_column("mandates", sa.Column("interim_at", db.Utc(timezone=True), nullable=True))
    op.add_column("mandates", sa.Column("interim_by", sa.String(length=80), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("mandates", schema=None) as batch_op:
        for name in ("interim_by", "interim_at", "interim"):
            batch_op.drop_column(name)
    for table in TABLES:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column("certificates")
