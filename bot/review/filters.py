"""Which turns are wanted, and how the database is asked for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Optional

from sqlalchemy.sql import ColumnElement, and_, true

from bot.schema import turn as t

_ESCAPE = "\\"
_EQUAL = ("matter", "intent", "kind", "channel", "model", "state", "feedback", "outcome", "reason", "user")


@dataclass(frozen=True)
class Filter:
    """What is empty or None does not matter. ``since`` and ``until``: days in Beijing, both included.

    ``least`` and ``most``: of the confidence, both included; ``group``: a group's key; ``sampled``: only the
    random share.
    """

    text: str = ""
    matter: str = ""
    intent: str = ""
    kind: str = ""
    channel: str = ""
    since: Optional[date] = None
    until: Optional[date] = None
    least: float = 0.0
    most: float = 1.0
    model: str = ""
    state: str = ""
    feedback: str = ""
    outcome: str = ""
    reason: str = ""
    user: str = ""
    group: str = ""
    sampled: bool = False


def condition(wanted: Filter) -> ColumnElement[Any]:
    """The filter as a WHERE clause over ``bot.schema.turn``."""
    parts: list[ColumnElement[Any]] = [t.c[name] == value for name in _EQUAL if (value := getattr(wanted, name))]
    if wanted.group:
        parts.append(t.c.group_key == wanted.group)
    if wanted.sampled:
        parts.append(t.c.sampled)
    if wanted.since:
        parts.append(t.c.day >= wanted.since.isoformat())
    if wanted.until:
        parts.append(t.c.day <= wanted.until.isoformat())
    if wanted.least > 0.0:
        parts.append(t.c.confidence >= wanted.least)
    if wanted.most < 1.0:
        parts.append(t.c.confidence <= wanted.most)
    if wanted.text:
        parts.append(t.c.text.like(f"%{_literal(wanted.text)}%", escape=_ESCAPE))
    return and_(true(), *parts)


def _literal(text: str) -> str:
    for sign in (_ESCAPE, "%", "_"):
        text = text.replace(sign, _ESCAPE + sign)
    return text
