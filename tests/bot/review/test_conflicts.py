"""The same words, or nearly, trained as something else."""

from __future__ import annotations

from typing import Any

import pytest

from bot.examples.reading import Example
from bot.review.conflicts import Conflict, conflicts, example_of
from bot.review.label_rules import Wish
from bot.review.nearest import Nearest


def example(text: str, intent: str = "ask_unit", **metadata: Any) -> Example:
    return Example(text, intent, {"voice": "farmer", **metadata}, "some.yml")


BARKING = example("隔壁的狗天天半夜叫唤", matter="dogs")


@pytest.mark.parametrize(
    ("wish", "intent", "metadata"),
    [
        (Wish("甲", "matter", ("dogs",), "ask_unit"), "ask_unit", {"voice": "review", "matter": "dogs"}),
        (
            Wish("甲", "two_matters", ("noise", "dogs"), "ask_unit"),
            "ask_unit",
            {"voice": "review", "matters": ["dogs", "noise"]},
        ),
        (
            Wish("甲", "emergency", numbers=("119", "110")),
            "emergency",
            {"voice": "review", "numbers": ["119", "110"]},
        ),
        (Wish("甲", "follow_up", intent="ask_contact"), "ask_contact", {"voice": "review", "follow_up": True}),
        (Wish("甲", "talk", intent="thanks"), "thanks", {"voice": "review"}),
        (Wish("甲", "out_of_scope"), "out_of_scope", {"voice": "review"}),
    ],
)
def test_each_verdict_becomes_its_kind_of_example(wish: Wish, intent: str, metadata: dict[str, Any]) -> None:
    assert example_of(wish) == Example("甲", intent, metadata)
    assert dict(example_of(wish).metadata) == metadata  # type: ignore[union-attr]


@pytest.mark.parametrize("verdict", ["new_matter", "unusable"])
def test_of_some_verdicts_there_is_no_example_and_no_conflict(verdict: str) -> None:
    wish = Wish("隔壁的狗天天半夜叫唤", verdict)
    assert example_of(wish) is None
    assert conflicts(Nearest([BARKING]), wish) == ()


def test_the_same_words_as_something_else_are_a_conflict() -> None:
    wish = Wish("隔壁的狗，天天半夜叫唤！", "out_of_scope")
    assert conflicts(Nearest([BARKING]), wish) == (Conflict(BARKING, True),)


def test_nearly_the_same_words_about_something_else_are_one_too() -> None:
    wish = Wish("隔壁的狗天天半夜叫唤啊", "matter", ("noise",), "ask_unit")
    assert conflicts(Nearest([BARKING]), wish) == (Conflict(BARKING, False),)


def test_what_is_trained_alike_is_none() -> None:
    for text in ("隔壁的狗，天天半夜叫唤！", "隔壁的狗天天半夜叫唤啊"):
        assert conflicts(Nearest([BARKING]), Wish(text, "matter", ("dogs",), "ask_unit")) == ()


def test_what_is_asked_may_differ_by_a_word_but_not_of_the_same_words() -> None:
    nearest = Nearest([BARKING])
    assert conflicts(nearest, Wish("隔壁的狗天天半夜叫唤啊", "matter", ("dogs",), "ask_penalty")) == ()
    assert conflicts(nearest, Wish("隔壁的狗天天半夜叫唤", "matter", ("dogs",), "ask_penalty")) == (
        Conflict(BARKING, True),
    )


def test_other_numbers_to_dial_are_a_conflict() -> None:
    fire = example("楼上着火了", "emergency", numbers=["119"])
    assert conflicts(Nearest([fire]), Wish("楼上着火了", "emergency", numbers=("119",))) == ()
    assert conflicts(Nearest([fire]), Wish("楼上着火了", "emergency", numbers=("119", "120"))) == (
        Conflict(fire, True),
    )
