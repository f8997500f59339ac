"""copies of the complainant's files go with the archived case"""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("evidence_files", schema=None) as batch_op:
        batch_op.alter_column("record_id", existing_type=sa.Uuid(), nullable=True)


def downgrade() -> None:
    """What lies in the store of a folder of copies stays there."""
    op.execute("DELETE FROM evidence_files WHERE record_id IS NULL")
    with op.batch_alter_table("evidence_files", schema=None) as batch_op:
        batch_op.alter_column("record_id", existing_type=sa.Uuid(), nullable=False)
