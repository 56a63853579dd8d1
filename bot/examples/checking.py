"""What is wrong, or doubtful, with the training examples.

Faults stop a release: words trained twice, unknown labels, golden questions
among the examples, matters with too few. Doubts are for a person to look at:
near-doubles under different labels.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from actions.question import ASKING_INTENTS, TALK_INTENTS
from bot.examples.reading import Example
from knowledge.curation import Matter

INTENTS = frozenset({*ASKING_INTENTS, *TALK_INTENTS, "correct", "emergency", "out_of_scope", "handoff"})
NUMBERS = frozenset({"110", "119", "120", "122"})
FEWEST = {"resident": 60, "business": 40, "colleague": 25, "internal": 25}
FEWEST_VOICES = 4
SHORTEST_LEAK = 5  # characters: a shorter text may well be said by anybody
_ALIKE = 0.8  # cosine of character trigrams
_ROWS = 2000  # compared at a time


@dataclass(frozen=True)
class NearDouble:
    one: Example
    other: Example
    likeness: float


def fold(text: str) -> str:
    """Words without signs, in one width and case; the text itself where it is made of signs only."""
    return re.sub(r"\W+", "", unicodedata.normalize("NFKC", text)).casefold() or text


def faults(
    examples: Sequence[Example], matters: Mapping[str, Matter], golden: Iterable[str], unit_matters: Iterable[str] = ()
) -> list[str]:
    """One line for each fault. ``golden``: texts that must not be trained on."""
    return [
        *_unknown_labels(examples, matters),
        *_doubles(examples),
        *_leaks(examples, golden),
        *_too_few(examples, matters, frozenset(unit_matters)),
    ]


def _unknown_labels(examples: Iterable[Example], matters: Mapping[str, Matter]) -> Iterator[str]:
    for example in examples:
        named = [example.metadata["matter"]] if "matter" in example.metadata else example.metadata.get("matters", ())
        wrong = [*(name for name in named if name not in matters), *(() if example.voice else ("没有voice",))]
        if example.intent not in INTENTS:
            wrong.append(example.intent)
        if example.intent == "emergency" and not (set(example.metadata.get("numbers", ("",))) <= NUMBERS):
            wrong.append("numbers")
        if wrong:
            yield f"{example.file}：“{example.text}”的标签不对：{'、'.join(map(str, wrong))}"


def _doubles(examples: Iterable[Example]) -> Iterator[str]:
    seen: dict[str, Example] = {}
    for example in examples:
        first = seen.setdefault(fold(example.text), example)
        if first is not example:
            yield f"{example.file}：“{example.text}”重复（{first.file}，{first.label}）"


def untrainable(golden: Iterable[str]) -> frozenset[str]:
    """The golden questions, folded, that no example may say."""
    return frozenset(folded for text in golden if len(folded := fold(text)) >= SHORTEST_LEAK)


def _leaks(examples: Iterable[Example], golden: Iterable[str]) -> Iterator[str]:
    asked = untrainable(golden)
    for example in examples:
        if fold(example.text) in asked:
            yield f"{example.file}：“{example.text}”是考题，不能用来训练"


def _too_few(examples: Iterable[Example], matters: Mapping[str, Matter], unit_matters: frozenset[str]) -> Iterator[str]:
    counts: Counter[str] = Counter()
    voices: dict[str, set[str]] = defaultdict(set)
    for example in examples:
        if "matter" in example.metadata:
            counts[example.label] += 1
            voices[example.label].add(example.voice)
    for matter in matters.values():
        fewest = FEWEST["internal" if matter.id in unit_matters else matter.audience]
        if counts[matter.id] < fewest:
            yield f"{matter.id}（{matter.title}）只有{counts[matter.id]}条例句，应有{fewest}条"
        if len(voices[matter.id]) < FEWEST_VOICES:
            yield f"{matter.id}（{matter.title}）只有{len(voices[matter.id])}种口吻，应有{FEWEST_VOICES}种"


def near_doubles(examples: Sequence[Example]) -> list[NearDouble]:
    """Pairs of nearly the same words under different labels, likest first."""
    texts = [fold(example.text) for example in examples]
    vectors = TfidfVectorizer(analyzer="char", ngram_range=(3, 3), dtype=np.float32).fit_transform(texts)
    found = []
    for start in range(0, vectors.shape[0], _ROWS):
        likeness = (vectors[start : start + _ROWS] @ vectors.T).tocoo()
        close = (likeness.data >= _ALIKE) & (likeness.col > likeness.row + start)
        for row, column, value in zip(
            likeness.row[close] + start, likeness.col[close], likeness.data[close], strict=True
        ):
            if examples[row].label != examples[column].label:
                found.append(NearDouble(examples[row], examples[column], float(value)))
    return sorted(found, key=lambda pair: -pair.likeness)


def balance(examples: Iterable[Example]) -> dict[str, Counter[str]]:
    """How many examples each label has, by kind of label: ``matter``, ``intent``, ``voice``."""
    counted: dict[str, Counter[str]] = {"matter": Counter(), "intent": Counter(), "voice": Counter()}
    for example in examples:
        counted["intent"][example.intent] += 1
        counted["voice"][example.voice] += 1
        if "matter" in example.metadata:
            counted["matter"][example.label] += 1
    return counted
