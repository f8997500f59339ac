"""indexes from which a desk's lists, counts and searches are answered alone"""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

DESK = ["body", "state", "due", "opened_at", "id"]


def upgrade() -> None:
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.drop_index("ix_cases_desk")
        batch_op.create_index("ix_cases_desk", DESK, postgresql_include=["complaint_id", "tracking_number"])
    with op.batch_alter_table("barred", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_barred_party_complaint_id"), ["party", "complaint_id"])
    with op.batch_alter_table("hands", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_hands_staff_id_case_id"), ["staff_id", "case_id"])


def downgrade() -> None:
    with op.batch_alter_table("hands", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_hands_staff_id_case_id"))
    with op.batch_alter_table("barred", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_barred_party_complaint_id"))
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.drop_index("ix_cases_desk")
        batch_op.create_index("ix_cases_desk", DESK)
