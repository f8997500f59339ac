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
REOPENED = """
UPDATE cases SET state = 'rectifying'
WHERE state = 'concluded' AND id IN (SELECT followed_in FROM rectifications)
"""
"""What had only to be closed is not over while a unit owes something."""
LAST = """
UPDATE cases SET rectify_by = (
    SELECT max(item.due) FROM rectifications AS item WHERE item.followed_in = cases.id
)
WHERE state = 'rectifying' AND coalesce(rectify_by, '1970-01-01') < (
    SELECT max(item.due) FROM rectifications AS item WHERE item.followed_in = cases.id
)
"""
NEAREST = """
UPDATE cases SET due = (
    SELECT min(item.due) FROM rectifications AS item WHERE item.followed_in = cases.id
)
WHERE state IN ('queued', 'investigating', 'proposed', 'rectifying')
  AND due > (SELECT min(item.due) FROM rectifications AS item WHERE item.followed_in = cases.id)
"""
STATEMENTS = (LOST, REOPENED, LAST, NEAREST)


def upgrade() -> None:
    op.add_column("rectifications", sa.Column("followed_in", sa.Uuid(), nullable=True))
    op.create_index("ix_rectifications_followed_in", "rectifications", ["followed_in"])
    for statement in STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    op.drop_index("ix_rectifications_followed_in", "rectifications")
    op.drop_column("rectifications", "followed_in")
