"""what became of a document after it was issued; of those lifted, annulled or changed before, as the cases tell"""

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
BY = """
(SELECT said.id FROM documents AS said JOIN cases AS later ON later.id = said.case_id
 JOIN cases AS before ON before.id = entry.case_id
 WHERE said.kind = 'reply' AND document.kind = 'reply' AND said.at = entry.at AND said.id <> document.id
   AND (later.complaint_id = before.complaint_id OR later.recheck_of = before.complaint_id)
 ORDER BY said.id LIMIT 1)
"""
"""The recheck's reply, which says what became of the one before; which letter annulled what else, no row says."""
FELL_BEFORE = """
EXISTS (SELECT 1 FROM entries AS first WHERE first.case_id = entry.case_id AND first.kind = 'recheck_annul'
        AND (first.at < entry.at OR (first.at = entry.at AND first.id < entry.id)))
"""
ANNULLED = f"""
INSERT INTO document_ends (id, document_id, how, at, by_document_id)
SELECT document.id, document.id, 'annulled', entry.at, {BY}
FROM documents AS document JOIN entries AS entry ON entry.case_id = document.case_id
WHERE entry.kind = 'recheck_annul' AND NOT {FELL_BEFORE}
  AND document.kind IN ('opinion', 'circular', 'notice', 'advice', 'reply') AND document.at < entry.at
  AND document.id NOT IN (SELECT document_id FROM document_ends WHERE how = 'lifted')
"""  # noqa: S608 nothing of it is anybody's words
CHANGED = f"""
INSERT INTO document_ends (id, document_id, how, at, by_document_id)
SELECT entry.id, document.id, 'changed', entry.at, {BY}
FROM documents AS document JOIN entries AS entry ON entry.case_id = document.case_id
WHERE entry.kind = 'recheck_change' AND NOT {FELL_BEFORE}
  AND document.kind = 'reply' AND document.at < entry.at
"""  # noqa: S608


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
    op.execute(sa.text(CHANGED))


def downgrade() -> None:
    op.drop_table("document_ends")
