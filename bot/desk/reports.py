"""“有误”: what staff say is wrong, for the trainers and editors to look at."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timezone

from sqlalchemy import insert, select, update

from bot.database import Database
from bot.schema import desk_report as t
from knowledge.staff import BEIJING

LONGEST = 1000  # characters of a comment


class ReportError(Exception):
    """A report cannot be taken: one clear line."""


@dataclass(frozen=True)
class Report:
    """``kind`` and ``key`` name the page that is wrong; ``who`` is empty where nobody was signed in."""

    id: int
    at: datetime
    who: str
    kind: str
    key: str
    comment: str
    settled: bool

    @property
    def local_time(self) -> datetime:
        return self.at.astimezone(BEIJING)


class Reports:
    """Calls block, for some milliseconds."""

    def __init__(self, database: Database, now: Callable[[], float] = time.time) -> None:
        self._engine = database.engine
        self._now = now

    def add(self, who: str, kind: str, key: str, comment: str) -> None:
        comment = comment.strip()
        if not comment:
            raise ReportError("请写下哪里不对、应当是怎样")
        if len(comment) > LONGEST:
            raise ReportError(f"说明太长：最多{LONGEST}个字，现有{len(comment)}个")
        row = {"who": who, "kind": kind, "key": key, "comment": comment, "at": self._now(), "settled": False}
        with self._engine.begin() as connection:
            connection.execute(insert(t).values(row))

    def all(self) -> tuple[Report, ...]:
        """The open ones first, newest first."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(t).order_by(t.c.settled, t.c.id.desc()))
            return tuple(
                Report(r.id, datetime.fromtimestamp(r.at, timezone.utc), r.who, r.kind, r.key, r.comment, r.settled)
                for r in rows
            )

    def settle(self, number: int) -> None:
        with self._engine.begin() as connection:
            connection.execute(update(t).where(t.c.id == number).values(settled=True))
