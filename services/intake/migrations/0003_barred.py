"""barred parties under a keyed hash: their codes name people"""

import sqlalchemy as sa
from alembic import op

from shared import crypto

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

BARRED = sa.table("barred", sa.column("complaint_id", sa.Uuid), sa.column("party", sa.String))


def upgrade() -> None:
    connection = op.get_bind()
    for code in connection.scalars(sa.select(BARRED.c.party).distinct()).all():
        hashed = crypto.keyring().blind_index("intake.barred", code)
        connection.execute(sa.update(BARRED).where(BARRED.c.party == code).values(party=hashed))
    with op.batch_alter_table("barred") as table:
        table.alter_column(
            "party", existing_type=sa.String(120), type_=sa.String(32), existing_nullable=False
        )


def downgrade() -> None:
    if op.get_bind().scalar(sa.select(sa.func.count()).select_from(BARRED)):
        raise RuntimeError("who is barred cannot be read back from a hash: restore a copy instead")
    with op.batch_alter_table("barred") as table:
        table.alter_column(
            "party", existing_type=sa.String(32), type_=sa.String(120), existing_nullable=False
        )
