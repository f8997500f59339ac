"""Cases are written down anew for the search: it learned of letters, of the course, and of more names."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0035"
branch_labels = depends_on = None


ANEW = "UPDATE cases SET indexed = false WHERE complaint_id NOT IN (SELECT complaint_id FROM erased)"
NEVER = (
    "UPDATE cases SET indexed = true WHERE complaint_id IN (SELECT complaint_id FROM erased) AND NOT indexed"
)


def upgrade() -> None:
    """Not what was erased: nothing is left there to be found by, and what was to be looked at there is not."""
    op.execute(sa.text(ANEW))
    op.execute(sa.text(NEVER))


def downgrade() -> None:
    """What an older version finds is less; its words are looked for in what it reads."""
