"""The knowledge store: written in one transaction, read whole.

SQLAlchemy tables (``knowledge.schema``) behind three values: the ``Document``,
its ``Curation`` and what staff have given. SQLite by default, PostgreSQL by URL.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import select
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from knowledge import schema as t
from knowledge.curation import (
    Curation,
)
from knowledge.document import (
    Document,
)
from knowledge.engine import first_line, one_at_a_time, open_engine
from knowledge.staff import Edit, Key
from knowledge.store_reading import read_curation, read_document, read_values
from knowledge.store_writing import clear, raise_revision, write_curation, write_document

MIGRATIONS = Path(__file__).parent / "migrations"


class StoreError(Exception):
    """The store cannot be read or written: one line saying why."""


class Store:
    """One database. ``url`` is SQLAlchemy's, e.g. ``sqlite:////var/rightdoor/rightdoor.db``."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = open_engine(url)

    def upgrade(self) -> None:
        """Bring the tables up to date (Alembic)."""
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        with self.writing() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    def replace(self, document: Document, curation: Curation) -> None:
        """Write a document and its curated layer in place of the former; all or nothing. Edits stay."""
        with self.writing() as connection:
            clear(connection, document.id)
            write_document(connection, document)
            write_curation(connection, document.id, curation)
            raise_revision(connection)

    def revision(self) -> int:
        """Return a number that moves whenever something in the store changes. 0: nothing imported."""
        with self.reading() as connection:
            return connection.scalar(select(t.revision.c.number)) or 0

    def read(self, document_id: str) -> tuple[Document, Curation, dict[Key, Edit]]:
        """Return what ``replace`` wrote and what staff have given. StoreError where there is no such document."""
        with self.reading() as connection:
            return read_all(connection, document_id)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction, beside which nobody else writes. StoreError where it fails."""
        try:
            with self.engine.begin() as connection:
                one_at_a_time(connection)
                yield connection
        except SQLAlchemyError as error:
            raise StoreError(f"知识库无法写入：{first_line(error)}") from error

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One connection to read from. StoreError where it fails."""
        try:
            with self.engine.connect() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise StoreError(f"知识库无法读取：{first_line(error)}") from error


def read_all(connection: Connection, document_id: str) -> tuple[Document, Curation, dict[Key, Edit]]:
    """``Store.read`` within a transaction."""
    document = read_document(connection, document_id)
    if document is None:
        raise StoreError(f"知识库中没有文件“{document_id}”：请先运行 rightdoor knowledge import")
    return document, read_curation(connection, document_id), read_values(connection, document_id)
