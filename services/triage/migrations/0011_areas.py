"""special areas as a register, begun with the one that was a line of a file"""

from uuid import UUID

import sqlalchemy as sa
from alembic import op

from shared import database as db

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

SEED = {
    "code": "320571", "name": "苏州工业园区", "parent": "320500", "has_body": "yes",
    "valid_from": "", "valid_to": "",
}  # fmt: skip
ENTRY = sa.table(
    "register_entry",
    sa.column("id", sa.Uuid()), sa.column("kind"), sa.column("key"), sa.column("division"), sa.column("name"),
    sa.column("cells", db.Json),
)  # fmt: skip


def upgrade() -> None:
    seed = {"kind": "areas", "key": "320571|", "division": "320500", "name": SEED["name"], "cells": SEED}
    op.bulk_insert(ENTRY, [{"id": UUID("00000000-0000-7000-8000-000000320571"), **seed}])


def downgrade() -> None:
    op.execute(ENTRY.delete().where(ENTRY.c.kind == "areas"))
