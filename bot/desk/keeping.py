"""What each person looked up last, and has pinned."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple

from sqlalchemy import delete, insert, select, update

from bot.database import Database
from bot.schema import desk_lookup as t


class Kept(NamedTuple):
    kind: str
    key: str


class Keeping:
    """``person``: a user's name, or a browser's number where nobody is signed in. Calls block, for milliseconds."""

    RECENT = 12

    def __init__(self, database: Database, now: Callable[[], float] = time.time) -> None:
        self._engine = database.engine
        self._now = now

    def looked_up(self, person: str, kind: str, key: str) -> None:
        """Remember a look-up, and forget the oldest beyond ``RECENT``."""
        with self._engine.begin() as connection:
            mine = (t.c.person == person) & (t.c.kind == kind) & (t.c.key == key)
            if not connection.execute(update(t).where(mine).values(at=self._now())).rowcount:
                row = {"person": person, "kind": kind, "key": key, "at": self._now(), "pinned": False}
                connection.execute(insert(t).values(row))
            unpinned = (t.c.person == person) & t.c.pinned.is_(False)
            newest = select(t.c.at).where(unpinned).order_by(t.c.at.desc()).offset(self.RECENT).limit(1)
            oldest = connection.scalar(newest)
            if oldest is not None:
                connection.execute(delete(t).where(unpinned & (t.c.at <= oldest)))

    def recent(self, person: str) -> tuple[Kept, ...]:
        """Newest first, without what is pinned."""
        return self._kept(person, pinned=False)

    def pinned(self, person: str) -> tuple[Kept, ...]:
        """Newest first."""
        return self._kept(person, pinned=True)

    def toggle(self, person: str, kind: str, key: str) -> bool:
        """Pin what is not, unpin what is; return whether it is pinned now."""
        self.looked_up(person, kind, key)
        mine = (t.c.person == person) & (t.c.kind == kind) & (t.c.key == key)
        with self._engine.begin() as connection:
            pinned = not connection.scalar(select(t.c.pinned).where(mine))
            connection.execute(update(t).where(mine).values(pinned=pinned))
        return pinned

    def _kept(self, person: str, pinned: bool) -> tuple[Kept, ...]:
        mine = (t.c.person == person) & (t.c.pinned.is_(pinned))
        with self._engine.connect() as connection:
            rows = connection.execute(select(t.c.kind, t.c.key).where(mine).order_by(t.c.at.desc()))
            return tuple(Kept(*row) for row in rows)
