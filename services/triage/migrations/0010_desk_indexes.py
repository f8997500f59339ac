"""indexes from which a desk's counts and searches are answered alone"""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

DESK = ["desk", "state", "due"]


def upgrade() -> None:
    with op.batch_alter_table("complaint", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_complaint_desk_state_due"))
        batch_op.create_index(
            batch_op.f("ix_complaint_desk_state_due"),
            DESK,
            postgresql_include=["id", "urgent", "tracking_number"],
        )
    with op.batch_alter_table("barred_party", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_barred_party_party_complaint_id"), ["party", "complaint_id"])


def downgrade() -> None:
    with op.batch_alter_table("barred_party", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_barred_party_party_complaint_id"))
    with op.batch_alter_table("complaint", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_complaint_desk_state_due"))
        batch_op.create_index(batch_op.f("ix_complaint_desk_state_due"), DESK)
