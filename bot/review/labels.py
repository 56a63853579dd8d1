"""The log of what trainers say would have been right: who said what and when, with the way back."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timezone
from hashlib import sha256
from typing import Any, Optional

from sqlalchemy import and_, exists, func, insert, or_, select, update
from sqlalchemy.engine import Connection, Row
from sqlalchemy.sql import ColumnElement, Select

from bot.database import Database
from bot.examples.checking import fold
from bot.review.label_rules import NO_EXAMPLE, LabelError, Wish, checked
from bot.review.wording import VERDICTS as _CALLED
from bot.schema import label as t
from bot.schema import label_turn as of
from knowledge.staff import BEIJING

__all__ = ["STATES", "VERDICTS", "Label", "LabelError", "Labels", "Wish"]

VERDICTS = tuple(_CALLED)
STATES = {"unconfirmed": "待确认", "accepted": "待写入", "exported": "已写入", "noted": "已记下"}
_LARGEST_ID = 2**31 - 1  # that a database's Integer can be asked for


@dataclass(frozen=True)
class Label:
    """One row of the append-only log.

    Of the labels of a turn, and of those of the same words, the newest that is not undone counts. ``text`` is the
    wording that becomes the example. ``replace``: examples in its way are moved to this label. ``undoes``: the id
    of the label that this one takes back. ``exported``: it is in nlu_data.
    """

    id: int
    at: datetime
    who: str
    turns: tuple[int, ...]
    text: str
    verdict: str
    matters: tuple[str, ...]
    intent: str
    numbers: tuple[str, ...]
    replace: bool
    undoes: Optional[int]
    confirmed_by: str
    exported: bool

    @property
    def local_time(self) -> datetime:
        return self.at.astimezone(BEIJING)


class Labels:
    """Calls block, for some milliseconds. ``confirming``: a second trainer must agree before a label is used."""

    def __init__(self, database: Database, confirming: bool = False, now: Callable[[], float] = time.time) -> None:
        self._engine = database.engine
        self._confirming = confirming
        self._now = now

    def add(
        self,
        who: str,
        turns: Iterable[int],
        text: str,
        verdict: str,
        matters: Iterable[str] = (),
        intent: str = "",
        numbers: Iterable[str] = (),
        replace: bool = False,
    ) -> Label:
        """Say what would have been right for a group of turns. LabelError where that is no label."""
        wish = Wish(text, verdict, tuple(matters), intent, tuple(numbers), tuple(turns), replace)
        return self.add_all(who, [wish])[0]

    def add_all(self, who: str, wishes: Iterable[Wish]) -> tuple[Label, ...]:
        """Give several labels, or, where one of them cannot be given (LabelError), none."""
        kept = [checked(wish) for wish in wishes]
        with self._engine.begin() as connection:
            return tuple(self._write(connection, who, wish) for wish in kept)

    def confirm(self, number: int, who: str) -> Label:
        """Agree with somebody else's label. LabelError where it is one's own or no longer counts."""
        with self._engine.begin() as connection:
            label = self._counting(connection, number)
            if label.who == who:
                raise LabelError(f"第{number}号标注是您自己做的，要由另一个人确认")
            connection.execute(update(t).where(t.c.id == number).values(confirmed_by=who))
        return replace(label, confirmed_by=who)

    def undo(self, number: int, who: str) -> Label:
        """Take a label back: what it superseded counts again. LabelError where it no longer counts or is exported."""
        with self._engine.begin() as connection:
            label = self._counting(connection, number)
            if label.exported:
                raise LabelError(f"第{number}号标注已经写进例句，不能撤销；请重新标注，选“改掉原来的例句”")
            wish = Wish(label.text, label.verdict, label.matters, label.intent, label.numbers, label.turns)
            return self._write(connection, who, wish, undoes=number)

    def history(self, limit: int = 100, text: str = "") -> tuple[Label, ...]:
        """The last labels and undos, newest first; only those whose words hold ``text``."""
        query = select(t).order_by(t.c.id.desc()).limit(limit)
        return self._read(query.where(t.c.text.contains(text, autoescape=True)) if text else query)

    def of_turn(self, turn_id: int) -> Optional[Label]:
        """The label that counts for a turn, if there is one."""
        about = exists().where(of.c.label == t.c.id, of.c.turn == turn_id)
        found = self._read(select(t).where(about, ~_undone(t.c.id)).order_by(t.c.id.desc()).limit(1))
        return found[0] if found else None

    def accepted(self) -> tuple[Label, ...]:
        """What is to be written into nlu_data and is not yet there, oldest first."""
        waiting = and_(_counts(), t.c.verdict.not_in(NO_EXAMPLE), t.c.exported.is_(False))
        confirmed = t.c.confirmed_by != ""
        query = select(t).where(waiting, confirmed) if self._confirming else select(t).where(waiting)
        return self._read(query.order_by(t.c.id))

    def mark_exported(self, numbers: Iterable[int]) -> None:
        with self._engine.begin() as connection:
            for number in numbers:
                connection.execute(update(t).where(t.c.id == number).values(exported=True))

    def progress(self) -> dict[str, Counter[str]]:
        """How many labels count, by verdict and state (``STATES``)."""
        told = (t.c.verdict, t.c.exported, t.c.confirmed_by != "")
        found: dict[str, Counter[str]] = {verdict: Counter() for verdict in VERDICTS}
        with self._engine.connect() as connection:
            rows = connection.execute(select(*told, func.count()).where(_counts()).group_by(*told))
            for verdict, exported, confirmed, count in rows:
                found[verdict][self._state(verdict, exported, confirmed)] += count
        return found

    def _state(self, verdict: str, exported: bool, confirmed: bool) -> str:
        if exported:
            return "exported"
        if self._confirming and not confirmed:
            return "unconfirmed"
        return "noted" if verdict in NO_EXAMPLE else "accepted"

    def _write(self, connection: Connection, who: str, wish: Wish, undoes: Optional[int] = None) -> Label:
        at = self._now()
        columns = asdict(wish) | {"matters": ",".join(wish.matters), "numbers": ",".join(wish.numbers)}
        del columns["turns"]
        columns |= {"at": at, "who": who, "words": "" if undoes else _words(wish.text), "undoes": undoes}
        columns |= {"confirmed_by": "", "exported": False}
        (number,) = connection.execute(insert(t).values(columns)).inserted_primary_key
        if wish.turns and not undoes:
            connection.execute(insert(of), [{"label": number, "turn": turn} for turn in wish.turns])
        made = datetime.fromtimestamp(at, timezone.utc)
        return Label(id=number, at=made, who=who, undoes=undoes, confirmed_by="", exported=False, **vars(wish))

    def _counting(self, connection: Connection, number: int) -> Label:
        """The label of that number, or LabelError unless it counts."""
        row = connection.execute(select(t).where(t.c.id == number)).one_or_none() if _is_id(number) else None
        if row is None:
            raise LabelError(f"没有第{number}号标注")
        if row.undoes is not None:
            raise LabelError(f"第{number}号是撤销，请重新标注")
        if connection.execute(select(t.c.id).where(t.c.id == number, _counts())).one_or_none() is None:
            raise LabelError(f"第{number}号标注已经撤销，或后来又标注过")
        return _labels(connection, [row])[0]

    def _read(self, query: Select) -> tuple[Label, ...]:
        with self._engine.connect() as connection:
            return _labels(connection, connection.execute(query).all())


def _is_id(number: int) -> bool:
    return 0 < number <= _LARGEST_ID


def _words(text: str) -> str:
    return sha256(fold(text).encode()).hexdigest()


def _undone(number: ColumnElement[int]) -> ColumnElement[bool]:
    undo = t.alias()
    return exists().where(undo.c.undoes == number)


def _counts() -> ColumnElement[bool]:
    """Is no undo and not undone, and is the newest of its words, and of one of its turns if it has any."""
    same, mine, theirs = t.alias(), of.alias(), of.alias()
    reworded = exists().where(same.c.words == t.c.words, same.c.id > t.c.id, ~_undone(same.c.id))
    overruled = exists().where(theirs.c.turn == mine.c.turn, theirs.c.label > mine.c.label, ~_undone(theirs.c.label))
    newest = exists().where(mine.c.label == t.c.id, ~overruled)
    turnless = ~exists().where(of.c.label == t.c.id)
    return and_(t.c.undoes.is_(None), ~_undone(t.c.id), ~reworded, or_(turnless, newest))


def _labels(connection: Connection, rows: Sequence[Row]) -> tuple[Label, ...]:
    turns: dict[int, list[int]] = defaultdict(list)
    if rows:
        numbers = [row.undoes or row.id for row in rows]
        # a list of thousands of ids is more than a query may hold
        about = select(of).where(of.c.label.between(min(numbers), max(numbers))).order_by(of.c.turn)
        for label, turn in connection.execute(about):
            turns[label].append(turn)
    return tuple(_label(row, tuple(turns[row.undoes or row.id])) for row in rows)


def _label(row: Row, turns: tuple[int, ...]) -> Label:
    values: dict[str, Any] = row._asdict()
    del values["words"]
    values["at"] = datetime.fromtimestamp(row.at, timezone.utc)
    values |= {key: tuple(filter(None, values[key].split(","))) for key in ("matters", "numbers")}
    return Label(turns=turns, **values)
