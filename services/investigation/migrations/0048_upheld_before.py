"""orders that a recheck let stand before 0044 kept it: its body decides on the unit's objection"""

from alembic import op

revision = "0048"
down_revision = "0046"
branch_labels = None
depends_on = None

ANSWERED = "{0}.concluded_at IS NOT NULL AND {0}.state <> 'passed_up'"
RECHECK = f"{{0}}.decision = 'recheck' AND {ANSWERED}"
LATER = "{1}.complaint_id = {0}.complaint_id AND {1}.complaint_version > {0}.complaint_version"
AS_BEFORE = """
now.case_id = later.id AND now.allegation = was.allegation AND now.finding = was.finding
AND coalesce(now.category, '') = coalesce(was.category, '')
AND coalesce(now.nature, '') = coalesce(was.nature, '') AND now.serious = was.serious
"""
BREACH = "was.case_id = before.id AND was.finding IN ('substantiated', 'partly')"
FOUND_OTHERWISE = f"""
SELECT 1 FROM findings AS was
JOIN cases AS later ON {LATER.format("before", "later")} AND {ANSWERED.format("later")}
  AND later.complaint_version <= again.complaint_version
LEFT JOIN findings AS now ON {AS_BEFORE}
WHERE {BREACH} AND now.allegation IS NULL
"""  # noqa: S608 nothing of it is anybody's words
"""By the recheck, or by an answer between the two."""
NEWER = f"""
SELECT 1 FROM cases AS newer WHERE {LATER.format("again", "newer")} AND {RECHECK.format("newer")}
"""  # noqa: S608 nothing of it is anybody's words
ELSEWHERE = f"""
SELECT 1 FROM cases AS other WHERE other.recheck_of = before.complaint_id
AND other.complaint_id <> before.complaint_id AND {RECHECK.format("other")}
"""  # noqa: S608 nothing of it is anybody's words
ENDED = """
SELECT coalesce(sum(CASE WHEN how = 'restored' THEN -1 WHEN how = 'changed' THEN 0 ELSE 1 END), 0)
FROM document_ends WHERE document_id = rectifications.document_id
"""
UPHELD = f"""
UPDATE rectifications SET upheld_in = (
    SELECT again.id FROM cases AS before
    JOIN cases AS again ON {LATER.format("before", "again")} AND {RECHECK.format("again")}
    JOIN proposals AS stood ON stood.case_id = again.id AND stood.version = again.proposal
    WHERE before.id = rectifications.case_id AND {ANSWERED.format("before")}
      AND stood.first_result IN ('confirm', 'change')
      AND EXISTS (SELECT 1 FROM findings AS was WHERE {BREACH})
      AND NOT EXISTS ({FOUND_OTHERWISE}) AND NOT EXISTS ({NEWER}) AND NOT EXISTS ({ELSEWHERE})
)
WHERE upheld_in IS NULL AND lifted_at IS NULL AND ({ENDED}) <= 0
  AND case_id NOT IN (SELECT case_id FROM entries WHERE kind = 'recheck_annul')
"""  # noqa: S608 nothing of it is anybody's words


def upgrade() -> None:
    """The newest recheck that found every breach as each answer before it did lets all of their orders stand.
    Where it found one otherwise, which order is for which matter is sealed; so is who is meant where it was
    asked for under another number. Those stay with whoever follows them."""
    op.execute(UPHELD)


def downgrade() -> None:
    """What was let stand since 0044 bears the same mark."""
