"""The knowledge store: written in one transaction, read whole.

SQLAlchemy tables (``knowledge.schema``) behind two values: the ``Document``
and its ``Curation``. SQLite by default, PostgreSQL by URL.
"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from knowledge import schema as t
from knowledge.curation import (
    Curation,
)
from knowledge.document import (
    Document,
)
from knowledge.engine import first_line, open_engine
from knowledge.store_reading import read_curation, read_document
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
        try:
            with self.engine.begin() as connection:
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
        except SQLAlchemyError as error:
            raise StoreError(f"知识库无法写入：{first_line(error)}") from error

    def replace(self, document: Document, curation: Curation) -> None:
        """Write a document and its curated layer in place of the former; all or nothing."""
        try:
            with self.engine.begin() as connection:
                clear(connection, document.id)
                write_document(connection, document)
                write_curation(connection, document.id, curation)
                raise_revision(connection)
        except SQLAlchemyError as error:
            raise StoreError(f"知识库无法写入：{first_line(error)}") from error

    def revision(self) -> int:
        """Return a number that moves whenever something in the store changes. 0: nothing imported."""
        try:
            with self.engine.connect() as connection:
                return connection.scalar(select(t.revision.c.number)) or 0
        except SQLAlchemyError as error:
            raise StoreError(f"知识库无法读取：{first_line(error)}") from error

    def read(self, document_id: str) -> tuple[Document, Curation]:
        """Return what ``replace`` wrote. StoreError where the document is not in the store."""
        try:
            with self.engine.connect() as connection:
                document = read_document(connection, document_id)
                if document is None:
                    raise StoreError(f"知识库中没有文件“{document_id}”：请先运行 rightdoor knowledge import")
                return document, read_curation(connection, document_id)
        except SQLAlchemyError as error:
            raise StoreError(f"知识库无法读取：{first_line(error)}") from error
