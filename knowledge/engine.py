"""How a database is opened: SQLite by default, PostgreSQL by URL."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, event
from sqlalchemy.engine import Connection, Engine, make_url

PATIENCE = 10_000  # milliseconds that a SQLite writer waits for another
_WRITING = 0x52_44_42_4F  # the advisory lock's number: any, but the same in every process


def open_engine(url: str) -> Engine:
    """``url`` is SQLAlchemy's; the folder of a SQLite file is made where there is none."""
    if make_url(url).get_backend_name() == "sqlite" and make_url(url).database:
        Path(str(make_url(url).database)).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, future=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
    return engine


def one_at_a_time(connection: Connection) -> None:
    """Let nobody else who calls this write until the transaction that begins here ends."""
    if connection.dialect.name == "sqlite":
        # Python's driver begins a transaction only at the first change, and none before CREATE TABLE.
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITING})")


def first_line(error: Exception) -> str:
    """What a message for people takes from a database's error."""
    return str(error).splitlines()[0]


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={PATIENCE}")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()
