"""每条推送只办一次：一张共用的表记着哪条正在办、办完的答案是什么、给没给用户。

The platform repeats a push that it got no answer for within five seconds,
three times in all, also while the first is still being worked on, and a
balancer may bring each to another replica: so the table is in the database,
and what becomes of a push is decided there, by whoever writes first.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Optional

from sqlalchemy import delete, event, select, update
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from bot.channels.wechat.replies import remainder
from bot.channels.wechat.texts import after_late_ones, as_late
from bot.schema import wechat_push as _push
from knowledge.engine import open_engine

KEPT = 3600.0  # seconds: longer than any repeat, and than somebody waits for a late answer
ABANDONED = 30.0  # seconds: longer than any work takes; who claimed the push must have died

_due = _push.c.late & ~_push.c.given & _push.c.answer.is_not(None)


@dataclass(frozen=True)
class Standing:
    """How a push stands: its answer, once there is one; ``late``: the user was told to wait for it."""

    answer: Optional[str]
    late: bool
    abandoned: bool = False


class Pushes:
    """The shared table. ``now``: seconds since the epoch. Calls block, for some milliseconds."""

    def __init__(self, url: str, now: Callable[[], float] = time.time) -> None:
        self._engine = open_engine(url)
        if self._engine.dialect.name == "sqlite":
            event.listen(self._engine, "connect", _prepare_sqlite)
        self._now = now

    def claim(self, key: str, user: str) -> bool:
        """Is the push the caller's to work on? It is the first one's, and again somebody's where that one died."""
        if self._added(key, user):
            return True
        abandoned = (_push.c.key == key) & _push.c.answer.is_(None) & (_push.c.at < self._now() - ABANDONED)
        with self._engine.begin() as connection:
            return _changed(connection, abandoned, at=self._now())

    def say(self, key: str, user: str, answer: str) -> None:
        """Keep what was answered at once, without work; of repeats, the first."""
        self._added(key, user, answer=answer, rest=remainder(answer))

    def _added(self, key: str, user: str, **values: Any) -> bool:
        row = {"key": key, "user": user, "rest": "", "late": False, "given": False, "at": self._now(), **values}
        try:
            with self._engine.begin() as connection:
                connection.execute(_push.insert().values(row))
            return True
        except IntegrityError:
            return False

    def finish(self, key: str, user: str, answer: str) -> Optional[Standing]:
        """Write the answer of a push, with the user's late ones in front; return how the push stands.

        The first answer stays, whoever comes second. None: the user was forgotten meanwhile.
        """
        with self._engine.begin() as connection:
            first = _changed(connection, (_push.c.key == key) & _push.c.answer.is_(None), answer=answer)
            stands = self._standing(connection, key)
            if not first or stands is None or stands.late:
                return stands
            whole = after_late_ones(self._due(connection, user), answer)
            _changed(connection, _push.c.key == key, answer=whole, rest=remainder(whole))
            return Standing(whole, late=False)

    def postpone(self, key: str) -> Optional[Standing]:
        """The user is told to wait, and the answer is due with the next message; unless it has come just now."""
        with self._engine.begin() as connection:
            _changed(connection, (_push.c.key == key) & _push.c.answer.is_(None), late=True)
            return self._standing(connection, key)

    def owe(self, key: str) -> None:
        """The user was told to wait before it was known how the push stands: whatever it is, he gets the answer."""
        with self._engine.begin() as connection:
            _changed(connection, _push.c.key == key, late=True)

    def standing(self, key: str) -> Optional[Standing]:
        """None: there is no such push, or the user was forgotten."""
        with self._engine.connect() as connection:
            return self._standing(connection, key)

    def _standing(self, connection: Connection, key: str) -> Optional[Standing]:
        found = connection.execute(select(_push.c.answer, _push.c.late, _push.c.at).where(_push.c.key == key)).first()
        return found and Standing(found.answer, found.late, found.at < self._now() - ABANDONED)

    def _due(self, connection: Connection, user: str) -> list[str]:
        """Late answers, oldest first; each is handed out once."""
        query = select(_push.c.key, _push.c.answer).where((_push.c.user == user) & _due).order_by(_push.c.at)
        found = connection.execute(query).all()
        return [row.answer for row in found if _changed(connection, (_push.c.key == row.key) & _due, given=True)]

    def take_late(self, key: str) -> Optional[str]:
        """A late answer for who gives it without waiting for the next message; it is handed out once."""
        late = (_push.c.key == key) & _due
        with self._engine.begin() as connection:
            answer: Optional[str] = connection.scalar(select(_push.c.answer).where(late))
            if answer is None or not _changed(connection, late, given=True, rest=remainder(as_late(answer))):
                return None
            return as_late(answer)

    def give_back(self, key: str) -> None:
        """The late answer did not reach the user: it is due again with the next message."""
        with self._engine.begin() as connection:
            _changed(connection, _push.c.key == key, given=False, rest="")

    def take_rest(self, user: str) -> str:
        """What is left of the user's last answer that was too long; it is handed out once, and nothing older."""
        left = (_push.c.user == user) & (_push.c.rest != "")
        query = select(_push.c.key, _push.c.rest, _push.c.at).where(left).order_by(_push.c.at.desc())
        with self._engine.begin() as connection:
            found = connection.execute(query).first()
            if not found or not _changed(connection, left & (_push.c.key == found.key), rest=""):
                return ""
            _changed(connection, left & (_push.c.at < found.at), rest="")
            return str(found.rest)

    def last_answer(self, user: str) -> str:
        query = select(_push.c.answer).where((_push.c.user == user) & _push.c.answer.is_not(None))
        with self._engine.connect() as connection:
            return connection.scalar(query.order_by(_push.c.at.desc())) or ""

    def forget(self, user: str) -> None:
        """取消关注后，这个人的一切都要删掉。"""
        with self._engine.begin() as connection:
            connection.execute(delete(_push).where(_push.c.user == user))

    def expire(self) -> None:
        """Delete what nobody will ask for any more."""
        with self._engine.begin() as connection:
            connection.execute(delete(_push).where(_push.c.at < self._now() - KEPT))


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # In WAL mode a change survives the process without waiting for the disk, if not always the power supply.
    connection.execute("PRAGMA synchronous=NORMAL")


def _changed(connection: Connection, where: Any, **values: Any) -> bool:
    """Change rows as they are at this moment. Was there any?"""
    changed: int = connection.execute(update(_push).where(where).values(**values)).rowcount
    return changed > 0
