"""How alembic reaches a service's database; the caller hands both over (shared.migrate)."""

from typing import Any

from alembic import context
from sqlalchemy import JSON

attributes = context.config.attributes
database = attributes["database"]


def render_item(kind: str, item: Any, _: Any) -> str | bool:
    """JSON columns by the house's name for them: alembic cannot write out the variant it stands for."""
    return "db.Json" if kind == "type" and isinstance(item, JSON) else False


with database.engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=attributes["metadata"],
        render_as_batch=database.sqlite,
        user_module_prefix="db.",
        render_item=render_item,
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
