"""cases that no complaint began and what they bind; leases, saved filters, absences"""

import sqlalchemy as sa
from alembic import op

from shared import database as db

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "cases", sa.Column("origin", sa.String(length=20), server_default="complaint", nullable=False)
    )
    op.create_table(
        "mandates",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("by_name", sa.String(length=80), nullable=False),
        sa.Column("at", db.Utc(timezone=True), nullable=False),
        sa.Column("reason", db.SealedText("investigation:mandate"), nullable=False),
        sa.Column("assigner", db.SealedText("investigation:assigner"), nullable=False),
        sa.Column("report_by", sa.Date(), nullable=True),
        sa.Column("report", db.SealedText("investigation:report_back"), nullable=True),
        sa.Column("reported_at", db.Utc(timezone=True), nullable=True),
        sa.Column("reported_by", sa.String(length=80), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_mandates_case_id_cases")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_mandates")),
    )
    op.create_table(
        "bound_cases",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("special_id", sa.Uuid(), nullable=False),
        sa.Column("at", db.Utc(timezone=True), nullable=False),
        sa.Column("by_name", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_bound_cases_case_id_cases")),
        sa.ForeignKeyConstraint(["special_id"], ["cases.id"], name=op.f("fk_bound_cases_special_id_cases")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_bound_cases")),
    )
    with op.batch_alter_table("bound_cases", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bound_cases_special_id"), ["special_id"])
    op.add_column("cases", sa.Column("lease_until", sa.Date(), nullable=True))
    op.create_table(
        "saved_filters",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("asked", db.Json, nullable=False),
        sa.Column("at", db.Utc(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_filters")),
        sa.UniqueConstraint("staff_id", "name", name=op.f("uq_saved_filters_staff_id_name")),
    )
    op.create_table(
        "absences",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("body", sa.String(length=20), nullable=False),
        sa.Column("head", sa.String(length=40), nullable=False),
        sa.Column("head_name", sa.String(length=80), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("deputy", sa.String(length=40), nullable=True),
        sa.Column("deputy_name", sa.String(length=80), nullable=True),
        sa.Column("at", db.Utc(timezone=True), nullable=False),
        sa.Column("ended_at", db.Utc(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absences")),
    )
    with op.batch_alter_table("absences", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_absences_body"), ["body"])


def downgrade() -> None:
    op.drop_table("absences")
    op.drop_table("saved_filters")
    op.drop_table("bound_cases")
    op.drop_table("mandates")
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.drop_column("lease_until")
        batch_op.drop_column("origin")
