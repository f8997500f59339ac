"""whose which certificate is or was: accounts of one person are known at whatever body; own cases go up"""

import json
import re
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0058"
down_revision = "0057"
branch_labels = depends_on = None

BEARERS = sa.table("certificate_bearers", sa.column("number", sa.String), sa.column("staff_id", sa.Uuid))
MEMBERS = sa.table(
    "staff_member",
    sa.column("staff_id", sa.Uuid),
    sa.column("certificate_number", sa.String),
    sa.column("certificates", sa.JSON),
)


def upgrade() -> None:
    op.create_table(
        "certificate_bearers",
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("number", "staff_id", name=op.f("pk_certificate_bearers")),
    )
    with op.batch_alter_table("certificate_bearers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_certificate_bearers_staff_id"), ["staff_id"], unique=False)
    op.add_column("cases", sa.Column("goes_up", sa.Boolean(), server_default=sa.false(), nullable=False))
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.create_index(
            "ix_cases_goes_up", ["id"], unique=False,
            postgresql_where=sa.text("goes_up"), sqlite_where=sa.text("goes_up = 1"),
        )  # fmt: skip
    borne = {
        (number, row.staff_id)
        for row in op.get_bind().execute(sa.select(MEMBERS)).all()
        for number in _numbers(row)
    }
    if borne:
        op.bulk_insert(BEARERS, [{"number": number, "staff_id": who} for number, who in sorted(borne)])


def _numbers(row: sa.Row) -> set[str]:  # type: ignore[type-arg]
    held = row.certificates or []
    held = json.loads(held) if isinstance(held, str) else held
    said = [row.certificate_number or "", *(each["number"] for each in held)]
    return {_plain(each) for each in said} - {""}


def _plain(number: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", number).casefold())[:40]


def downgrade() -> None:
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.drop_index("ix_cases_goes_up")
        batch_op.drop_column("goes_up")
    op.drop_table("certificate_bearers")
