"""The training data: sound labels, no doubles, nothing of the questions that judge the bot."""

from __future__ import annotations

from collections import Counter

import pytest

from bot.evaluation.cases import read_cases, read_turns
from bot.examples.checking import FEWEST, faults
from bot.examples.reading import TRAINING_FILES, Example, read_examples
from bot.settings import EXAMPLES, GOLDEN, QUESTIONS
from knowledge.query import Knowledge


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    return read_examples()


def test_every_file_is_trained_on() -> None:
    files = {str(file.relative_to(EXAMPLES).parts[0]) for file in EXAMPLES.rglob("*.yml") if file.parent != GOLDEN}
    assert files == set(TRAINING_FILES)


def test_examples_have_no_fault(examples: list[Example], knowledge: Knowledge) -> None:
    asked = [turn.text for folder in QUESTIONS for turn in read_turns(folder, dialogues=True)]
    assert faults(examples, knowledge.matters, asked, knowledge.unit_matter_ids) == []


def test_there_is_enough_of_everything(examples: list[Example]) -> None:
    counted = Counter(example.intent for example in examples)
    assert counted["out_of_scope"] >= 1200
    assert counted["emergency"] >= 400
    assert counted["handoff"] >= 50
    assert FEWEST["resident"] >= 60 and FEWEST["internal"] >= 25


def test_there_are_enough_golden_questions() -> None:
    golden = [case for file in GOLDEN.glob("*.jsonl") for case in read_cases(file)]
    assert sum(not case.is_dialogue for case in golden) >= 600
    assert sum(case.is_dialogue for case in golden) >= 60
    assert sum(turn.lookalike for case in golden for turn in case.turns) >= 50


def test_refs_of_the_questions_are_places_of_the_document(knowledge: Knowledge) -> None:
    turns = [turn for folder in QUESTIONS for turn in read_turns(folder, dialogues=True)]
    unknown = {ref for turn in turns for ref in (*turn.gold, *turn.accept) if ref not in knowledge.places}
    assert unknown == set()
