from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from bot.database import Database, DatabaseError
from bot.schema import metadata
from bot.settings import ROOT
from knowledge.store import Store


def _ours(_thing: object, name: str, *_more: object) -> bool:
    return name != "sqlite_sequence"  # SQLite's own


def test_the_migrations_make_the_tables_of_the_schema(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/rightdoor.db")
    database.upgrade()
    with database.engine.connect() as connection:
        options = {"version_table": "alembic_version_bot", "include_object": _ours}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []
    database.engine.dispose()


@pytest.mark.parametrize("first", ["bot", "knowledge"])
def test_bot_and_knowledge_share_a_database_whoever_comes_first(tmp_path: Path, first: str) -> None:
    database, store = Database(f"sqlite:///{tmp_path}/rightdoor.db"), Store(f"sqlite:///{tmp_path}/rightdoor.db")
    for one in (database, store) if first == "bot" else (store, database):
        one.upgrade()
    database.upgrade()
    tables = inspect(database.engine).get_table_names()
    assert {"account", "alembic_version_bot", "document", "alembic_version"} <= set(tables)
    database.engine.dispose()
    store.engine.dispose()


def test_processes_that_start_at_once_all_find_the_tables(tmp_path: Path) -> None:
    program = f"from bot.database import Database; Database('sqlite:///{tmp_path}/rightdoor.db').upgrade()"
    starting = [subprocess.Popen([sys.executable, "-c", program], cwd=ROOT) for _ in range(4)]
    assert [process.wait(60) for process in starting] == [0] * 4


def test_a_file_that_is_no_database_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "rightdoor.db").write_bytes(b"no database at all " * 100)
    with pytest.raises(DatabaseError) as caught:
        Database(f"sqlite:///{tmp_path}/rightdoor.db").upgrade()
    assert str(caught.value) == "数据库无法写入：(sqlite3.DatabaseError) file is not a database"
