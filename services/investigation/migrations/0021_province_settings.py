"""settings of provinces, for cases that no complaint began"""

import sqlalchemy as sa
from alembic import op

from shared import database as db

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "province_settings",
        sa.Column("province", sa.String(length=6), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changes", db.Json, nullable=False),
        sa.PrimaryKeyConstraint("province", name=op.f("pk_province_settings")),
    )


def downgrade() -> None:
    op.drop_table("province_settings")
