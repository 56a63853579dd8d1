"""Ask the bot every case, each in a conversation of its own."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from bot.channels.turn import Turn as Answered
from bot.evaluation.cases import Case, Turn
from bot.evaluation.judging import Verdict, judge

Ask = Callable[[str, str], Answered]


@dataclass(frozen=True)
class Played:
    """One turn, its answer and the verdict. ``seconds``: from the words to the answer."""

    case: Case
    number: int
    turn: Turn
    text: str
    payload: dict[str, Any]
    verdict: Verdict
    seconds: float


def play(cases: Iterable[Case], ask: Ask) -> Iterator[Played]:
    """``ask(words, sender)`` gives the bot's answer."""
    for case in cases:
        sender = uuid.uuid4().hex
        for number, turn in enumerate(case.turns, 1):
            started = time.perf_counter()
            answered = ask(turn.text, sender)
            seconds = time.perf_counter() - started
            verdict = judge(turn, answered.text, answered.payload)
            yield Played(case, number, turn, answered.text, answered.payload, verdict, seconds)
