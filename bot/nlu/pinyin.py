"""How a question sounds: toneless syllables, for voice input, homophones and pinyin typing."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import jieba
from pypinyin import lazy_pinyin
from pypinyin.constants import PINYIN_DICT

_LATIN = re.compile(r"[a-z]+")
_LONGEST_SYLLABLE = 6


@lru_cache(maxsize=1)
def known_syllables() -> frozenset[str]:
    """Every Mandarin syllable without its tone."""
    plain = (
        "".join(c for c in unicodedata.normalize("NFD", reading) if "a" <= c <= "z")
        for readings in PINYIN_DICT.values()
        for reading in readings.split(",")
    )
    return frozenset(s for s in plain if len(s) > 1 or s in ("a", "e", "o"))


@lru_cache(maxsize=4096)
def split_syllables(letters: str) -> tuple[str, ...]:
    """``shenfenzheng`` → ``("shen", "fen", "zheng")``; letters that are no pinyin come back whole."""
    best: list[tuple[str, ...] | None] = [()] + [None] * len(letters)
    for start in range(len(letters)):
        so_far = best[start]
        if so_far is None:
            continue
        for end in range(start + 1, min(start + _LONGEST_SYLLABLE, len(letters)) + 1):
            known = best[end]
            if letters[start:end] in known_syllables() and (known is None or len(known) > len(so_far) + 1):
                best[end] = (*so_far, letters[start:end])
    return best[-1] or (letters,)


def syllables(text: str) -> list[str]:
    """The syllables of a normalized text, typed in characters or in pinyin alike."""
    return [syllable for word in jieba.cut(text) for syllable in _syllables_of_word(word)]


@lru_cache(maxsize=65536)
def _syllables_of_word(word: str) -> tuple[str, ...]:
    """Word by word, since the same words return, and a word tells how its characters are read."""
    found: list[str] = []
    for reading in lazy_pinyin(re.sub(r"[^\w]", " ", word)):
        for part in reading.split():
            found.extend(split_syllables(part) if _LATIN.fullmatch(part) else (part,))
    return tuple(found)
