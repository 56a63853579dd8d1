"""What many tests share: the published document, its curated layer, and the knowledge of both."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from knowledge.curation import Curation, read_curation
from knowledge.document import Document
from knowledge.importer import read_document
from knowledge.query import Knowledge
from tests.postgresql import programs, running_postgresql

PUBLISHED = Path(__file__).parent.parent / "knowledge" / "documents" / "baixiang-gongan" / "source.txt"


@pytest.fixture(scope="session")
def document() -> Document:
    return read_document(PUBLISHED, "baixiang-gongan")


@pytest.fixture(scope="session")
def curation() -> Curation:
    return read_curation()


@pytest.fixture(scope="session")
def knowledge(document: Document, curation: Curation) -> Knowledge:
    return Knowledge(document, curation)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    bin_folder = programs()
    if bin_folder is None and os.environ.get("CI") == "1":
        pytest.fail("PostgreSQL is not installed, and continuous integration must not do without")
    if bin_folder is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    with running_postgresql(bin_folder) as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, of every kind that the program runs on."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'test.db'}"
    server = request.getfixturevalue("postgresql_server")
    name = f"test_{uuid.uuid4().hex}"
    engine = create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT", future=True)
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return f"{server}/{name}"
