"""how long files that were put away are kept is told anew: as their covers say"""

from alembic import op

revision = "0052"
down_revision = "0048"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Terms are told once for each version of a case, and the newest version counts."""
    op.execute("UPDATE cases SET version = version + 1 WHERE id IN (SELECT case_id FROM archives)")


def downgrade() -> None:
    """What was told is not taken back."""
