"""intake and triage are told who withdrew from complaints' cases, also before they were told of it at once"""

import sqlalchemy as sa
from alembic import op

revision = "0060"
down_revision = "0059"
branch_labels = depends_on = None

MARK = """
INSERT INTO untold (id, complaint_id) SELECT DISTINCT barred.complaint_id, barred.complaint_id FROM barred
WHERE EXISTS (SELECT 1 FROM cases WHERE cases.complaint_id = barred.complaint_id AND cases.origin = 'complaint')
AND NOT EXISTS (SELECT 1 FROM erased WHERE erased.complaint_id = barred.complaint_id)
"""
"""Who is barred is sealed: the rounds find those who are barred by account, and tell nothing of the others."""


def upgrade() -> None:
    op.create_table(
        "untold",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_untold")),
    )
    op.execute(MARK)


def downgrade() -> None:
    op.drop_table("untold")
