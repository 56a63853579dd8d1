"""One typed word against everything on the tape: as written, as sounded, by initials, shortened, mistyped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product

from knowledge.search.spelling import is_syllable, slur, sounds, sounds_alone, split_letters
from knowledge.search.tape import Line, Tape, places

_RUNS = re.compile(r"[a-z]+|[^a-z]")
_LETTERS = re.compile("[a-z]")
_READINGS = 12

_SAME = 1.0
_SYLLABLE = 0.96
_HOMOPHONE = 0.86
_SLURRED = 0.75
_INITIAL = 0.8
_SHORTENED = 0.78
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


def find(tape: Tape, word: str) -> list[Match]:
    """Every match of a folded word without spaces or punctuation."""
    found = list(_written(tape, word))
    if _LETTERS.search(word):
        found += _typed(tape, word)
    elif not any(match.line.start < tape.short_end for match in found):
        found += _sounded(tape, word)
        found += _shortened(tape, word)
    if len(word) >= 3 and not any(match.line.start < tape.short_end for match in found):
        found += _mistyped(tape, word)
    return found


def stands(tape: Tape, word: str, end: int) -> bool:
    """Whether the word stands before ``end`` as written or, more than one character of it, as sounded."""
    if tape.written.find(word, 0, end) >= 0:
        return True
    if _LETTERS.search(word):
        return any(match.line.start < end for match in _typed(tape, word))
    return len(word) > 1 and any(match.line.start < end for match in _sounded(tape, word))


def _match(tape: Tape, start: int, end: int, quality: float) -> Match:
    line = tape.line_at(start)
    return Match(line, start - line.start, end - line.start, quality)


def _written(tape: Tape, word: str) -> Iterator[Match]:
    if len(word) == 1 and not word.isalpha():
        return
    for place in places(word, tape.written, len(tape.written)):
        end = place + len(word)
        cut = _within_a_run(tape.written, place) or _within_a_run(tape.written, end)
        yield _match(tape, place, end, _CUT_NUMBER if cut else _SAME)


def _within_a_run(text: str, place: int) -> bool:
    """Whether digits, or Latin letters, go on across this place."""
    return all(c.isascii() and c.isalnum() for c in text[place - 1 : place + 1])


def _sounded(tape: Tape, word: str) -> Iterator[Match]:
    for reading in {sounds(word), sounds_alone(word)}:
        for place in places(tape.code(reading), tape.sounded, len(tape.sounded)):
            there = tape.written[place : place + len(word)]
            quality = [_SAME if a == b else _HOMOPHONE for a, b in zip(word, there)]
            yield _match(tape, place, place + len(word), sum(quality) / len(word))


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
        yield _match(tape, *found.span(), _SHORTENED)


def _mistyped(tape: Tape, word: str) -> Iterator[Match]:
    """One character wrong, missing, too many, or two swapped: then one half of the word is right."""
    seen = set()
    for start, end in _one_slip_away(word, tape.written, tape.short_end):
        if (start, end) not in seen:
            seen.add((start, end))
            yield _match(tape, start, end, _MISTYPED)


def _one_slip_away(word: str, text: str, end: int) -> Iterator[tuple[int, int]]:
    half = len(word) // 2
    left, right = word[:half], word[half:]
    for place in places(left, text, end):
        for length in (len(right), len(right) + 1, len(right) - 1):
            stretch = text[place + half : place + half + length]
            if is_one_slip(right, stretch):
                yield place, place + half + length
                break
    for place in places(right, text, end):
        for length in (half, half + 1, half - 1):
            stretch = text[max(place - length, 0) : place]
            if is_one_slip(left, stretch):
                yield place - length, place + len(right)
                break
    swapped = word[: half - 1] + word[half] + word[half - 1] + word[half + 1 :]
    yield from ((place, place + len(word)) for place in places(swapped, text, end))


def is_one_slip(typed: str, meant: str) -> bool:
    """Whether one wrong, missing, added or swapped character, or none, makes ``typed`` of ``meant``."""
    if "\n" in meant or abs(len(typed) - len(meant)) > 1:
        return False
    same = next((i for i, (a, b) in enumerate(zip(typed, meant)) if a != b), min(len(typed), len(meant)))
    rest, other = typed[same:], meant[same:]
    swapped = other[1::-1] + other[2:] if len(other) > 1 else other
    return rest[1:] == other[1:] or rest[1:] == other or rest == other[1:] or rest == swapped
