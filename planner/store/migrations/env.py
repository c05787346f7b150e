"""Where Alembic enters: the caller's connection and its transaction, nothing else."""

from alembic import context

from planner.store.tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA, render_as_batch=True)
context.run_migrations()
