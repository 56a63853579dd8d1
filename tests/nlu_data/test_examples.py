"""The training data: sound labels, no doubles, nothing of the golden questions in it."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from actions.question import ASKING_INTENTS, TALK_INTENTS
from bot.training import TRAINING_FILES
from knowledge.query import Knowledge

FOLDER = Path(__file__).resolve().parents[2] / "nlu_data"
FEWEST_FOR_RESIDENTS, FEWEST = 30, 15


class Example(NamedTuple):
    text: str
    intent: str
    metadata: dict[str, Any]
    file: str


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    found = []
    for file in sorted(FOLDER.rglob("*.yml")):
        for block in yaml.safe_load(file.read_text(encoding="utf-8")).get("nlu", []):
            for line in block["examples"].splitlines():
                found.append(Example(line.removeprefix("- "), block["intent"], block["metadata"], file.name))
    return found


def fold(text: str) -> str:
    return re.sub(r"\W+", "", unicodedata.normalize("NFKC", text)).casefold()


def golden_texts() -> list[str]:
    texts = []
    for file in (FOLDER / "golden").glob("*.jsonl"):
        for line in file.read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            texts += [turn.get("user") or turn["text"] for turn in case.get("turns", [case])]
    return texts


def test_every_file_is_trained_on() -> None:
    files = {str(file.relative_to(FOLDER).parts[0]) for file in FOLDER.rglob("*.yml")}
    assert files == set(TRAINING_FILES)


def test_labels_are_known(examples: list[Example], knowledge: Knowledge) -> None:
    intents = {*ASKING_INTENTS, *TALK_INTENTS, "correct", "emergency", "out_of_scope", "handoff"}
    for example in examples:
        assert example.intent in intents, example
        matters = [example.metadata["matter"]] if "matter" in example.metadata else example.metadata.get("matters", [])
        assert set(matters) <= set(knowledge.matters), example
        assert set(example.metadata.get("numbers", ())) <= {"110", "119", "120", "122"}, example
        assert example.metadata["voice"], example


def test_no_words_stand_twice(examples: list[Example]) -> None:
    counted = Counter(fold(example.text) or example.text for example in examples)
    assert [text for text, times in counted.items() if times > 1] == []


def test_every_matter_has_examples_in_several_voices(examples: list[Example], knowledge: Knowledge) -> None:
    counted: Counter[str] = Counter()
    voices: dict[str, set[str]] = defaultdict(set)
    for example in examples:
        if "matter" in example.metadata:
            counted[example.metadata["matter"]] += 1
            voices[example.metadata["matter"]].add(example.metadata["voice"])
    few = {
        matter.id: counted[matter.id]
        for matter in knowledge.matters.values()
        if counted[matter.id] < (FEWEST_FOR_RESIDENTS if matter in resident_matters(knowledge) else FEWEST)
    }
    assert few == {}
    assert {matter: heard for matter, heard in voices.items() if len(heard) < 3} == {}


def resident_matters(knowledge: Knowledge) -> list[Any]:
    return [matter for matter in knowledge.curation.matters if matter.audience == "resident"]


def test_golden_questions_are_not_trained_on(examples: list[Example]) -> None:
    golden = {fold(text) for text in golden_texts() if len(fold(text)) >= 5}
    assert len(golden) > 600
    assert [example for example in examples if fold(example.text) in golden] == []
