"""All that can be found, laid end to end: one search of one string looks through every text at once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.search.spelling import Spelling, sounds_alone

_GAP = "\n"
_FIRST_CODE = 0xE000  # Unicode leaves these to private use


@dataclass(frozen=True)
class Line:
    """One spelling of one text.

    ``text`` is the text's number, names first; ``start`` is where the line
    begins on the tape; ``running`` tells running text from a name.
    """

    text: int
    spelling: Spelling
    start: int
    running: bool

    @property
    def length(self) -> int:
        return len(self.spelling.written)


class Tape:
    """The lines in three strings of one length, a character each at the same place.

    ``written`` has the characters, ``sounded`` one code for each one's
    syllable, ``initials`` the syllable's first letter. Names come first and
    end at ``names_end``: loose ways of looking stop there, since in running
    text they would find anything. ``letters`` has the names' syllables in
    full; ``letter_places`` says where on the tape the character of each letter
    stands.
    """

    def __init__(self, names: Sequence[Spelling], running: Sequence[Spelling]) -> None:
        self._lines: list[Line] = []
        self._starts: list[int] = []
        self._written = [_GAP]
        self._syllables = [_GAP]
        self._codes: dict[str, str] = {}
        for text, spelling in enumerate(names):
            self._add(text, spelling, running=False)
            alone = sounds_alone(spelling.written)
            if alone != spelling.sounds:  # 重 may be looked for as chong and as zhong
                self._add(text, Spelling(spelling.written, alone, spelling.places), running=False)
        self.names_end = len(self._syllables)
        self.letters = "".join(self._syllables)
        self.letter_places = [place for place, syllable in enumerate(self._syllables) for _ in syllable]
        for text, spelling in enumerate(running, len(names)):
            self._add(text, spelling, running=True)
        self.written = "".join(self._written)
        self.sounded = "".join(map(self._new_code, self._syllables))
        self.initials = "".join(syllable[0] for syllable in self._syllables)

    def _add(self, text: int, spelling: Spelling, running: bool) -> None:
        start = len(self._syllables)
        self._lines.append(Line(text, spelling, start, running))
        self._starts.append(start)
        self._written += [spelling.written, _GAP]
        self._syllables += [*spelling.sounds, _GAP]

    def _new_code(self, syllable: str) -> str:
        if syllable == _GAP:
            return _GAP
        return self._codes.setdefault(syllable, chr(_FIRST_CODE + len(self._codes)))

    def code(self, syllables: Sequence[str]) -> str:
        """The syllables as they stand in ``sounded``; one that is nowhere on the tape is a space there."""
        return "".join(self._codes.get(syllable, " ") for syllable in syllables)

    def syllable(self, place: int) -> str:
        return self._syllables[place]

    def line_at(self, place: int) -> Line:
        return self._lines[bisect_right(self._starts, place) - 1]

    def is_edge(self, letter: int) -> bool:
        """Whether a syllable begins at this place in ``letters``."""
        return self.letter_places[letter - 1 : letter] != self.letter_places[letter : letter + 1]


def places(needle: str, haystack: str, end: int) -> Iterator[int]:
    """Every place before ``end`` where ``needle`` stands, overlapping ones included."""
    place = haystack.find(needle, 0, end)
    while place >= 0:
        yield place
        place = haystack.find(needle, place + 1, end)
