"""How well an entry answers the words: what each match is worth, and what several are worth together."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.search.entry import FAMILY
from knowledge.search.matching import Match

# A match within a name, by where it stands; more the more of the name it covers.
_PART = 0.93
_FRONT = 0.86
_BACK = 0.8
_INSIDE = 0.74
_COVER = 0.6
_GUESSED = 2.0  # what is guessed is believed less within a longer name

_LONE = 0.3  # a single character among several words
_ASPECT = 0.5
_MISSING = 0.5

# What is asked of a matter, rather than which one.
_ASPECTS = frozenset(("处罚", "罚款", "指标", "程序", "法律", "检查", "监管", "管理"))


@dataclass(frozen=True)
class Found:
    """One match of one word in one field of an entry."""

    match: Match
    weight: float

    @property
    def value(self) -> float:
        fit = self._fit_in_text() if self.match.line.running else self._fit_in_name()
        return self.weight * self.match.quality * (fit if self.match.quality == 1 else fit**_GUESSED)

    def _fit_in_text(self) -> float:
        """The longer, the less likely by chance."""
        return min(0.7 + 0.05 * (self.match.end - self.match.start), 1.3)

    def _fit_in_name(self) -> float:
        start, end, line = self.match.start, self.match.end, self.match.line
        if end - start == line.length:
            return 1.0
        places = line.spelling.places
        front = start == 0 or places[start] - places[start - 1] > 1
        back = end == line.length or places[end] - places[end - 1] > 1
        base = _PART if front and back else _FRONT if front else _BACK if back else _INSIDE
        return base + (1 - base) * _COVER * (end - start) / line.length


def together(words: Sequence[str], answers: Sequence[dict[int, list[Found]]], entries: int) -> dict[int, float]:
    """Entry to score, 0 to 1: the mean over the words, the rarer ones counting for more, all of them best.

    What only an entry's relatives are called adds to its score, but does not
    bring it up.
    """
    rarity = [math.log(1 + entries / max(len(answer), 1)) for answer in answers]
    weights = [_told(word, words) * rarity[place] for place, word in enumerate(words)]
    values: dict[int, float] = {}
    shares: dict[int, float] = {}
    own = set()
    for place, answer in enumerate(answers):
        share = weights[place] / sum(weights)
        for entry, found in answer.items():
            values[entry] = values.get(entry, 0) + share * max(one.value for one in found)
            shares[entry] = shares.get(entry, 0) + share
            if any(one.weight > FAMILY for one in found):
                own.add(entry)
    return {entry: values[entry] * (1 - _MISSING * (1 - shares[entry])) for entry in own}


def _told(word: str, words: Sequence[str]) -> float:
    if len(words) == 1:
        return 1.0
    return _LONE if len(word) == 1 else _ASPECT if word in _ASPECTS else 1.0
