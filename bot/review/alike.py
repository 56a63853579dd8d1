"""Which questions are nearly the same.

Two share a key where they sound the same once what is said around a question
is gone: 请问狗叫归谁管啊, 狗叫规谁管 and goujiao gui shui guan are one. Sounds,
because voice input and slips of an input method change characters but hardly
ever sounds. A hash of the whole rather than a similarity, so that the database
can group by it; what is worded differently is not gathered, and need not be:
its label may well be another.
"""

from __future__ import annotations

import hashlib
import re

from bot.nlu.normalize import normalize
from bot.nlu.pinyin import syllables

_FILLER = re.compile(
    "我?想?(?:请问|咨询|问|了解)一?下|你好|您好|请问|麻烦|同志|谢谢|老师|我想[问知]道?|那个|就是说|哎|唉|[吗呢啊呀吧嘛哦嗯哈了的]"
)
_NO_WORD = re.compile(r"[\W_]+")
_SIMILAR = 0.5  # share of the pairs of characters that both have


def group_key(text: str) -> str:
    """16 hexadecimal digits, the same for near-duplicates."""
    sounds = " ".join(syllables(_core(text)))
    return hashlib.blake2b(sounds.encode(), digest_size=8).hexdigest()


def similar(one: str, other: str) -> bool:
    """Is this the same thing said again, perhaps in other words?"""
    first, second = _pairs(one), _pairs(other)
    if not first or not second:
        return _core(one) == _core(other)
    return 2 * len(first & second) >= _SIMILAR * (len(first) + len(second))


def _core(text: str) -> str:
    """What is left of the words without signs and what is said around a question; all, where that is nothing."""
    normal = normalize(text)
    return _NO_WORD.sub("", _FILLER.sub("", normal)) or _NO_WORD.sub("", normal) or normal


def _pairs(text: str) -> set[str]:
    core = _core(text)
    return {core[place : place + 2] for place in range(len(core) - 1)}
