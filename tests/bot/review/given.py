"""The smallest turns and a place to keep them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.database import Database
from bot.review.turns import Guess, NewTurn, Turns

NOON = 1_795_492_800.0  # 2026-11-24 12:00 in Beijing


def turn(text: str = "身份证丢了上哪补", at: float = NOON, **more: Any) -> NewTurn:
    values: dict[str, Any] = {
        "at": at,
        "channel": "rest",
        "user": "web-a",
        "text": text,
        "intent": "ask_unit",
        "matter": "resident_id_card",
        "confidence": 0.97,
        "margin": 0.9,
        "guesses": (Guess("resident_id_card", 0.95), Guess("passport", 0.05)),
        "kind": "unit",
        "refs": ("duties/4/11",),
        "options": (),
        "answer": "负责单位：户政科",
        "evidence": "resident_id_card",
        "model": "m1",
    }
    return NewTurn(**values | more)


def opened(folder: Path, now: float = NOON + 60) -> Turns:
    database = Database(f"sqlite:///{folder}/rightdoor.db")
    database.upgrade()
    return Turns(database, lambda: now)
