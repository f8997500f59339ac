"""registered names, and certificates of colleagues"""

import sqlalchemy as sa
from alembic import op

from shared import database as db

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("staff_member", sa.Column("certificate_number", sa.String(length=40), nullable=True))
    op.add_column("staff_member", sa.Column("certificate_issuer", sa.String(length=120), nullable=True))
    op.add_column("staff_member", sa.Column("certificate_valid_from", sa.Date(), nullable=True))
    op.create_table(
        "party_name",
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("names", db.Json, nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_party_name")),
    )


def downgrade() -> None:
    op.drop_table("party_name")
    with op.batch_alter_table("staff_member", schema=None) as batch_op:
        batch_op.drop_column("certificate_valid_from")
        batch_op.drop_column("certificate_issuer")
        batch_op.drop_column("certificate_number")
