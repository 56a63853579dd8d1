"""One typed word against everything on the tape: as written, as sounded, by initials, shortened, mistyped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product

from knowledge.search.spelling import is_syllable, slur, sounds, sounds_alone, split_letters
from knowledge.search.tape import Line, Tape, places

_RUNS = re.compile(r"[a-z]+|[^a-z]")
_LONG_WORD = 3
_LONG_PINYIN = 6
_PINYIN = re.compile("[a-z]+")
_LETTERS = re.compile("[a-z]")
_READINGS = 12

_SAME = 1.0
_SYLLABLE = 0.96
_HOMOPHONE = 0.82
_ALL_WRONG = 0.65
_SLURRED = 0.75
_INITIAL = 0.8
_SHORTENED = 0.76
_COMPACT = 0.12
_MISTYPED = 0.74
_CUT_NUMBER = 0.6


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

    Where no name or title has the word, it may be shortened or mistyped,
    unless ``guess`` is false.
    """
    found = list(_written(tape, word))
    if _LETTERS.search(word):
        found += _typed(tape, word)
    elif not _is_named(tape, found):
        found += _sounded(tape, word)
    if guess and not _is_named(tape, found):
        found += _shortened(tape, word)
    if guess and not _is_named(tape, found):
        found += _mistyped(tape, word)
    return found


def _is_named(tape: Tape, found: Sequence[Match]) -> bool:
    return any(match.line.start < tape.short_end for match in found)


def standing(tape: Tape, word: str) -> float:
    """1 where a name or title has the word as typed, less where only its sound or only running text has it, 0 where nothing does."""
    if tape.written.find(word, 0, tape.short_end) >= 0:
        return _SAME
    if _LETTERS.search(word):
        return _INITIAL if _is_named(tape, list(_typed(tape, word))) else 0
    if len(word) > 1 and _is_named(tape, list(_sounded(tape, word))):
        return _SLURRED
    return _CUT_NUMBER if tape.written.find(word) >= 0 else 0


def _match(tape: Tape, start: int, end: int, quality: float) -> Match:
    line = tape.line_at(start)
    return Match(line, start - line.start, end - line.start, quality)


def _written(tape: Tape, word: str) -> Iterator[Match]:
    if len(word) == 1 and not word.isalpha():
        return
    for place in places(word, tape.written, len(tape.written) if len(word) > 1 else tape.short_end):
        end = place + len(word)
        cut = _within_a_run(tape.written, place) or _within_a_run(tape.written, end)
        yield _match(tape, place, end, _CUT_NUMBER if cut else _SAME)


def _within_a_run(text: str, place: int) -> bool:
    """Whether digits, or Latin letters, go on across this place."""
    return all(c.isascii() and c.isalnum() for c in text[place - 1 : place + 1])


def _sounded(tape: Tape, word: str) -> Iterator[Match]:
    for reading in {sounds(word), sounds_alone(word)}:
        for place in places(tape.code(reading), tape.sounded, len(tape.sounded)):
            same = sum(a == b for a, b in zip(word, tape.written[place : place + len(word)]))
            quality = (same * _SAME + (len(word) - same) * _HOMOPHONE) / len(word)
            yield _match(tape, place, place + len(word), quality if same else _ALL_WRONG)


def _typed(tape: Tape, word: str) -> Iterator[Match]:
    """Pinyin, initials, and these mixed with characters."""
    for pieces in _pieces(word):
        initials = "".join(_sound(piece)[0] for piece in pieces)
        if len(pieces) == 1 and not is_syllable(pieces[0]):
            starts: Iterable[int] = (p + 1 for p in places(f"\n{initials}", tape.initials, tape.short_end))
        else:
            whole = len(pieces) > 1 and all(len(p) > 1 or not p.isascii() for p in pieces)
            starts = places(initials, tape.initials, len(tape.initials) if whole else tape.short_end)
        for place in starts:
            quality = [_likeness(tape, piece, place + offset) for offset, piece in enumerate(pieces)]
            if all(quality):
                yield _match(tape, place, place + len(pieces), sum(quality) / len(pieces))


def _pieces(word: str) -> Iterator[tuple[str, ...]]:
    """Readings of the word, each as one piece a character."""
    choices: list[Sequence[tuple[str, ...]]] = [
        split_letters(run) if run.isascii() and run.isalpha() else ((run,),) for run in _RUNS.findall(word)
    ]
    for reading in islice(product(*choices), _READINGS):
        yield tuple(piece for part in reading for piece in part)


def _sound(piece: str) -> str:
    return piece if piece.isascii() else sounds_alone(piece)[0]


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
    if not 2 <= len(word) <= 6:
        return
    pattern = re.compile("[^\n]{0,2}?".join(map(re.escape, word)))
    for found in pattern.finditer(tape.written, 0, tape.short_end):
        start, end = found.span()
        yield _match(tape, start, end, _SHORTENED + _COMPACT * len(word) / (end - start))


def _mistyped(tape: Tape, word: str) -> Iterator[Match]:
    """One character wrong, missing, or two swapped; in pinyin also one too many."""
    if _PINYIN.fullmatch(word):
        if len(word) >= _LONG_PINYIN:
            for start, end in _one_slip_away(word, tape.letters, len(tape.letters), added=True):
                if tape.is_edge(start, start - 1) and tape.is_edge(end, end + 1):
                    yield _match(tape, tape.letter_places[start], tape.letter_places[end - 1] + 1, _MISTYPED)
    elif len(word) >= _LONG_WORD:
        for start, end in _one_slip_away(word, tape.written, tape.short_end, added=False):
            yield _match(tape, start, end, _MISTYPED)


def _one_slip_away(word: str, text: str, end: int, added: bool) -> set[tuple[int, int]]:
    """Where the text has the word but for one slip: then one half of the word is right, or the middle is swapped."""
    half = len(word) // 2
    left, right = word[:half], word[half:]
    found = set()
    for place in places(left, text, end):
        for length in _lengths(right, added):
            if is_one_slip(right, text[place + half : place + half + length]):
                found.add((place, place + half + length))
                break
    for place in places(right, text, end):
        for length in _lengths(left, added):
            if is_one_slip(left, text[max(place - length, 0) : place]):
                found.add((place - length, place + len(right)))
                break
    swapped = word[: half - 1] + word[half] + word[half - 1] + word[half + 1 :]
    return found | {(place, place + len(word)) for place in places(swapped, text, end)}


def _lengths(typed: str, added: bool) -> list[int]:
    return [len(typed), len(typed) + 1, *([len(typed) - 1] if added else [])]


def is_one_slip(typed: str, meant: str) -> bool:
    """Whether one wrong, missing, added or swapped character, or none, makes ``typed`` of ``meant``."""
    if "\n" in meant or abs(len(typed) - len(meant)) > 1:
        return False
    same = next((i for i, (a, b) in enumerate(zip(typed, meant)) if a != b), min(len(typed), len(meant)))
    rest, other = typed[same:], meant[same:]
    swapped = other[1::-1] + other[2:] if len(other) > 1 else other
    return rest[1:] == other[1:] or rest[1:] == other or rest == other[1:] or rest == swapped
