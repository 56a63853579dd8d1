"""A data folder without a model, and its register."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.database import Database
from bot.models.register import Register
from bot.settings import Settings, read_settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return read_settings({"RIGHTDOOR_HOME": str(tmp_path)})


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    database = Database(settings.database_url)
    database.upgrade()
    yield database
    database.engine.dispose()


@pytest.fixture
def register(settings: Settings, database: Database) -> Register:
    return Register(settings.model, database)
