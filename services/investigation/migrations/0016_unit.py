"""links and requests of supervised units, and how corrections came to their end"""

import sqlalchemy as sa
from alembic import op

from shared import database as db

revision = "0016"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _corrections()
    op.create_table(
        "unit_links",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.String(length=32), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("by_name", sa.String(length=80), nullable=False),
        sa.Column("at", db.Utc(timezone=True), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("revoked_at", db.Utc(timezone=True), nullable=True),
        sa.Column("revoked_by", sa.String(length=80), nullable=True),
        sa.Column("opened", sa.Integer(), nullable=False),
        sa.Column("opened_at", db.Utc(timezone=True), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("sent", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_unit_links_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["item_id"], ["rectifications.id"], name=op.f("fk_unit_links_item_id_rectifications")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_links")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_unit_links_token_hash")),
    )
    op.create_table(
        "unit_requests",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("link_id", sa.Uuid(), nullable=True),
        sa.Column("request", sa.String(length=12), nullable=False),
        sa.Column("who", db.SealedText("investigation:unit_who"), nullable=False),
        sa.Column("reasons", db.SealedText("investigation:unit_reasons"), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("at", db.Utc(timezone=True), nullable=False),
        sa.Column("by_name", sa.String(length=80), nullable=True),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("ruling", sa.String(length=12), nullable=True),
        sa.Column("answer", db.SealedText("investigation:unit_answer"), nullable=True),
        sa.Column("decided_by", sa.String(length=80), nullable=True),
        sa.Column("decided_at", db.Utc(timezone=True), nullable=True),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_unit_requests_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_unit_requests_document_id_documents")
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["rectifications.id"], name=op.f("fk_unit_requests_item_id_rectifications")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_requests")),
    )
    for table in ("unit_links", "unit_requests"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.create_index(batch_op.f(f"ix_{table}_case_id"), ["case_id"])
            batch_op.create_index(batch_op.f(f"ix_{table}_item_id"), ["item_id"])
    op.create_table(
        "call_backs",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("done_at", db.Utc(timezone=True), nullable=True),
        sa.Column("by_name", sa.String(length=80), nullable=True),
        sa.Column("way", sa.String(length=12), nullable=True),
        sa.Column("answer", sa.String(length=12), nullable=True),
        sa.Column("text", db.SealedText("investigation:call_back"), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_call_backs_case_id_cases")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_call_backs")),
    )


def _corrections() -> None:
    with op.batch_alter_table("rectifications", schema=None) as batch_op:
        batch_op.add_column(sa.Column("first_due", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("document_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("visit", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("refusal", db.SealedText("investigation:refusal"), nullable=True))
        batch_op.add_column(sa.Column("lifted_at", db.Utc(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("urged_at", db.Utc(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("urged_until", sa.Date(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_rectifications_document_id_documents"), "documents", ["document_id"], ["id"]
        )


def downgrade() -> None:
    op.drop_table("call_backs")
    op.drop_table("unit_requests")
    op.drop_table("unit_links")
    with op.batch_alter_table("rectifications", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_rectifications_document_id_documents"), type_="foreignkey")
        for name in (
            "urged_until",
            "urged_at",
            "lifted_at",
            "refusal",
            "visit",
            "document_id",
            "first_due",
        ):
            batch_op.drop_column(name)
