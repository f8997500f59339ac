"""registers with their history, registered names, and certificates of colleagues"""

import sqlalchemy as sa
from alembic import op

from shared import database as db

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "register_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("key", sa.String(length=300), nullable=False),
        sa.Column("division", sa.String(length=6), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("cells", db.Json, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_entry")),
        sa.UniqueConstraint("kind", "key", name=op.f("uq_register_entry_kind_key")),
    )
    with op.batch_alter_table("register_entry", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_register_entry_kind_division"), ["kind", "division"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_register_entry_kind_name"), ["kind", "name"], unique=False)

    op.create_table(
        "register_change",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("key", sa.String(length=300), nullable=False),
        sa.Column("at", db.Utc(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("actor_name", sa.String(length=80), nullable=True),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("before", db.Json, nullable=False),
        sa.Column("after", db.Json, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_register_change")),
    )
    with op.batch_alter_table("register_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_register_change_kind_key"), ["kind", "key"], unique=False)

    op.add_column("staff_account", sa.Column("certificate_issuer", sa.String(length=120), nullable=True))
    op.add_column("staff_account", sa.Column("certificate_valid_from", sa.Date(), nullable=True))
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
    with op.batch_alter_table("staff_account", schema=None) as batch_op:
        batch_op.drop_column("certificate_valid_from")
        batch_op.drop_column("certificate_issuer")
    op.drop_table("register_change")
    op.drop_table("register_entry")
