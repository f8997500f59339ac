"""How alembic reaches a service's database; the caller hands both over (shared.migrate)."""

from alembic import context

attributes = context.config.attributes
database = attributes["database"]

with database.engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=attributes["metadata"],
        render_as_batch=database.sqlite,
        user_module_prefix="db.",
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
