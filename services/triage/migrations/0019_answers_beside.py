"""answers that stand beside one another, and further cases that are given up"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Of what was heard before this it is not known."""
    op.add_column("happening", sa.Column("beside", sa.Boolean(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("happening") as table:
        table.drop_column("beside")
