"""the last day that a case told, when its term was extended or its clock stood still"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("happening", sa.Column("day", sa.Date()))


def downgrade() -> None:
    op.drop_column("happening", "day")
