"""What was heard goes into the database from a thread of its own, so that no answer waits for it."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections import deque
from collections.abc import Iterable
from typing import Optional

from sqlalchemy.exc import SQLAlchemyError

from bot.review.consumer import Consumer, Event, Feedback, Forget, Heard
from bot.review.turn import NewTurn
from bot.review.turns import Turns
from knowledge.engine import first_line

logger = logging.getLogger(__name__)

_MOST_EVENTS = 50_000  # some thousand turns
_MOST_UNWRITTEN = 10_000
_BATCH = 500
_LOOK_AGAIN = 0.5  # seconds
UPKEEP_EVERY = 600.0
_CLOSING_TAKES = 10.0


def write(turns: Turns, heard: Iterable[Heard]) -> None:
    """In their order, the turns between two others in one transaction. Written twice, it is as written once."""
    batch: list[NewTurn] = []
    for one in heard:
        if isinstance(one, NewTurn):
            batch.append(one)
            continue
        turns.keep_all(batch)
        batch = []
        if isinstance(one, Feedback):
            turns.feedback(one.user, one.useful)
        elif isinstance(one, Forget):
            turns.forget(one.user)
    turns.keep_all(batch)


def look_after(turns: Turns, days: int) -> None:
    """What is due now and then: whoever did not pick an option by now will not, and nothing is kept for ever."""
    turns.settle()
    turns.purge(days)


class Backlog:
    """``days``: how long turns are kept. While the database fails, the latest of what was heard waits for it."""

    def __init__(self, consumer: Consumer, turns: Turns, days: int) -> None:
        self._consumer, self._turns, self._days = consumer, turns, days
        self._events: queue.Queue[Optional[Event]] = queue.Queue(_MOST_EVENTS)
        self._unwritten: deque[Heard] = deque(maxlen=_MOST_UNWRITTEN)
        self._failing = False
        self._looked_after = float("-inf")
        self._thread = threading.Thread(target=self._run, name="turns", daemon=True)
        self._thread.start()

    def put(self, event: Event) -> None:
        """Returns at once, whatever happens."""
        try:
            self._events.put_nowait(event)
        except queue.Full:
            self._say("the writing does not keep up; some turns are lost")

    def close(self) -> None:
        """Write what is there, and stop. Blocks for some seconds at most."""
        self._events.put(None)
        self._thread.join(_CLOSING_TAKES)

    def _run(self) -> None:
        going_on = True
        while going_on:
            going_on = self._hear()
            try:
                self._write()
                self._look_after()
                self._failing = False
            except SQLAlchemyError as error:
                self._say(first_line(error))
            except Exception:
                logger.exception("Some turns cannot be written, and are lost.")
                self._unwritten.clear()

    def _hear(self) -> bool:
        """Take what comes within a moment; False where nothing more will."""
        until = time.monotonic() + _LOOK_AGAIN
        try:
            for _ in range(_BATCH):
                event = self._events.get(timeout=max(until - time.monotonic(), 0.0))
                if event is None:
                    return False
                self._hear_one(event)
        except queue.Empty:
            pass
        return True

    def _hear_one(self, event: Event) -> None:
        try:
            heard = self._consumer.hear(event)
        except Exception:
            logger.exception("An event cannot be read; its turn is not kept.")
            return
        if heard is not None:
            self._unwritten.append(heard)

    def _write(self) -> None:
        waiting = tuple(self._unwritten)
        write(self._turns, waiting)
        self._unwritten.clear()

    def _look_after(self) -> None:
        if time.monotonic() - self._looked_after >= UPKEEP_EVERY:
            look_after(self._turns, self._days)
            self._looked_after = time.monotonic()

    def _say(self, reason: str) -> None:
        """Once, until it works again."""
        if not self._failing:
            logger.error("Turns cannot be kept for the trainers: %s", reason)
        self._failing = True
