"""A turn as rows of its two tables, and back."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy.engine import Row

from bot.review.alike import group_key
from bot.review.deserving import deserves, sampled
from bot.review.turn import Guess, NewTurn, Turn
from knowledge.staff import BEIJING

_APART = ("guesses", "refs", "options", "answer")
_PLAIN = [field.name for field in fields(NewTurn) if field.name not in _APART]


def turn_row(turn: NewTurn) -> dict[str, Any]:
    """A new row of ``turn``, with all that can be worked out before anybody looks at it."""
    row: dict[str, Any] = {name: getattr(turn, name) for name in _PLAIN}
    row |= {
        "day": datetime.fromtimestamp(turn.at, BEIJING).date().isoformat(),
        "tenth": min(int(turn.confidence * 10), 9),
        "group_key": group_key(turn.text),
        "sampled": sampled(turn.user, turn.at),
        "outcome": "",
        "feedback": "",
        "reported": False,
        "state": "new",
    }
    row["reason"], row["priority"] = deserves(row)
    return row


def answer_row(turn: NewTurn) -> dict[str, str]:
    return {
        "guesses": _json([[guess.label, guess.confidence] for guess in turn.guesses]),
        "refs": _json(turn.refs),
        "options": _json(turn.options),
        "answer": turn.answer,
    }


def turn_of(row: Row) -> Turn:
    """From a row of both tables."""
    values = {field.name: row._mapping[field.name] for field in fields(Turn)}
    values["guesses"] = tuple(Guess(label, confidence) for label, confidence in json.loads(row.guesses))
    values["refs"], values["options"] = tuple(json.loads(row.refs)), tuple(json.loads(row.options))
    return Turn(**values)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
