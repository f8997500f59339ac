"""which recheck confirmed what a unit still owes: its body decides on the unit's objection"""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What was confirmed before, 0048 finds out."""
    op.add_column("rectifications", sa.Column("upheld_in", sa.Uuid(), nullable=True))
    op.create_index("ix_rectifications_upheld_in", "rectifications", ["upheld_in"])


def downgrade() -> None:
    op.drop_index("ix_rectifications_upheld_in", "rectifications")
    op.drop_column("rectifications", "upheld_in")
