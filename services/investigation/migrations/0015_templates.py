"""bureaus' own templates, and documents as they were written by them"""

import sqlalchemy as sa
from alembic import op

from shared import database as db

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "document_templates",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("body", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("in_use", sa.Boolean(), nullable=False),
        sa.Column("at", db.Utc(timezone=True), nullable=False),
        sa.Column("by_name", sa.String(length=80), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("data", db.SealedBytes("investigation:template"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_templates")),
        sa.UniqueConstraint("body", "kind", "version", name=op.f("uq_document_templates_body_kind_version")),
    )
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.add_column(sa.Column("template", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("word", db.SealedBytes("investigation:document_word"), nullable=True))
        batch_op.add_column(sa.Column("set_as", db.SealedJson("investigation:document_set"), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("documents", schema=None) as batch_op:
        for name in ("set_as", "word", "template"):
            batch_op.drop_column(name)
    op.drop_table("document_templates")
