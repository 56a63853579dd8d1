from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from bot.review import backlog as module
from bot.review.backlog import Backlog
from bot.review.consumer import Consumer, feedback_event, forget_event
from bot.review.turns import Filter, NewTurn, Turns
from tests.bot.review.events import answered, asked
from tests.bot.review.given import NOON, opened, turn

DAYS = 180


def consumer() -> Consumer:
    return Consumer(lambda _text: "")


def tell(backlog: Backlog, text: str, at: float = NOON) -> None:
    for event in (asked(text, at=at), *answered()):
        backlog.put(event)


def texts(turns: Turns) -> list[str]:
    return [one.text for one in turns.find(Filter()).rows]


class Failing:
    """Turns whose database fails until ``works`` is set."""

    def __init__(self, turns: Turns) -> None:
        self.works, self.failed = threading.Event(), threading.Event()
        self._turns = turns

    def keep_all(self, turns: Sequence[NewTurn]) -> None:
        if turns and not self.works.is_set():
            self.failed.set()
            raise OperationalError("INSERT", None, Exception("disk full"))
        self._turns.keep_all(turns)

    def settle(self) -> None: ...

    def purge(self, _days: int) -> None: ...


def test_what_was_put_is_written_at_the_latest_when_it_closes(tmp_path: Path) -> None:
    turns = opened(tmp_path)
    backlog = Backlog(consumer(), turns, DAYS)
    tell(backlog, "狗叫")
    backlog.put(feedback_event("web-a", useful=False))
    tell(backlog, "身份证", NOON + 1)
    backlog.close()
    assert [(one.text, one.feedback) for one in turns.find(Filter()).rows] == [("身份证", ""), ("狗叫", "useless")]


def test_who_is_forgotten_is_forgotten_with_what_was_on_its_way(tmp_path: Path) -> None:
    turns = opened(tmp_path)
    turns.keep(turn("早先"))
    backlog = Backlog(consumer(), turns, DAYS)
    tell(backlog, "狗叫", NOON + 1)
    backlog.put(forget_event("web-a"))
    backlog.close()
    assert texts(turns) == []


def test_what_is_too_old_is_deleted_when_it_starts(tmp_path: Path) -> None:
    turns = opened(tmp_path)
    turns.keep_all([turn("很早", at=NOON - 3 * 86_400), turn("今天", user="web-b")])
    Backlog(consumer(), turns, days=2).close()
    assert texts(turns) == ["今天"]


def test_nothing_is_lost_while_the_database_fails_and_it_is_told_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    turns = opened(tmp_path)
    failing = Failing(turns)
    with caplog.at_level(logging.ERROR):
        backlog = Backlog(consumer(), failing, DAYS)  # type: ignore[arg-type]
        for number in range(3):
            failing.failed.clear()
            tell(backlog, f"第{number}句", NOON + number)
            assert failing.failed.wait(10)
        failing.works.set()
        backlog.close()
    assert texts(turns) == ["第2句", "第1句", "第0句"]
    assert [record.getMessage() for record in caplog.records] == [
        "Turns cannot be kept for the trainers: (builtins.Exception) disk full"
    ]


def test_a_full_backlog_drops_what_comes_and_blocks_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module, "_MOST_EVENTS", 5)
    held, hearing = threading.Event(), threading.Event()

    def slowly(_text: str) -> str:
        hearing.set()
        held.wait(10)
        return ""

    turns = opened(tmp_path)
    backlog = Backlog(Consumer(slowly), turns, DAYS)
    tell(backlog, "第0句")
    assert hearing.wait(10)
    with caplog.at_level(logging.ERROR):
        tell(backlog, "第1句", NOON + 1)
        tell(backlog, "第2句", NOON + 2)
    held.set()
    backlog.close()
    assert texts(turns) == ["第1句", "第0句"]
    assert len(caplog.records) == 1


def test_an_event_that_cannot_be_read_harms_no_other(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    turns = opened(tmp_path)
    backlog = Backlog(consumer(), turns, DAYS)
    with caplog.at_level(logging.CRITICAL):
        backlog.put({"event": "user"})
        tell(backlog, "狗叫")
        backlog.close()
    assert texts(turns) == ["狗叫"]
