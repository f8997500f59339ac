"""bodies with a system of their own: their keys, what they were told, how their reports were answered"""

import sqlalchemy as sa
from alembic import op

from shared import database as db

revision = "0018"
down_revision = "0015"
branch_labels = None
depends_on = None

STANDS = sa.text("ended_at IS NULL")
RUNS = sa.text("standing = 'running'")


def upgrade() -> None:
    op.create_table(
        "body_links",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("body", sa.String(length=20), nullable=False),
        sa.Column("account", sa.String(length=80), nullable=False),
        sa.Column("public_key", sa.String(length=64), nullable=False),
        sa.Column("at", db.Utc(timezone=True), nullable=False),
        sa.Column("ended_at", db.Utc(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_body_links")),
    )
    op.create_index(
        "uq_body_links_standing",
        "body_links",
        ["body"],
        unique=True,
        postgresql_where=STANDS,
        sqlite_where=STANDS,
    )
    op.create_table(
        "body_told",
        sa.Column("link_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("standing", sa.String(length=10), nullable=False),
        sa.Column("at", db.Utc(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["link_id"], ["body_links.id"], name=op.f("fk_body_told_link_id_body_links")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_body_told_case_id_cases")),
        sa.PrimaryKeyConstraint("link_id", "case_id", name=op.f("pk_body_told")),
    )
    op.create_index(
        "ix_body_told_running", "body_told", ["link_id", "case_id"], postgresql_where=RUNS, sqlite_where=RUNS
    )
    op.create_table(
        "body_reports",
        sa.Column("link_id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("at", db.Utc(timezone=True), nullable=False),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.Column("answer", db.SealedJson("investigation:body_answer"), nullable=False),
        sa.ForeignKeyConstraint(
            ["link_id"], ["body_links.id"], name=op.f("fk_body_reports_link_id_body_links")
        ),
        sa.PrimaryKeyConstraint("link_id", "message_id", name=op.f("pk_body_reports")),
    )
    op.create_index(op.f("ix_body_reports_at"), "body_reports", ["at"], unique=False)


def downgrade() -> None:
    for name in ("body_reports", "body_told", "body_links"):
        op.drop_table(name)
