"""One typed word against everything on the tape: as written, as sounded, by initials, shortened, mistyped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product

from knowledge.search.slips import one_slip_away
from knowledge.search.spelling import is_syllable, slur, sounds, sounds_alone, split_letters
from knowledge.search.tape import Line, Tape, places

_LETTERS = re.compile("[a-z]")
_PINYIN = re.compile("[a-z]+")
_RUNS = re.compile("[a-z]+|[^a-z]")
_READINGS = 12
_LONG_WORD = 3
_SAFE_WORD = 5
_LONG_PINYIN = 6
_LONGEST_SHORTENED = 6

# How sure it is that a character stands for the one typed.
_SAME = 1.0
_SYLLABLE = 0.96
_HOMOPHONE = 0.82
_INITIAL = 0.8
_SLURRED = 0.75
# How sure it is that a stretch is what the whole word means.
_SHORTENED = 0.76
_COMPACT = 0.12  # more where little is left out
_MISTYPED = 0.74
_MISTYPED_SHORT = 0.64  # another word may well differ in one character
_ALL_HOMOPHONES = 0.65
_CUT_NUMBER = 0.6
# How surely a word is one.
_A_NAME = 1.5
_ONLY_IN_TEXT = 0.6


@dataclass(frozen=True)
class Match:
    """A stretch of a line, ``start`` and ``end`` counted from the line's first character.

    ``quality`` is 1 where the word stands there as typed, less where it is guessed.
    """

    line: Line
    start: int
    end: int
    quality: float


def find(tape: Tape, word: str, guess: bool = True) -> list[Match]:
    """Every match of a folded word without spaces or punctuation.

    Where no name has the word, it may be shortened or mistyped, unless
    ``guess`` is false.
    """
    found = list(_written(tape, word))
    if _LETTERS.search(word):
        found += _typed(tape, word)
    elif not _is_name(found):
        found += _sounded(tape, word)
    if guess and not _is_name(found):
        found += _shortened(tape, word)
    if guess and not _is_name(found):
        found += _mistyped(tape, word)
    return found


def standing(tape: Tape, word: str) -> float:
    """How surely the word is one: most where it is a name, 0 where nothing on the tape has it or its sound."""
    if tape.written.find(f"\n{word}\n", 0, tape.names_end) >= 0:
        return _A_NAME
    if tape.written.find(word, 0, tape.names_end) >= 0:
        return _SAME
    if _LETTERS.search(word):
        return _INITIAL if _is_name(_typed(tape, word)) else 0
    codes = (tape.code(reading) for reading in _spoken(word))
    if len(word) > 1 and any(tape.sounded.find(code, 0, tape.names_end) >= 0 for code in codes):
        return _HOMOPHONE
    return _ONLY_IN_TEXT if word in tape.written else 0


def _is_name(matches: Iterable[Match]) -> bool:
    return any(not match.line.running for match in matches)


def _match(tape: Tape, start: int, end: int, quality: float) -> Match:
    line = tape.line_at(start)
    return Match(line, start - line.start, end - line.start, quality)


def _written(tape: Tape, word: str) -> Iterator[Match]:
    if len(word) == 1 and not word.isalpha():
        return
    for place in places(word, tape.written, len(tape.written) if len(word) > 1 else tape.names_end):
        end = place + len(word)
        cut = _is_within_a_run(tape.written, place) or _is_within_a_run(tape.written, end)
        yield _match(tape, place, end, _CUT_NUMBER if cut else _SAME)


def _is_within_a_run(text: str, place: int) -> bool:
    """Whether digits, or Latin letters, go on across this place."""
    return all(c.isascii() and c.isalnum() for c in text[place - 1 : place + 1])


def _sounded(tape: Tape, word: str) -> Iterator[Match]:
    for reading in _spoken(word):
        for place in places(tape.code(reading), tape.sounded, len(tape.sounded)):
            same = sum(tape.written[place + i] == character for i, character in enumerate(word))
            quality = (same * _SAME + (len(word) - same) * _HOMOPHONE) / len(word)
            yield _match(tape, place, place + len(word), quality if same else _ALL_HOMOPHONES)


def _spoken(word: str) -> set[tuple[str, ...]]:
    return {sounds(word), sounds_alone(word)}


def _typed(tape: Tape, word: str) -> Iterator[Match]:
    """Pinyin, initials, and these mixed with characters."""
    for pieces in _readings(word):
        for place in _starts(tape, pieces):
            quality = [_likeness(tape, piece, place + i) for i, piece in enumerate(pieces)]
            if all(quality):
                yield _match(tape, place, place + len(pieces), sum(quality) / len(pieces))


def _readings(word: str) -> Iterator[tuple[str, ...]]:
    """The likeliest ways to read the word, each as one piece a character."""
    choices: list[Sequence[tuple[str, ...]]] = [
        split_letters(run) if _PINYIN.fullmatch(run) else ((run,),) for run in _RUNS.findall(word)
    ]
    for reading in islice(product(*choices), _READINGS):
        yield tuple(piece for pieces in reading for piece in pieces)


def _starts(tape: Tape, pieces: Sequence[str]) -> Iterable[int]:
    """Where the pieces' first letters stand: in running text only if all are whole, and one alone only in front."""
    initials = "".join((piece if piece.isascii() else sounds_alone(piece)[0])[0] for piece in pieces)
    if len(pieces) == 1 and not is_syllable(pieces[0]):
        return (place + 1 for place in places(f"\n{initials}", tape.initials, tape.names_end))
    whole = len(pieces) > 1 and all(len(piece) > 1 or not piece.isascii() for piece in pieces)
    return places(initials, tape.initials, len(tape.initials) if whole else tape.names_end)


def _likeness(tape: Tape, piece: str, place: int) -> float:
    """How well a piece stands for the character at this place; 0 where it does not."""
    if piece == tape.written[place]:
        return _SAME
    there = tape.syllable(place)
    if not piece.isascii():
        return _HOMOPHONE if there in sounds_alone(piece) else 0
    if piece == there:
        return _SYLLABLE
    if there.startswith(piece):
        return _INITIAL
    return _SLURRED if len(piece) > 1 and slur(piece) == slur(there) else 0


def _shortened(tape: Tape, word: str) -> Iterator[Match]:
    """身证 for 身份证: the word's characters in their order, at most two left out between them."""
    if not 2 <= len(word) <= _LONGEST_SHORTENED:
        return
    pattern = re.compile("[^\n]{0,2}?".join(map(re.escape, word)))
    for found in pattern.finditer(tape.written, 0, tape.names_end):
        start, end = found.span()
        yield _match(tape, start, end, _SHORTENED + _COMPACT * len(word) / (end - start))


def _mistyped(tape: Tape, word: str) -> Iterator[Match]:
    """One slip. In pinyin it may be at either end, and then the first or last letter is not within the span."""
    if not _PINYIN.fullmatch(word):
        if len(word) >= _LONG_WORD:
            quality = _MISTYPED if len(word) >= _SAFE_WORD else _MISTYPED_SHORT
            for start, end in one_slip_away(word, tape.written, tape.names_end, added=False):
                yield _match(tape, start, end, quality)
    elif len(word) >= _LONG_PINYIN:
        for start, end in one_slip_away(word, tape.letters, len(tape.letters), added=True):
            if any(map(tape.is_edge, (start, start - 1))) and any(map(tape.is_edge, (end, end + 1))):
                yield _match(tape, tape.letter_places[start], tape.letter_places[end - 1] + 1, _MISTYPED)
