"""files as they were put away, and by what cases are found: keyed tokens, and outcomes by category"""

import sqlalchemy as sa
from alembic import op

from shared import database as db

revision = "0014"
down_revision = "0017"
branch_labels = None
depends_on = None

CASE = "cases.id"


def upgrade() -> None:
    op.create_table(
        "archives",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("body", sa.String(length=20), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=80), nullable=False),
        sa.Column("at", db.Utc(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("by_name", sa.String(length=80), nullable=False),
        sa.Column("years", sa.Integer(), nullable=False),
        sa.Column("keep_until", sa.Date(), nullable=False),
        sa.Column("note", db.SealedText("investigation:archive_note"), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("front", db.SealedJson("investigation:archive_front"), nullable=False),
        sa.Column("files", db.SealedJson("investigation:archive_files"), nullable=False),
        sa.Column("pdf", db.SealedBytes("investigation:archive"), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], [CASE], name=op.f("fk_archives_case_id_cases")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_archives")),
        sa.UniqueConstraint("body", "year", "serial", name=op.f("uq_archives_body_year_serial")),
    )
    op.create_table(
        "archive_pieces",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("withheld", sa.String(length=20), nullable=True),
        sa.Column("sign", sa.String(length=80), nullable=False),
        sa.Column("title", db.SealedText("investigation:archive_title"), nullable=False),
        sa.Column("author", sa.String(length=120), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("first_page", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("drawn", db.SealedJson("investigation:archive_drawn"), nullable=False),
        sa.Column("pdf", db.SealedBytes("investigation:archive_piece"), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], [CASE], name=op.f("fk_archive_pieces_case_id_cases")),
        sa.PrimaryKeyConstraint("case_id", "number", name=op.f("pk_archive_pieces")),
    )
    op.create_table(
        "search_tokens",
        sa.Column("token", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], [CASE], name=op.f("fk_search_tokens_case_id_cases")),
        sa.PrimaryKeyConstraint("token", "case_id", name=op.f("pk_search_tokens")),
    )
    op.create_index(op.f("ix_search_tokens_case_id"), "search_tokens", ["case_id"])
    op.create_table(
        "precedents",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("category", sa.String(length=10), nullable=False),
        sa.Column("code", sa.String(length=4), nullable=False),
        sa.Column("concluded_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], [CASE], name=op.f("fk_precedents_case_id_cases")),
        sa.PrimaryKeyConstraint("case_id", "category", "code", name=op.f("pk_precedents")),
    )
    op.create_index(op.f("ix_precedents_category_concluded_on"), "precedents", ["category", "concluded_on"])
    # Cases from before are written down by the service's rounds, which hold the keys.
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.add_column(sa.Column("indexed", sa.Boolean(), nullable=False, server_default=sa.false()))
        not_indexed = sa.text("NOT indexed")
        batch_op.create_index(
            "ix_cases_not_indexed", ["id"], postgresql_where=not_indexed, sqlite_where=not_indexed
        )


def downgrade() -> None:
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.drop_index("ix_cases_not_indexed")
        batch_op.drop_column("indexed")
    for table in ("precedents", "search_tokens", "archive_pieces", "archives"):
        op.drop_table(table)
