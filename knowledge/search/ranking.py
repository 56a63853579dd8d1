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

_MISSING = 0.5
_UNKNOWN = 0.5  # how sure a word is that nothing has


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


# Entry to the matches of one word in its fields.
Answers = dict[int, list[Found]]


def together(answers: Sequence[Answers], tells: Sequence[float], entries: int) -> dict[int, float]:
    """Entry to score, 0 to 1: the mean over the words, best where an entry has them all.

    A word counts for more the rarer it is among the ``entries``, the surer its
    best match, and the more it ``tells``. What only an entry's relatives are
    called adds to its score, but does not bring it up.
    """
    weights = [
        _rarity(answer, entries) * _certainty(answer) ** 2 * told for answer, told in zip(answers, tells, strict=True)
    ]
    values: dict[int, float] = {}
    shares: dict[int, float] = {}
    own = set()
    for answer, weight in zip(answers, weights, strict=True):
        share = weight / sum(weights)
        for entry, found in answer.items():
            values[entry] = values.get(entry, 0) + share * max(one.value for one in found)
            shares[entry] = shares.get(entry, 0) + share
            if any(one.weight > FAMILY for one in found):
                own.add(entry)
    return {entry: values[entry] * (1 - _MISSING * (1 - shares[entry])) for entry in own}


def _rarity(answer: Answers, entries: int) -> float:
    return math.log(1 + entries / max(len(answer), 1))


def _certainty(answer: Answers) -> float:
    return max((one.value for found in answer.values() for one in found), default=_UNKNOWN)
