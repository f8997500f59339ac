"""supplements to an archived file: what was heard and kept since"""

import sqlalchemy as sa
from alembic import op

from shared import database as db

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

CASE = "cases.id"


def upgrade() -> None:
    # Of files from before nobody wrote down what is in them: that follows from the days.
    with op.batch_alter_table("archives", schema=None) as batch_op:
        batch_op.add_column(sa.Column("covers", db.Json, nullable=True))
        batch_op.add_column(sa.Column("up_to", sa.Integer(), nullable=True))
    op.create_table(
        "supplements",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("serial", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("covers", db.Json, nullable=False),
        sa.Column("up_to", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=80), nullable=False),
        sa.Column("at", db.Utc(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("by_name", sa.String(length=80), nullable=False),
        sa.Column("note", db.SealedText("investigation:archive_note"), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("front", db.SealedJson("investigation:archive_front"), nullable=False),
        sa.Column("files", db.SealedJson("investigation:archive_files"), nullable=False),
        sa.Column("pdf", db.SealedBytes("investigation:archive"), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], [CASE], name=op.f("fk_supplements_case_id_cases")),
        sa.PrimaryKeyConstraint("case_id", "serial", name=op.f("pk_supplements")),
    )
    op.create_table(
        "supplement_pieces",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("serial", sa.Integer(), autoincrement=False, nullable=False),
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
        sa.ForeignKeyConstraint(["case_id"], [CASE], name=op.f("fk_supplement_pieces_case_id_cases")),
        sa.PrimaryKeyConstraint("case_id", "serial", "number", name=op.f("pk_supplement_pieces")),
    )


def downgrade() -> None:
    for table in ("supplement_pieces", "supplements"):
        op.drop_table(table)
    with op.batch_alter_table("archives", schema=None) as batch_op:
        batch_op.drop_column("up_to")
        batch_op.drop_column("covers")
