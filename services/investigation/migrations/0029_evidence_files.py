"""files that are kept with a piece of evidence"""

import sqlalchemy as sa
from alembic import op

from shared import database as db

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

DUE = sa.text("due_at IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "evidence_files",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("secret", db.SealedJson("investigation:evidence_file"), nullable=True),
        sa.Column("kind", sa.String(length=8), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("notes", db.Json, nullable=False),
        sa.Column("scan", sa.String(length=10), nullable=True),
        sa.Column("at", db.Utc, nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("by_name", sa.String(length=80), nullable=False),
        sa.Column("due_at", db.Utc, nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_evidence_files_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["record_id"], ["records.id"], name=op.f("fk_evidence_files_record_id_records")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_files")),
        sa.UniqueConstraint("case_id", "number", name=op.f("uq_evidence_files_case_id_number")),
    )
    with op.batch_alter_table("evidence_files", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evidence_files_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_evidence_files_record_id"), ["record_id"], unique=False)
        batch_op.create_index(
            "ix_evidence_files_due", ["due_at"], unique=False, postgresql_where=DUE, sqlite_where=DUE
        )


def downgrade() -> None:
    op.drop_table("evidence_files")
