from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

from knowledge.engine import open_engine


def test_readers_go_on_while_somebody_writes(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/new/folder/rightdoor.db")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE pot (number INTEGER)"))
    with engine.connect() as writer, engine.connect() as reader:
        writer.exec_driver_sql("BEGIN IMMEDIATE")
        writer.execute(text("INSERT INTO pot VALUES (1)"))
        assert reader.scalar(text("SELECT count(*) FROM pot")) == 0
        assert reader.scalar(text("PRAGMA busy_timeout")) == 10_000
    engine.dispose()


def test_keys_must_lead_somewhere(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/rightdoor.db")
    with engine.connect() as connection:
        assert connection.scalar(text("PRAGMA foreign_keys")) == 1
    engine.dispose()
