"""The staff's accounts."""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Optional

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.engine import Connection, Row
from sqlalchemy.exc import IntegrityError

from bot.accounts.lockout import Lockout
from bot.accounts.passwords import hashed, is_outdated, matches, one_time_password, password_fault
from bot.accounts.roles import ROLES
from bot.database import Database
from bot.schema import account, session

_NAME = re.compile(r"[\w.-]{2,20}")


class AccountError(Exception):
    """The account cannot be made or changed like that: one Chinese line saying why."""


class SignInRefused(Exception):
    """The same words whatever the reason, so that nobody learns which names exist."""

    def __init__(self) -> None:
        super().__init__("用户名或密码不对。连续输错几次，要等15分钟才能再试；忘了密码，请找管理员重设。")


@dataclass(frozen=True)
class User:
    """``must_change``: has a one-time password, and may do nothing before changing it."""

    name: str
    role: str
    disabled: bool
    must_change: bool

    def may(self, role: str) -> bool:
        """Everyone may read, an admin may all."""
        return role == "reader" or self.role in (role, "admin")


class Users:
    """Calls block, those with a password for some ten milliseconds. ``now``: seconds since the epoch."""

    def __init__(self, database: Database, now: Callable[[], float] = time.time) -> None:
        self._engine = database.engine
        self._lockout = Lockout(database, now)

    def add(self, name: str, role: str) -> str:
        """Return the one-time password; it is kept nowhere."""
        name = _as_kept(name)
        if not name:
            raise AccountError("用户名应为2到20个字：汉字、字母、数字、点、横线、下划线")
        _known(role)
        password = one_time_password()
        row = {"name": name, "role": role, "password": hashed(password), "one_time": True, "disabled": False}
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(account).values(row))
        except IntegrityError as error:
            raise AccountError(f"已经有用户“{name}”") from error
        return password

    def add_first(self, name: str) -> Optional[str]:
        """Add an admin where there is nobody yet; None where there is."""
        if self.list():
            return None
        try:
            return self.add(name, "admin")
        except AccountError:  # another process was quicker
            return None

    def list(self) -> tuple[User, ...]:
        """All, by name."""
        with self._engine.connect() as connection:
            return tuple(user_of(row) for row in connection.execute(select(account).order_by(account.c.name)))

    def disable(self, name: str) -> None:
        """Nobody signs in by that name any more, and who is signed in is signed out."""
        self._change(name, disabled=True)

    def enable(self, name: str) -> None:
        self._change(name, disabled=False)

    def set_role(self, name: str, role: str) -> None:
        """Holds from the user's next request on."""
        _known(role)
        self._change(name, role=role)

    def reset_password(self, name: str) -> str:
        """Return a new one-time password; ends the user's sessions and a lock-out."""
        password = one_time_password()
        self._change(name, password=hashed(password), one_time=True)
        self._lockout.forgive(_as_kept(name))
        return password

    def set_password(self, name: str, password: str) -> None:
        """The user's own choice; ends the user's sessions."""
        fault = password_fault(password, _as_kept(name))
        if fault:
            raise AccountError(fault)
        self._change(name, password=hashed(password), one_time=False)

    def check(self, name: str, password: str, address: str) -> User:
        """Return who signs in so, or raise SignInRefused. ``address``: the client's."""
        name = _as_kept(name)
        if not self._lockout.begin(name, address[:64]):
            raise SignInRefused()
        with self._engine.connect() as connection:
            row = connection.execute(select(account).where(account.c.name == name)).one_or_none()
        if not matches(password, row and row.password) or row.disabled:
            raise SignInRefused()
        self._lockout.forgive(name)
        if is_outdated(row.password):
            with self._engine.begin() as connection:
                kept = (account.c.name == name) & (account.c.password == row.password)
                connection.execute(update(account).where(kept).values(password=hashed(password)))
        return user_of(row)

    def _change(self, name: str, **values: object) -> None:
        kept = _as_kept(name)
        with self._engine.begin() as connection:
            admins = _admins(connection)
            changed = connection.execute(update(account).where(account.c.name == kept).values(values))
            if not changed.rowcount:
                raise AccountError(f"没有用户“{name}”")
            if values.keys() & {"password", "disabled"}:
                connection.execute(delete(session).where(session.c.account == kept))
            if admins and not _admins(connection):
                raise AccountError("至少要留一名能登录的管理员")


def _as_kept(name: str) -> str:
    """As names are kept and compared; empty where it can be nobody's."""
    folded = unicodedata.normalize("NFKC", name).strip().casefold()
    return folded if _NAME.fullmatch(folded) else ""


def _known(role: str) -> None:
    if role not in ROLES:
        raise AccountError(f"角色应为{'、'.join(ROLES)}之一，实为“{role}”")


def user_of(row: Row) -> User:
    """The user in a row that has the account's columns."""
    return User(row.name, row.role, row.disabled, row.one_time)


def _admins(connection: Connection) -> int:
    able = (account.c.role == "admin") & ~account.c.disabled
    return connection.scalar(select(func.count()).select_from(account).where(able)) or 0
