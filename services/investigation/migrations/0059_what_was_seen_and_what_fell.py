"""by which templates a proposal's documents were to be written when it was made; which applications for recusal
fell by themselves, and did not end with their case"""

import sqlalchemy as sa
from alembic import op

revision = "0059"
down_revision = "0058"
branch_labels = depends_on = None

FELL = """
UPDATE recusals SET fell = true WHERE moot AND EXISTS (
    SELECT 1 FROM cases WHERE cases.id = recusals.case_id
    AND (cases.closed_at IS NULL OR cases.closed_at > recusals.decided_at)
)
"""
"""Whatever ended with its case ended in the moment in which that was over, or became known to be."""


def upgrade() -> None:
    op.add_column("proposals", sa.Column("templates", sa.String(length=400), nullable=True))
    op.add_column("recusals", sa.Column("fell", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.execute(FELL)


def downgrade() -> None:
    for table, column in (("proposals", "templates"), ("recusals", "fell")):
        with op.batch_alter_table(table) as changed:
            changed.drop_column(column)
