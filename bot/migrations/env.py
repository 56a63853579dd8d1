"""Alembic's entry point; run through ``Database.upgrade``, which lends its connection."""

from alembic import context

from bot.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table="alembic_version_bot",  # the knowledge store has its own history in the same database
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
