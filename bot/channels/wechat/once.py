"""每条推送只办一次：一张共用的表记着哪条正在办、办完的答案是什么、给没给用户。

The platform repeats a push that it got no answer for within five seconds,
three times in all, also while the first is still being worked on, and a
balancer may bring each to another replica: so the table is in the database.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Optional

from sqlalchemy import Boolean, Column, Float, MetaData, String, Table, Text, create_engine, delete, select, update
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError

KEPT = 3600.0  # seconds: longer than any repeat, and than somebody waits for a late answer

_metadata = MetaData()
_push = Table(
    "wechat_push",
    _metadata,
    Column("key", String(400), primary_key=True),
    Column("user", String(64), nullable=False, index=True),
    Column("answer", Text),  # null while it is being worked on
    Column("late", Boolean, nullable=False, default=False),  # the user was told to wait, and has not got it yet
    Column("at", Float, nullable=False, index=True),
)
_rest = Table(
    "wechat_rest",
    _metadata,
    Column("user", String(64), primary_key=True),
    Column("text", Text, nullable=False),  # what 「更多」 shows next
    Column("welcomed", Boolean, nullable=False),  # the welcome was the last thing said: a number means its example
    Column("at", Float, nullable=False),
)


class Pushes:
    """The shared table. ``now``: seconds since the epoch. Calls block, for some milliseconds."""

    def __init__(self, url: str, now: Callable[[], float] = time.time) -> None:
        self._engine: Engine = create_engine(url, future=True)
        self._now = now
        _metadata.create_all(self._engine)

    def claim(self, key: str, user: str) -> bool:
        """Is this the first of its kind? Then it is the caller's to work on."""
        try:
            with self._engine.begin() as connection:
                connection.execute(_push.insert().values(key=key, user=user, late=False, at=self._now()))
            return True
        except IntegrityError:
            return False

    def finish(self, key: str, answer: str) -> None:
        with self._engine.begin() as connection:
            connection.execute(update(_push).where(_push.c.key == key).values(answer=answer))

    def answer(self, key: str) -> Optional[str]:
        """The answer, once there is one."""
        with self._engine.connect() as connection:
            found: Optional[str] = connection.scalar(select(_push.c.answer).where(_push.c.key == key))
            return found

    def postpone(self, key: str) -> None:
        """The user was told to wait: the answer is due with the next message."""
        with self._engine.begin() as connection:
            connection.execute(update(_push).where(_push.c.key == key).values(late=True))

    def due(self, user: str) -> list[str]:
        """Late answers, oldest first; each is handed out once."""
        late = (_push.c.user == user) & _push.c.late & _push.c.answer.is_not(None)
        with self._engine.begin() as connection:
            rows = connection.execute(select(_push.c.key, _push.c.answer).where(late).order_by(_push.c.at)).all()
            handed = []
            for key, answer in rows:
                taken = connection.execute(
                    update(_push).where((_push.c.key == key) & _push.c.late).values(late=False)
                ).rowcount
                if taken:
                    handed.append(str(answer))
            return handed

    def keep_rest(self, user: str, text: str, welcomed: bool = False) -> None:
        """What is left of an answer that was too long, in place of what was left before; empty: nothing."""
        with self._engine.begin() as connection:
            connection.execute(delete(_rest).where(_rest.c.user == user))
            if text or welcomed:
                connection.execute(_rest.insert().values(user=user, text=text, welcomed=welcomed, at=self._now()))

    def welcomed(self, user: str) -> bool:
        with self._engine.connect() as connection:
            return bool(connection.scalar(select(_rest.c.welcomed).where(_rest.c.user == user)))

    def rest(self, user: str) -> str:
        with self._engine.connect() as connection:
            return connection.scalar(select(_rest.c.text).where(_rest.c.user == user)) or ""

    def forget(self, user: str) -> None:
        """取消关注后，这个人的一切都要删掉。"""
        with self._engine.begin() as connection:
            for table in (_push, _rest):
                connection.execute(delete(table).where(table.c.user == user))

    def expire(self) -> None:
        """Delete what nobody will ask for any more."""
        with self._engine.begin() as connection:
            for table in (_push, _rest):
                connection.execute(delete(table).where(table.c.at < self._now() - KEPT))
