"""Failed sign-ins, and whom they keep out for a while."""

from __future__ import annotations

import time
from collections.abc import Callable

from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Connection
from sqlalchemy.sql import ColumnElement

from bot.database import Database
from bot.schema import sign_in_failure as t

LOCKED = 15 * 60.0  # seconds
BY_NAME = 5  # failures within LOCKED
BY_ADDRESS = 20  # more, as a whole office may share one address


class Lockout:
    """Failures by name and by client address, whether or not the name exists. ``now``: seconds since the epoch."""

    def __init__(self, database: Database, now: Callable[[], float] = time.time) -> None:
        self._engine = database.engine
        self._now = now

    def begin(self, name: str, address: str) -> bool:
        """Count an attempt as failed, until ``forgive``; False where no attempt is allowed now.

        Counted beforehand, so that attempts made at the same time do not all slip through.
        """
        with self._engine.begin() as connection:
            connection.execute(delete(t).where(t.c.at < self._now() - 2 * LOCKED))
            counted = connection.execute(insert(t).values(name=name, address=address, at=self._now()))
            own = t.c.id == counted.inserted_primary_key[0]
        with self._engine.begin() as connection:
            for same, limit in ((t.c.name == name, BY_NAME), (t.c.address == address, BY_ADDRESS)):
                if self._locked(connection, same & ~own, limit):
                    connection.execute(delete(t).where(own))
                    return False
        return True

    def forgive(self, name: str) -> None:
        """The name's owner has signed in, or has been given a new password."""
        with self._engine.begin() as connection:
            connection.execute(delete(t).where(t.c.name == name))

    def _locked(self, connection: Connection, others: ColumnElement, limit: int) -> bool:
        times = connection.scalars(select(t.c.at).where(others).order_by(t.c.at.desc()).limit(limit)).all()
        return len(times) == limit and times[0] - times[-1] < LOCKED and self._now() - times[0] < LOCKED
