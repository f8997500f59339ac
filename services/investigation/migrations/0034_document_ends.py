"""what became of a document after it was issued; of those lifted or annulled before, as the cases tell"""

import sqlalchemy as sa
from alembic import op

from shared import database as db

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

LIFTED = """
INSERT INTO document_ends (id, document_id, how, at, by_document_id)
SELECT asked.id, item.document_id, asked.ruling, asked.decided_at, asked.document_id
FROM unit_requests AS asked JOIN rectifications AS item ON item.id = asked.item_id
WHERE asked.ruling IN ('lifted', 'changed') AND item.document_id IS NOT NULL
"""
ANNULLED = """
INSERT INTO document_ends (id, document_id, how, at, by_document_id)
SELECT item.id, item.document_id, 'annulled',
       (SELECT min(entry.at) FROM entries AS entry
        WHERE entry.case_id = item.case_id AND entry.kind = 'recheck_annul'), NULL
FROM rectifications AS item
WHERE item.document_id IS NOT NULL
  AND item.case_id IN (SELECT case_id FROM entries WHERE kind = 'recheck_annul')
  AND item.document_id NOT IN (SELECT document_id FROM document_ends WHERE how = 'lifted')
"""


def upgrade() -> None:
    op.create_table(
        "document_ends",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("how", sa.String(length=10), nullable=False),
        sa.Column("at", db.Utc(timezone=True), nullable=False),
        sa.Column("by_document_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_document_ends_document_id_documents")
        ),
        sa.ForeignKeyConstraint(
            ["by_document_id"], ["documents.id"], name=op.f("fk_document_ends_by_document_id_documents")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_ends")),
    )
    for name in ("document_id", "by_document_id"):
        op.create_index(op.f(f"ix_document_ends_{name}"), "document_ends", [name])
    op.execute(sa.text(LIFTED))
    op.execute(sa.text(ANNULLED))


def downgrade() -> None:
    op.drop_table("document_ends")
