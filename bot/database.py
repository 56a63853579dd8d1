"""The database of the bot's own tables (``bot.schema``); the same database as the knowledge store's."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy.exc import SQLAlchemyError

from knowledge.engine import first_line, one_at_a_time, open_engine

MIGRATIONS = Path(__file__).parent / "migrations"


class DatabaseError(Exception):
    """The database cannot be used: one line saying why."""


class Database:
    """One for the process. ``url`` is SQLAlchemy's, e.g. ``sqlite:////var/rightdoor/rightdoor.db``."""

    def __init__(self, url: str) -> None:
        self.engine = open_engine(url)

    def upgrade(self) -> None:
        """Bring the tables up to date (Alembic); of several processes at once one does, the others wait."""
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        try:
            with self.engine.begin() as connection:
                one_at_a_time(connection)
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
        except SQLAlchemyError as error:
            raise DatabaseError(f"数据库无法写入：{first_line(error)}") from error
