"""What is kept of each turn, for the trainers: written once, looked through in many ways."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, Optional, TypeVar

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.engine import Connection, Row
from sqlalchemy.sql import Select

from bot.database import Database
from bot.review.deserving import deserves
from bot.review.filters import Filter, condition
from bot.review.outcomes import FOLLOWS_WITHIN, outcome
from bot.review.rows import answer_row, turn_of, turn_row
from bot.review.turn import UNRATED, Guess, NewTurn, Turn
from bot.schema import turn as t
from bot.schema import turn_answer as a
from knowledge.staff import BEIJING

__all__ = ["Filter", "Group", "Guess", "NewTurn", "Page", "Turn", "Turns"]

_RATED_WITHIN = 3600.0  # seconds after the answer
_BY_ORDER = (t.c.priority.desc(), t.c.id)

T = TypeVar("T")


@dataclass(frozen=True)
class Page(Generic[T]):
    """``total``: how many rows there are on all pages."""

    rows: tuple[T, ...]
    total: int


@dataclass(frozen=True)
class Group:
    """Near-duplicates: ``first`` is the most deserving of the ``turns`` that were found, which gives the reason."""

    key: str
    turns: int
    first: Turn
    reason: str
    priority: float


class Turns:
    """Calls block, for some milliseconds. ``now``: seconds since the epoch."""

    def __init__(self, database: Database, now: Callable[[], float] = time.time) -> None:
        self._engine = database.engine
        self._now = now

    # --- Writing --------------------------------------------------------------------------------

    def keep(self, turn: NewTurn) -> int:
        """Return the turn's number. One that is there already is not kept twice."""
        return self.keep_all([turn])[0]

    def keep_all(self, turns: Sequence[NewTurn]) -> tuple[int, ...]:
        """All or none, in the order in which they were taken."""
        rows = [(turn, turn_row(turn), answer_row(turn)) for turn in turns]  # before others have to wait for the lock
        with self._engine.begin() as connection:
            return tuple(self._keep(connection, *row) for row in rows)

    def _keep(self, connection: Connection, turn: NewTurn, row: dict[str, Any], answer: dict[str, str]) -> int:
        before = _one(connection, _LAST, user=turn.user, at=turn.at)
        if before is not None and before.at == turn.at:
            return before.id
        if before is not None and not before.outcome and (seen := outcome(before, turn)):
            _change(connection, before.id, outcome=seen)
        number = int(connection.execute(insert(t), row).inserted_primary_key[0])
        connection.execute(insert(a), {"turn": number, **answer})
        return number

    def feedback(self, user: str, useful: bool) -> bool:
        """On the user's last answer; False where there is none to have an opinion of."""
        with self._engine.begin() as connection:
            last = _one(connection, _LAST.where(t.c.kind.not_in(UNRATED)), user=user, at=self._now())
            if last is None or last.at < self._now() - _RATED_WITHIN:
                return False
            _change(connection, last.id, feedback="useful" if useful else "useless")
            return True

    def report(self, number: int) -> None:
        """Staff say that this answer is wrong."""
        with self._engine.begin() as connection:
            _change(connection, number, reported=True)

    def settle(self) -> None:
        """Nobody picked an option and nothing came after: that was ignored."""
        waiting = (t.c.kind == "clarify") & (t.c.outcome == "") & (t.c.at < self._now() - FOLLOWS_WITHIN)
        with self._engine.begin() as connection:
            for number in connection.scalars(select(t.c.id).where(waiting)).all():
                _change(connection, number, outcome="ignored")

    def set_state(self, numbers: Iterable[int], state: str) -> None:
        with self._engine.begin() as connection:
            connection.execute(update(t).where(t.c.id.in_(tuple(numbers))).values(state=state))

    def forget(self, user: str) -> int:
        """Delete all of a user's turns; return how many there were."""
        return self._delete(t.c.user == user)

    def purge(self, older_than_days: int) -> int:
        """Delete what was asked more than so many days ago; return how many turns that were."""
        first = datetime.fromtimestamp(self._now(), BEIJING).date() - timedelta(days=older_than_days)
        return self._delete(t.c.day < first.isoformat())

    def _delete(self, which: Any) -> int:
        with self._engine.begin() as connection:
            connection.execute(delete(a).where(a.c.turn.in_(select(t.c.id).where(which))))
            return int(connection.execute(delete(t).where(which)).rowcount)

    # --- Reading --------------------------------------------------------------------------------

    def get(self, number: int) -> Optional[Turn]:
        with self._engine.connect() as connection:
            return _one(connection, _WHOLE.where(t.c.id == number))

    def find(self, wanted: Filter, page: int = 1, size: int = 50) -> Page[Turn]:
        """The newest first."""
        where = condition(wanted)
        chosen = select(t.c.id).where(where).order_by(t.c.id.desc()).limit(size).offset((page - 1) * size)
        with self._engine.connect() as connection:
            total = connection.scalar(select(func.count()).select_from(t).where(where))
            rows = connection.execute(_WHOLE.where(t.c.id.in_(chosen)).order_by(t.c.id.desc()))
            return Page(tuple(map(turn_of, rows)), int(total or 0))

    def queue(self, wanted: Filter, page: int = 1, size: int = 50) -> Page[Group]:
        """What deserves a look and had none yet (or is in the wanted state), the most deserving group first.

        A page behind the last has no rows and no total.
        """
        where = condition(wanted) & (t.c.reason != "") & (t.c.state == (wanted.state or "new"))
        most = func.max(t.c.priority).label("most")
        count = func.count().label("count")
        total = func.count().over().label("total")
        groups = select(t.c.group_key, count, most, total).where(where).group_by(t.c.group_key)
        ordered = groups.order_by(most.desc(), count.desc(), t.c.group_key).limit(size).offset((page - 1) * size)
        with self._engine.connect() as connection:
            found = connection.execute(ordered).all()
            firsts = _firsts(connection, where & t.c.group_key.in_([row.group_key for row in found]))
        return Page(
            tuple(
                Group(row.group_key, row.count, first, first.reason, first.priority)
                for row in found
                if (first := firsts.get(row.group_key))
            ),
            found[0].total if found else 0,
        )

    def counts(self, wanted: Filter, *by: str) -> dict[tuple[Any, ...], int]:
        """How many turns there are by day, kind, matter, intent, channel, tenth (of the confidence), outcome,
        feedback, reason, model or state: as many of these as are named, e.g. ``{("2026-11-24", "unit"): 12}``."""
        columns = [t.c[name] for name in by]
        counting = select(*columns, func.count()).where(condition(wanted)).group_by(*columns)
        with self._engine.connect() as connection:
            return {tuple(row[:-1]): int(row[-1]) for row in connection.execute(counting)}


_WHOLE = select(t, a.c.guesses, a.c.refs, a.c.options, a.c.answer).join(a, a.c.turn == t.c.id)
_OF_USER = (t.c.user == bindparam("user")) & (t.c.at <= bindparam("at"))
_LAST = _WHOLE.where(_OF_USER).order_by(t.c.at.desc()).limit(1)


def _one(connection: Connection, statement: Select, **given: Any) -> Optional[Turn]:
    row = connection.execute(statement, given).one_or_none()
    return None if row is None else turn_of(row)


def _firsts(connection: Connection, where: Any) -> dict[str, Turn]:
    """Group key to its most deserving turn; of equal ones the oldest."""
    place = func.row_number().over(partition_by=t.c.group_key, order_by=_BY_ORDER).label("place")
    ranked = select(t.c.id, place).where(where).subquery()
    chosen = select(ranked.c.id).where(ranked.c.place == 1)
    rows: Iterable[Row] = connection.execute(_WHOLE.where(t.c.id.in_(chosen)))
    return {row.group_key: turn_of(row) for row in rows}


def _change(connection: Connection, number: int, **values: Any) -> None:
    """Set what became known of a turn later, and what follows from it."""
    row = connection.execute(select(t).where(t.c.id == number)).one_or_none()
    if row is not None:
        reason, priority = deserves({**row._mapping, **values})
        connection.execute(update(t).where(t.c.id == number).values(reason=reason, priority=priority, **values))
