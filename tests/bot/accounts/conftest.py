"""An empty database, and a clock."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.database import Database


class Clock:
    """A time that only the test moves."""

    def __init__(self) -> None:
        self.seconds = 1_000_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """Empty, its tables up to date."""
    empty = Database(f"sqlite:///{tmp_path}/rightdoor.db")
    empty.upgrade()
    yield empty
    empty.engine.dispose()


@pytest.fixture
def clock() -> Clock:
    return Clock()
