"""How Alembic reaches the database; called by ``server.store.upgrade``."""

from alembic import context

from server.store import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
