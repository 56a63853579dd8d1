"""The knowledge store: written in one transaction, read whole.

SQLAlchemy tables (``knowledge.schema``) behind two values: the ``Document``
and its ``Curation``. SQLite by default, PostgreSQL by URL.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, event, select
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import SQLAlchemyError

from knowledge import schema as t
from knowledge.curation import (
    Curation,
)
from knowledge.document import (
    Document,
)
from knowledge.store_reading import read_curation, read_document
from knowledge.store_writing import clear, raise_revision, write_curation, write_document

MIGRATIONS = Path(__file__).parent / "migrations"
_ALONE = {
    "sqlite": "BEGIN IMMEDIATE",  # its driver would begin only at the first change, too late to wait for others
    "postgresql": "SELECT pg_advisory_xact_lock(20080808)",  # any number, as long as all use the same
}


class StoreError(Exception):
    """The store cannot be read or written: one line saying why."""


class Store:
    """One database. ``url`` is SQLAlchemy's, e.g. ``sqlite:////var/rightdoor/rightdoor.db``."""

    def __init__(self, url: str) -> None:
        self.url = url
        if make_url(url).get_backend_name() == "sqlite" and make_url(url).database:
            Path(str(make_url(url).database)).parent.mkdir(parents=True, exist_ok=True)
        self.engine = create_engine(url, future=True)
        if self.engine.dialect.name == "sqlite":
            event.listen(self.engine, "connect", _prepare_sqlite)

    def upgrade(self) -> None:
        """Bring the tables up to date (Alembic)."""
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        with self._writing() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    def replace(self, document: Document, curation: Curation) -> None:
        """Write a document and its curated layer in place of the former; all or nothing."""
        with self._writing() as connection:
            clear(connection, document.id)
            write_document(connection, document)
            write_curation(connection, document.id, curation)
            raise_revision(connection)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """One transaction, and one at a time: replicas that start together all upgrade and import."""
        try:
            with self.engine.begin() as connection:
                connection.exec_driver_sql(_ALONE[self.engine.dialect.name])
                yield connection
        except SQLAlchemyError as error:
            raise StoreError(f"知识库无法写入：{_first_line(error)}") from error

    def revision(self) -> int:
        """Return a number that moves whenever something in the store changes. 0: nothing imported."""
        try:
            with self.engine.connect() as connection:
                return connection.scalar(select(t.revision.c.number)) or 0
        except SQLAlchemyError as error:
            raise StoreError(f"知识库无法读取：{_first_line(error)}") from error

    def read(self, document_id: str) -> tuple[Document, Curation]:
        """Return what ``replace`` wrote. StoreError where the document is not in the store."""
        try:
            with self.engine.connect() as connection:
                document = read_document(connection, document_id)
                if document is None:
                    raise StoreError(f"知识库中没有文件“{document_id}”：请先运行 rightdoor knowledge import")
                return document, read_curation(connection, document_id)
        except SQLAlchemyError as error:
            raise StoreError(f"知识库无法读取：{_first_line(error)}") from error


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()
