"""How long the trainers' pictures take for 100,000 turns, a fifth of them labelled, with feedback on as many more:
``python -m tests.bot.review.benchmark_statistics [TURNS]``."""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path

from sqlalchemy import insert, text

from bot.database import Database
from bot.review.statistics import Statistics
from bot.schema import label, label_turn
from tests.bot.review.benchmark import made, milliseconds
from tests.bot.review.given import NOON, opened

TURNS_A_LABEL = 4


def fill(database: Database, size: int, chance: random.Random) -> None:
    """Invented labels and feedback, written at once."""
    labels = [
        {
            "id": number,
            "at": NOON - chance.random() * 90 * 86400,
            "who": "xunlian",
            "text": f"测试{number}",
            "words": str(number),
            "verdict": chance.choice(("matter", "matter", "matter", "out_of_scope", "two_matters", "emergency")),
            "matters": f"matter_{chance.randrange(133)}",
            "intent": "ask_unit",
            "numbers": "",
            "replace": False,
            "confirmed_by": "",
            "exported": chance.random() < 0.5,
        }
        for number in range(1, size // 5 // TURNS_A_LABEL + 1)
    ]
    turns = iter(chance.sample(range(1, size + 1), size // 5))
    links = [{"label": one["id"], "turn": next(turns)} for one in labels for _ in range(TURNS_A_LABEL)]
    with database.engine.begin() as connection:
        connection.execute(insert(label), labels)
        connection.execute(insert(label_turn), links)
        connection.execute(text("UPDATE turn SET feedback = 'useful' WHERE id % 7 = 0"))
        connection.execute(text("UPDATE turn SET feedback = 'useless' WHERE id % 19 = 0"))


def main(size: int) -> None:
    chance = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        turns = opened(Path(folder), NOON)
        for first in range(0, size, 1000):
            turns.keep_all([made(chance, number) for number in range(first, min(first + 1000, size))])
        database = Database(f"sqlite:///{folder}/rightdoor.db")
        fill(database, size, chance)
        statistics = Statistics(database)
        for name in ("kinds", "matters", "confusion", "reliability", "feedback", "progress"):
            print(f"{name}: {milliseconds(getattr(statistics, name)):.0f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
