"""How a text is written and how it sounds, character by character, so that a match can be shown in it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, cast

from opencc import OpenCC
from pypinyin import lazy_pinyin
from pypinyin.constants import PINYIN_DICT

# What input methods and scans mistake for one another, and no pronunciation tells apart.
_LOOKS_LIKE = str.maketrans("囗曰巳薄ü", "口日已簿v")
_SLURRED = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"), ("v", "u"))
_SPLITS = 6
_LONGEST_SYLLABLE = 6


@dataclass(frozen=True)
class Spelling:
    """A text without its punctuation: what is typed when it is looked for.

    ``places[i]`` is where character ``i`` of ``written`` stands in the text;
    ``sounds[i]`` is its toneless syllable, or itself where it has none.
    """

    written: str
    sounds: tuple[str, ...]
    places: tuple[int, ...]


def fold(text: str) -> str:
    """Return ``text`` in half width, lower case, Simplified characters."""
    return _to_simplified().convert(unicodedata.normalize("NFKC", text).casefold()).translate(_LOOKS_LIKE)


def spell(text: str) -> Spelling:
    """Spell a text of the knowledge, each character by itself, so that the places stay known."""
    pairs = [
        (folded, place)
        for place, character in enumerate(text)
        for folded in unicodedata.normalize("NFKC", character).casefold().translate(_LOOKS_LIKE)
        if is_typed(folded)
    ]
    written = "".join(folded for folded, _ in pairs)
    return Spelling(written, sounds(written), tuple(place for _, place in pairs))


def is_typed(character: str) -> bool:
    """Whether a character says something; punctuation and spaces do not."""
    return character.isalnum() or character == "%"


def sounds(written: str) -> tuple[str, ...]:
    """The syllable of each character as its word is read (重庆 is chong qing)."""
    read = lazy_pinyin(written, errors=cast(Any, list))  # its types do not know that a list gives one item a character
    return tuple(map(_plain, read)) if len(read) == len(written) else sounds_alone(written)


def sounds_alone(written: str) -> tuple[str, ...]:
    """The most common syllable of each character by itself (重 is zhong, whatever follows)."""
    return tuple(map(_sound_alone, written))


@cache
def _sound_alone(character: str) -> str:
    return _plain("".join(lazy_pinyin(character)))


def _plain(syllable: str) -> str:
    return syllable[:1] + syllable[1:].replace("ve", "ue")


def slur(syllable: str) -> str:
    """A syllable as it is written by those who do not tell zh from z, ing from in, or lü from lu."""
    for clear, slurred in _SLURRED:
        syllable = syllable.replace(clear, slurred)
    return syllable


@lru_cache(maxsize=1024)
def split_letters(letters: str) -> tuple[tuple[str, ...], ...]:
    """The likeliest ways to cut typed letters, each piece for one character.

    A piece is a syllable, an initial (``sh``, ``f``), or at the end the
    beginning of a syllable, since people look while they type. The fewest
    pieces come first: ``shenfz`` is ``shen f z``.
    """
    ways: list[list[tuple[str, ...]]] = [[()], *([] for _ in letters)]
    for end in range(1, len(letters) + 1):
        found = [
            (*way, letters[start:end])
            for start in range(max(0, end - _LONGEST_SYLLABLE), end)
            if _is_piece(letters[start:end], at_end=end == len(letters))
            for way in ways[start]
        ]
        ways[end] = sorted(found, key=lambda way: (len(way), -min(map(len, way))))[:_SPLITS]
    return tuple(ways[-1])


def is_syllable(letters: str) -> bool:
    return letters in _syllables()


def _is_piece(letters: str, at_end: bool) -> bool:
    if len(letters) == 1 or letters in ("zh", "ch", "sh") or letters in _syllables():
        return True
    return at_end and letters in _beginnings()


@cache
def _syllables() -> frozenset[str]:
    readings = {reading for readings in PINYIN_DICT.values() for reading in readings.split(",")}
    toned = (unicodedata.normalize("NFD", reading).replace("u\u0308", "v") for reading in readings)
    plain = ("".join(c for c in syllable if "a" <= c <= "z") for syllable in toned)
    return frozenset(_plain(s) for s in plain if set(s) & set("aeiouv") and s not in ("i", "u", "v"))


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(syllable[:end] for syllable in _syllables() for end in range(1, len(syllable)))


@cache
def _to_simplified() -> OpenCC:
    return OpenCC("t2s")
