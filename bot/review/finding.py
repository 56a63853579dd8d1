"""What the labelling page finds as one types: matters by name or pinyin, intents and verdicts by their names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from bot.review.wording import INTENTS, VERDICTS
from knowledge.query import Knowledge
from knowledge.search import SearchIndex

_AMONG = 200  # hits of all kinds, of which some are matters


class Choice(NamedTuple):
    """``kind``: ``matter``, ``intent`` or ``verdict``. ``marks``: spans [start, end) of the title that match."""

    kind: str
    key: str
    title: str
    detail: str = ""
    marks: tuple[tuple[int, int], ...] = ()


def find_choices(knowledge: Knowledge, index: SearchIndex, text: str, limit: int = 10) -> tuple[Choice, ...]:
    """The best ``limit`` matters, best first; verdicts and intents so named stand in front of them."""
    words = text.strip()
    if not words:
        return ()
    named = [
        Choice(kind, key, title, marks=((title.index(words), title.index(words) + len(words)),))
        for kind, titles in (("verdict", VERDICTS), ("intent", INTENTS))
        for key, title in titles.items()
        if words in title
    ]
    return (*named, *_matters(knowledge, index, words))[:limit]


def _matters(knowledge: Knowledge, index: SearchIndex, words: str) -> Iterator[Choice]:
    """Units are matters too: they are asked for as such."""
    for hit in index.find(words, _AMONG):
        key = hit.key if hit.kind == "matter" else knowledge.matter_of_unit(hit.key) if hit.kind == "unit" else None
        if key is not None:
            yield Choice("matter", key, hit.title, hit.detail, hit.marks)
