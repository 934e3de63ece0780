"""What alembic runs before the steps: the connection is handed over by ``schema.upgrade``."""

from alembic import context

from tracker.store.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,  # SQLite cannot alter a table
)
with context.begin_transaction():
    context.run_migrations()
