"""A store in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store, its tables up to date."""
    empty = Store(f"sqlite:///{tmp_path}/rightdoor.db")
    empty.upgrade()
    yield empty
    empty.engine.dispose()
