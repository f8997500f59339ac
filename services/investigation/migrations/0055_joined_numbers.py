"""by which number who joined a complaint follows theirs, as far as it is known here; and what is written down of
cases for the search, which learned of it, of who assigned a case and of the closing checks, is outdated"""

import sqlalchemy as sa
from alembic import op

revision = "0055"
down_revision = "0053"
branch_labels = depends_on = None

KNOWN = """
UPDATE notices SET joined_number = (
    SELECT min(cases.tracking_number) FROM cases WHERE cases.complaint_id = notices.joined_id
    AND cases.complaint_id NOT IN (SELECT complaint_id FROM erased)
) WHERE joined_id IS NOT NULL
"""
OUTDATED = """
UPDATE cases SET outdated = true WHERE complaint_id NOT IN (SELECT complaint_id FROM erased)
AND (origin <> 'complaint' OR closed_at IS NOT NULL OR complaint_id IN (
    SELECT complaint_id FROM notices WHERE joined_number IS NOT NULL
))
"""


def upgrade() -> None:
    op.add_column("notices", sa.Column("joined_number", sa.String(40), nullable=True))
    op.execute(KNOWN)
    op.execute(OUTDATED)


def downgrade() -> None:
    """What an older version finds is less; its words are looked for in what it reads."""
    op.drop_column("notices", "joined_number")
