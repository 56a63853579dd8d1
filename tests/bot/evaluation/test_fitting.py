"""Thresholds from a handful of invented predictions."""

from __future__ import annotations

from collections import Counter

import pytest
import yaml

from actions.decide import Decision
from actions.question import Alarm, Guess, Question
from actions.thresholds import Thresholds
from bot.evaluation.cases import Turn
from bot.evaluation.fitting import Judged, as_yaml, fit_thresholds, of_examples, of_turns, outcome, outcomes
from bot.evaluation.held_out import HeldOut
from bot.examples.reading import Example
from knowledge.query import Knowledge
from tests.actions.turns import THRESHOLDS, options


def held_out(intent: str, metadata: dict, matters: dict[str, float], outside: float, danger: float = 0.0) -> HeldOut:
    question = Question(
        "……",
        (Guess("in_scope", 1 - outside), Guess("out_of_scope", outside)),
        (Guess("ask_unit", 1.0),),
        tuple(Guess(*matter) for matter in matters.items()),
        alarm=Alarm(("110",), danger),
    )
    return HeldOut(Example("……", intent, metadata), question)


def about(matter: str, likely: dict[str, float], outside: float = 0.1) -> HeldOut:
    return held_out("ask_unit", {"matter": matter}, likely, outside)


@pytest.mark.parametrize(
    ("intent", "metadata", "kind"),
    [
        ("ask_unit", {"matter": "dogs"}, "matter"),
        ("ask_unit", {"matters": ["dogs", "noise"]}, "several"),
        ("out_of_scope", {}, "outside"),
        ("emergency", {"numbers": ["110"]}, "emergency"),
        ("ask_contact", {"follow_up": True}, ""),
        ("correct", {"matter": "dogs"}, ""),
        ("greet", {}, ""),
    ],
)
def test_kinds_of_words(knowledge: Knowledge, intent: str, metadata: dict, kind: str) -> None:
    assert [one.kind for one in of_examples([held_out(intent, metadata, {}, 0.0)], knowledge)] == (
        [kind] if kind else []
    )


def test_an_answer_on_the_same_row_or_shared_matter_is_right(knowledge: Knowledge) -> None:
    (barking,) = of_examples([about("dog_barking", {})], knowledge)
    assert outcome(barking, Decision("answer", matter="dog_licence"), knowledge) == "right"
    assert outcome(barking, Decision("answer", matter="theft"), knowledge) == "wrong"
    assert outcome(barking, Decision("out_of_scope"), knowledge) == "refused"
    assert outcome(barking, Decision("emergency"), knowledge) == "alarm"
    assert outcome(barking, Decision("clarify", options=options(knowledge, "theft", "dogs")), knowledge) == "offered"
    assert outcome(barking, Decision("clarify", options=options(knowledge, "theft")), knowledge) == "wrong"


def test_thresholds_move_to_where_they_are_worth_most(knowledge: Knowledge) -> None:
    """In-scope words look outside to 0.6, words outside to 0.9: refusing must begin between."""
    told = [about("theft", {"theft": 0.9}, outside=0.6), held_out("out_of_scope", {}, {"theft": 0.9}, outside=0.9)]
    predictions = of_examples(told * 5, knowledge)
    start: Thresholds = THRESHOLDS.copy(update={"refuse": 0.3})

    fitted = fit_thresholds([predictions], knowledge, start, lambda line: None)

    assert 0.6 < fitted.refuse <= 0.9
    assert outcomes(predictions, fitted, knowledge)["matter"] == Counter(right=5)
    assert outcomes(predictions, fitted, knowledge)["outside"] == Counter(refused=5)


def test_what_is_written_is_what_is_read() -> None:
    assert Thresholds(**yaml.safe_load("\n".join(as_yaml(THRESHOLDS)))) == THRESHOLDS


def test_single_questions_are_a_ground_too() -> None:
    turns = [
        Turn("狗叫", "split", ("boundaries/10/1",), ("boundaries/10",)),
        Turn("证", "clarify", ("duties/4/11",)),
        Turn("社保", "out_of_scope"),
        Turn("着火了", "emergency"),
        Turn("你好", "smalltalk"),
    ]
    assert of_turns(turns, Question) == [
        Judged(Question("狗叫"), "matter", ("boundaries/10/1", "boundaries/10")),
        Judged(Question("证"), "several", ("duties/4/11",)),
        Judged(Question("社保"), "outside"),
        Judged(Question("着火了"), "emergency"),
    ]
