"""the PDF of a document as it was first given out"""

import sqlalchemy as sa
from alembic import op

from shared import database as db

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.add_column(sa.Column("pdf", db.SealedBytes("investigation:document_pdf"), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.drop_column("pdf")
