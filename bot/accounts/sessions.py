"""Who is signed in. The browser has a random token, the table only its SHA-256."""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Optional

from sqlalchemy import delete, insert, or_, select, update

from bot.accounts.users import User, user_of
from bot.database import Database
from bot.schema import account
from bot.schema import session as t

_MINUTE = 60.0


@dataclass(frozen=True)
class Session:
    """``csrf``: what a form sends along to show that it is ours."""

    user: User
    csrf: str


class Sessions:
    """Calls block, for some milliseconds. ``now``: seconds since the epoch."""

    IDLE = 8 * 3600.0  # seconds since the last request
    ABSOLUTE = 24 * 3600.0  # seconds since signing in

    def __init__(self, database: Database, now: Callable[[], float] = time.time) -> None:
        self._engine = database.engine
        self._now = now

    def open(self, name: str) -> str:
        """Return the token of a new session."""
        token, now = secrets.token_urlsafe(32), self._now()
        row = {"token": _kept(token), "account": name, "csrf": secrets.token_urlsafe(32)}
        with self._engine.begin() as connection:
            connection.execute(delete(t).where(or_(t.c.seen_at < now - self.IDLE, t.c.opened_at < now - self.ABSOLUTE)))
            connection.execute(insert(t).values(**row, opened_at=now, seen_at=now))
        return token

    def find(self, token: str) -> Optional[Session]:
        """The session, where it is neither over nor its user disabled; the user as of now."""
        now = self._now()
        alive = (t.c.seen_at >= now - self.IDLE) & (t.c.opened_at >= now - self.ABSOLUTE) & ~account.c.disabled
        one = select(t.c.csrf, t.c.seen_at, account).join(account).where((t.c.token == _kept(token)) & alive)
        with self._engine.connect() as connection:
            row = connection.execute(one).one_or_none()
        if row is None:
            return None
        if now - row.seen_at >= _MINUTE:  # not with every request: reading should not have to write
            with self._engine.begin() as connection:
                connection.execute(update(t).where(t.c.token == _kept(token)).values(seen_at=now))
        return Session(user_of(row), row.csrf)

    def close(self, token: str) -> None:
        with self._engine.begin() as connection:
            connection.execute(delete(t).where(t.c.token == _kept(token)))


def _kept(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
