"""terms that were told, holds, redacted statements, and what was erased"""

import sqlalchemy as sa
from alembic import op

from shared import database as db

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "terms_told",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_terms_told_case_id_cases")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_terms_told")),
    )
    op.create_table(
        "held",
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("holds", db.SealedJson("investigation:held"), nullable=False),
        sa.PrimaryKeyConstraint("complaint_id", name=op.f("pk_held")),
    )
    op.create_table(
        "redacted",
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", db.Utc(timezone=True), nullable=False),
        sa.Column("by_name", sa.String(length=80), nullable=False),
        sa.Column("text", db.SealedText("investigation:redacted"), nullable=False),
        sa.PrimaryKeyConstraint("complaint_id", name=op.f("pk_redacted")),
    )
    op.create_table(
        "erased",
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("at", db.Utc(timezone=True), nullable=False),
        sa.Column("rule", sa.String(length=12), nullable=False),
        sa.PrimaryKeyConstraint("complaint_id", name=op.f("pk_erased")),
    )


def downgrade() -> None:
    for table in ("erased", "redacted", "held", "terms_told"):
        op.drop_table(table)
