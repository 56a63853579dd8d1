"""How well an entry answers the words: what each match is worth, and what several are worth together."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.search.entries import TEXT
from knowledge.search.matching import Match

_WHOLE = 1.0
_PART = 0.93
_FRONT = 0.86
_BACK = 0.8
_INSIDE = 0.74
_GUESSED = 1.5  # what is not written so is believed less within a longer name
_LIGHT = 0.5
_LONE = 0.3
_MISSING = 0.5


# What is asked of a matter, not which one.
_ASPECTS = frozenset(("处罚", "罚款", "指标", "程序", "法律", "检查", "监管", "管理"))


@dataclass(frozen=True)
class Found:
    """One match of one word in one field of an entry."""

    match: Match
    weight: float

    @property
    def value(self) -> float:
        fit = self._fit()
        return self.weight * self.match.quality * (fit if self.match.quality == 1 else fit**_GUESSED)

    def _fit(self) -> float:
        match = self.match
        length = match.line.length
        if self.weight <= TEXT:
            return min(0.7 + 0.05 * (match.end - match.start), 1.3)
        if match.end - match.start == length:
            return _WHOLE
        places = match.line.spelling.places
        front = match.start == 0 or places[match.start] - places[match.start - 1] > 1
        back = match.end == length or places[match.end] - places[match.end - 1] > 1
        base = _PART if front and back else _FRONT if front else _BACK if back else _INSIDE
        return base + (1 - base) * 0.6 * (match.end - match.start) / length


def together(words: Sequence[str], answers: Sequence[dict[int, list[Found]]], entries: int) -> dict[int, float]:
    """Entry to score, 0 to 1: the mean over the words, the rarer and longer ones counting for more."""
    weights = [
        math.log(1 + entries / max(len(answer), 1)) * (_LONE if len(word) == 1 else _LIGHT if word in _ASPECTS else 1)
        for word, answer in zip(words, answers)
    ]
    total = sum(weights)
    values: dict[int, float] = {}
    shares: dict[int, float] = {}
    for weight, answer in zip(weights, answers):
        for entry, found in answer.items():
            values[entry] = values.get(entry, 0) + weight * max(one.value for one in found) / total
            shares[entry] = shares.get(entry, 0) + weight / total
    return {entry: value * (1 - _MISSING * (1 - shares[entry])) for entry, value in values.items()}
