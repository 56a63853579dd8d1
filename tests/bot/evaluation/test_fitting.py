"""Thresholds from a handful of invented predictions."""

from __future__ import annotations

from collections import Counter

import yaml

from actions.decide import Decision
from actions.question import Guess, Question
from actions.thresholds import Thresholds
from bot.evaluation.cases import Turn
from bot.evaluation.fitting import Judged, as_yaml, fit_thresholds, of_turns, outcome, outcomes
from knowledge.query import Knowledge
from tests.actions.turns import THRESHOLDS, options


def words(kind: str, likely: dict[str, float], outside: float, wanted: tuple[str, ...] = ()) -> Judged:
    question = Question(
        "……",
        (Guess("in_scope", 1 - outside), Guess("out_of_scope", outside)),
        (Guess("ask_unit", 1.0),),
        tuple(Guess(*matter) for matter in likely.items()),
    )
    return Judged(question, kind, wanted)


def test_an_answer_on_the_same_row_or_shared_matter_is_right(knowledge: Knowledge) -> None:
    barking = words("matter", {}, 0.1, ("boundaries/10/1",))
    assert outcome(barking, Decision("answer", matter="dog_licence"), knowledge) == "right"
    assert outcome(barking, Decision("answer", matter="theft"), knowledge) == "wrong"
    assert outcome(barking, Decision("out_of_scope"), knowledge) == "refused"
    assert outcome(barking, Decision("emergency"), knowledge) == "alarm"
    assert outcome(barking, Decision("clarify", options=options(knowledge, "theft", "dogs")), knowledge) == "offered"
    assert outcome(barking, Decision("clarify", options=options(knowledge, "theft")), knowledge) == "wrong"


def test_thresholds_move_to_where_they_are_worth_most(knowledge: Knowledge) -> None:
    """In-scope words look outside to 0.6, words outside to 0.9: refusing must begin between."""
    stolen = words("matter", {"theft": 0.9}, 0.6, ("duties/3/5",))
    predictions = [stolen, words("outside", {"theft": 0.9}, 0.9)] * 5
    start: Thresholds = THRESHOLDS.copy(update={"refuse": 0.3})

    fitted = fit_thresholds(predictions, knowledge, start, lambda line: None)

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
    ]
