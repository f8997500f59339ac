"""likeness of texts, ties between complaints, and clusters"""

import sqlalchemy as sa
from alembic import op

from shared import database as db

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "cluster",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("desk", sa.String(length=20), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("proposed_at", db.Utc(timezone=True), nullable=False),
        sa.Column("about", db.SealedJson("triage.cluster"), nullable=False),
        sa.Column("decision", sa.String(length=20), nullable=True),
        sa.Column("decided_at", db.Utc(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(length=80), nullable=True),
        sa.Column("decided_by_name", sa.String(length=80), nullable=True),
        sa.Column("reason", db.SealedText("triage.cluster"), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cluster")),
    )
    with op.batch_alter_table("cluster", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cluster_desk"), ["desk"], unique=False)
        batch_op.create_index(batch_op.f("ix_cluster_key"), ["key"], unique=False)

    op.create_table(
        "likeness_key",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("key", "complaint_id", name=op.f("pk_likeness_key")),
    )
    op.create_table(
        "cluster_member",
        sa.Column("cluster_id", sa.Uuid(), nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cluster_id"], ["cluster.id"], name=op.f("fk_cluster_member_cluster_id_cluster")
        ),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaint.id"], name=op.f("fk_cluster_member_complaint_id_complaint")
        ),
        sa.PrimaryKeyConstraint("cluster_id", "complaint_id", name=op.f("pk_cluster_member")),
    )
    with op.batch_alter_table("cluster_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cluster_member_complaint_id"), ["complaint_id"], unique=False)

    op.create_table(
        "grievance",
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("complaint_id", "key", name=op.f("pk_grievance")),
    )
    with op.batch_alter_table("grievance", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_grievance_key_received_on"), ["key", "received_on"], unique=False
        )

    op.create_table(
        "likeness",
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("desk", sa.String(length=20), nullable=False),
        sa.Column("keys", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaint.id"], name=op.f("fk_likeness_complaint_id_complaint")
        ),
        sa.PrimaryKeyConstraint("complaint_id", name=op.f("pk_likeness")),
    )
    op.create_table(
        "tie",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("at", db.Utc(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("actor_name", sa.String(length=80), nullable=True),
        sa.Column("reason", db.SealedText("triage.tie"), nullable=False),
        sa.Column("ended_at", db.Utc(timezone=True), nullable=True),
        sa.Column("ended_by", sa.String(length=80), nullable=True),
        sa.Column("ended_by_name", sa.String(length=80), nullable=True),
        sa.Column("end_reason", db.SealedText("triage.tie"), nullable=True),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaint.id"], name=op.f("fk_tie_complaint_id_complaint")
        ),
        sa.ForeignKeyConstraint(["other_id"], ["complaint.id"], name=op.f("fk_tie_other_id_complaint")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tie")),
    )
    with op.batch_alter_table("tie", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tie_complaint_id"), ["complaint_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_tie_other_id"), ["other_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("tie", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tie_other_id"))
        batch_op.drop_index(batch_op.f("ix_tie_complaint_id"))

    op.drop_table("tie")
    op.drop_table("likeness")
    with op.batch_alter_table("grievance", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_grievance_key_received_on"))

    op.drop_table("grievance")
    with op.batch_alter_table("cluster_member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cluster_member_complaint_id"))

    op.drop_table("cluster_member")
    op.drop_table("likeness_key")
    with op.batch_alter_table("cluster", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cluster_key"))
        batch_op.drop_index(batch_op.f("ix_cluster_desk"))

    op.drop_table("cluster")
