"""a body may object to a case that another desk gave it by hand"""

import sqlalchemy as sa
from alembic import op

from shared import database as db

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("cases", sa.Column("given_by", sa.String(length=20), nullable=True))
    op.add_column("cases", sa.Column("object_by", sa.Date(), nullable=True))
    op.add_column("cases", sa.Column("objected_at", db.Utc(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.drop_column("objected_at")
        batch_op.drop_column("object_by")
        batch_op.drop_column("given_by")
