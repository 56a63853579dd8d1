"""All that can be found, laid end to end: one search of one string looks through every text at once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.search.spelling import Spelling, sounds_alone

_GAP = "\n"
_FIRST_CODE = 0xE000


@dataclass(frozen=True)
class Line:
    """One spelling of one text. ``start`` is where it begins on the tape; ``owner`` is for who made the tape."""

    owner: int
    spelling: Spelling
    start: int

    @property
    def length(self) -> int:
        return len(self.spelling.written)


class Tape:
    """The lines in three strings of one length, a character each at the same place.

    ``written`` has the characters, ``sounded`` one code for each one's
    syllable, ``initials`` the syllable's first letter. Short lines (names,
    titles) come first and end at ``short_end``, so that a loose way of looking
    can leave out running text, where it would find anything. ``letters`` has
    the short lines' syllables in full; ``letter_places`` says where on the tape
    the character of each letter stands.
    """

    def __init__(self, short: Sequence[Spelling], running: Sequence[Spelling]) -> None:
        self._codes: dict[str, str] = {}
        self.lines: list[Line] = []
        self._starts: list[int] = []
        self._written: list[str] = [_GAP]
        self._syllables: list[str] = [_GAP]
        for owner, spelling in enumerate(short):
            self._add(owner, spelling)
            alone = sounds_alone(spelling.written)
            if alone != spelling.sounds:
                self._add(owner, Spelling(spelling.written, alone, spelling.places))
        self.short_end = len(self._syllables)
        self.letters = "".join(self._syllables)
        self.letter_places = [place for place, syllable in enumerate(self._syllables) for _ in syllable]
        for owner, spelling in enumerate(running, len(short)):
            self._add(owner, spelling)
        self.written = "".join(self._written)
        self.sounded = "".join(map(self._code, self._syllables))
        self.initials = "".join(syllable[0] for syllable in self._syllables)

    def _add(self, owner: int, spelling: Spelling) -> None:
        self.lines.append(Line(owner, spelling, len(self._syllables)))
        self._starts.append(len(self._syllables))
        self._written += [spelling.written, _GAP]
        self._syllables += [*spelling.sounds, _GAP]

    def _code(self, syllable: str) -> str:
        if syllable == _GAP:
            return _GAP
        return self._codes.setdefault(syllable, chr(_FIRST_CODE + len(self._codes)))

    def code(self, syllables: Sequence[str]) -> str:
        """The syllables as they stand in ``sounded``; one that is nowhere on the tape is a space there."""
        return "".join(self._codes.get(syllable, " ") for syllable in syllables)

    def syllable(self, place: int) -> str:
        return self._syllables[place]

    def is_edge(self, *letters: int) -> bool:
        """Whether a syllable begins at one of these places in ``letters``."""
        return any(self.letter_places[letter - 1 : letter] != self.letter_places[letter : letter + 1] for letter in letters)

    def line_at(self, place: int) -> Line:
        return self.lines[bisect_right(self._starts, place) - 1]


def places(needle: str, haystack: str, end: int) -> Iterator[int]:
    """Every place before ``end`` where ``needle`` stands, overlapping ones included."""
    place = haystack.find(needle, 0, end)
    while place >= 0:
        yield place
        place = haystack.find(needle, place + 1, end)
