"""which case follows a correction whose own case went to another body after its answer"""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

LOST = """
UPDATE rectifications SET followed_in = (
    SELECT now.id FROM cases AS now JOIN cases AS lost ON lost.complaint_id = now.complaint_id
    WHERE lost.id = rectifications.case_id
      AND now.state NOT IN ('closed', 'terminated', 'passed_up')
    ORDER BY now.complaint_version DESC LIMIT 1
)
WHERE confirmed_at IS NULL AND lifted_at IS NULL
  AND case_id IN (SELECT id FROM cases WHERE state = 'passed_up')
"""
NEAREST = """
UPDATE cases SET due = (
    SELECT min(item.due) FROM rectifications AS item WHERE item.followed_in = cases.id
)
WHERE state IN ('queued', 'investigating', 'proposed')
  AND due > (SELECT min(item.due) FROM rectifications AS item WHERE item.followed_in = cases.id)
"""


def upgrade() -> None:
    op.add_column("rectifications", sa.Column("followed_in", sa.Uuid(), nullable=True))
    op.create_index("ix_rectifications_followed_in", "rectifications", ["followed_in"])
    op.execute(LOST)
    op.execute(NEAREST)


def downgrade() -> None:
    op.drop_index("ix_rectifications_followed_in", "rectifications")
    op.drop_column("rectifications", "followed_in")
