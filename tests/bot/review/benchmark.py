"""How long the trainers' pages wait for 100,000 turns: ``python -m tests.bot.review.benchmark [TURNS]``."""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from bot.review.turns import Filter, Guess, NewTurn
from tests.bot.review.given import NOON, opened, turn

_SUBJECTS = (
    "狗",
    "身份证",
    "护照",
    "户口",
    "旅馆",
    "噪音",
    "摩托",
    "驾照",
    "烟花",
    "网吧",
    "钱包",
    "孩子",
    "邻居",
    "厂子",
)
_WHAT = ("丢了", "太吵", "被偷了", "过期了", "怎么办", "归谁管", "找哪个部门", "电话多少", "罚多少钱", "在哪里办")
_KINDS = ("unit", "split", "contact", "out_of_scope", "clarify", "smalltalk", "supervision", "emergency")


def made(chance: random.Random, number: int) -> NewTurn:
    words = chance.choice(_SUBJECTS) + chance.choice(_SUBJECTS) + chance.choice(_WHAT)
    confidence, margin = chance.betavariate(6, 1), chance.random()
    matter = f"matter_{chance.randrange(133)}"
    return turn(
        f"{words}{number % 700 if number % 3 else ''}，我家在{chance.randrange(10**6)}号楼",
        at=NOON - chance.random() * 180 * 86400,
        user=f"web-{chance.randrange(40_000)}",
        kind=chance.choice(_KINDS),
        matter=matter,
        confidence=confidence,
        margin=margin,
        guesses=tuple(Guess(f"matter_{chance.randrange(133)}", 0.2) for _ in range(5)),
        evidence=matter if chance.random() < 0.8 else "other",
        answer="负责单位：户政科\n" * 15,
        model=f"model-{number * 6 // 100_000}",
    )


def milliseconds(call: Callable[[], Any]) -> float:
    """The slowest of three."""
    taken = []
    for _ in range(3):
        started = time.perf_counter()
        call()
        taken.append((time.perf_counter() - started) * 1000)
    return max(taken)


def main(size: int) -> None:
    chance = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        turns = opened(Path(folder), NOON)
        started = time.perf_counter()
        for first in range(0, size, 1000):
            turns.keep_all([made(chance, number) for number in range(first, min(first + 1000, size))])
        print(f"writing: {(time.perf_counter() - started) / size * 1000:.2f} ms a turn")
        everything, one_matter = Filter(), Filter(matter="matter_7")
        week = Filter(since=date(2026, 11, 18), until=date(2026, 11, 24))
        looks: dict[str, Callable[[], Any]] = {
            "queue": lambda: turns.queue(everything),
            "queue, page 200": lambda: turns.queue(everything, 200),
            "queue, one matter": lambda: turns.queue(one_matter),
            "queue, text": lambda: turns.queue(Filter(text="护照")),
            "queue, a reason": lambda: turns.queue(Filter(reason="low_margin")),
            "find": lambda: turns.find(everything),
            "find, page 1500": lambda: turns.find(everything, 1500),
            "find, text": lambda: turns.find(Filter(text="护照噪音")),
            "find, nothing": lambda: turns.find(Filter(text="没有这样的话")),
            "find, week and kind": lambda: turns.find(Filter(since=week.since, until=week.until, kind="unit")),
            "find, confidence": lambda: turns.find(Filter(least=0.4, most=0.6)),
            "find, model": lambda: turns.find(Filter(model="model-3")),
            "counts, day and kind": lambda: turns.counts(everything, "day", "kind"),
            "counts, matter": lambda: turns.counts(everything, "matter"),
            "counts, tenth and feedback": lambda: turns.counts(everything, "tenth", "feedback"),
            "counts, tenth and outcome": lambda: turns.counts(everything, "tenth", "outcome"),
            "counts, state and reason": lambda: turns.counts(everything, "state", "reason"),
            "counts, week by matter": lambda: turns.counts(week, "matter"),
            "counts, intent and channel": lambda: turns.counts(everything, "intent", "channel"),
            "settle": turns.settle,
            "keep": lambda: turns.keep(turn(at=NOON + chance.random())),
        }
        for name, look in looks.items():
            print(f"{name}: {milliseconds(look):.0f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
