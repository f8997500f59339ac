"""News is put down in the transaction that brings it, for those who asked to be told, and for nobody else."""

from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Executable, Uuid, bindparam, literal, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from services.intake.domain.heard import Kind
from services.intake.domain.news import GATHERING, NEWS
from services.intake.models import NewsContact, NewsWaiting
from services.intake.news.senders import senders_of
from shared.database import Utc
from shared.rows import table_of
from shared.work import Work


def put_down(work: Work, complaint_id: UUID, kind: Kind) -> None:
    """One statement at the end of the work; it reads nothing, and adds nothing where nobody asked.

    None at all in a house that sends no such messages.
    """
    offered = work.settings is None or senders_of(work.settings)
    if kind in NEWS and offered:
        statement = _adding(work.session.get_bind().dialect.name)
        work.later(statement, news_of=complaint_id, news_due=work.now + GATHERING)


@cache
def _adding(dialect: str) -> Executable:
    waiting, contact = table_of(NewsWaiting), table_of(NewsContact)
    asked = select(contact.c.complaint_id, literal(1), literal(0), bindparam("news_due", type_=Utc())).where(
        contact.c.complaint_id == bindparam("news_of", type_=Uuid())
    )
    insert: Any = sqlite_insert(waiting) if dialect == "sqlite" else postgresql_insert(waiting)
    row = insert.from_select(["complaint_id", "version", "attempts", "due_at"], asked)
    statement: Executable = row.on_conflict_do_update(
        index_elements=[waiting.c.complaint_id], set_={"version": waiting.c.version + 1}
    )
    return statement
