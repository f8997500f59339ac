"""which piece of the case went from one hand to another; what was said in words before stays as it is"""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = depends_on = None


def upgrade() -> None:
    op.add_column("records", sa.Column("piece_id", sa.Uuid(), nullable=True))


def downgrade() -> None:
    op.drop_column("records", "piece_id")
