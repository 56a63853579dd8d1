"""What many tests share: the published document, its curated layer, and the knowledge of both."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.curation import Curation, read_curation
from knowledge.document import Document
from knowledge.importer import read_document
from knowledge.query import Knowledge

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
