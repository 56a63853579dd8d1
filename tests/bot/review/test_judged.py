"""A label against what the bot did."""

from __future__ import annotations

import pytest

from bot.review.called import KINDS
from bot.review.judged import UNTOLD, got, is_right, wanted
from bot.review.labels import VERDICTS


@pytest.mark.parametrize(
    ("verdict", "matters", "intent", "name"),
    [
        ("matter", ["dog_barking"], "ask_contact", "dog_barking"),
        ("two_matters", ["dog_barking", "noise_neighbour"], "ask_unit", "clarify"),
        ("out_of_scope", [""], "", "out_of_scope"),
        ("emergency", [""], "", "emergency"),
        ("talk", [""], "thanks", "smalltalk"),
        ("talk", [""], "handoff", "handoff"),
    ],
)
def test_what_a_label_wants_is_called_as_what_the_bot_does(
    verdict: str, matters: list[str], intent: str, name: str
) -> None:
    assert wanted(verdict, matters, intent) == name


def test_every_verdict_that_tells_something_wants_a_matter_or_a_kind_of_answer() -> None:
    told = [verdict for verdict in VERDICTS if verdict not in UNTOLD]
    assert {wanted(verdict, ["m"], "") for verdict in told} <= {"m", *KINDS}


@pytest.mark.parametrize(
    ("kind", "matter", "name"),
    [
        ("unit", "dog_barking", "dog_barking"),
        ("contact", "", "contact"),
        ("clarify", "", "clarify"),
        ("clarify", "dog_barking", "clarify"),
        ("out_of_scope", "", "out_of_scope"),
    ],
)
def test_what_the_bot_did_is_the_matter_it_answered_about_or_the_kind(kind: str, matter: str, name: str) -> None:
    assert got(kind, matter) == name


def test_asking_back_is_right_where_the_matter_is_among_the_options() -> None:
    assert is_right("dog_barking", "dog_barking", ())
    assert is_right("dog_barking", "clarify", ("noise_neighbour", "dog_barking"))
    assert not is_right("dog_barking", "clarify", ("noise_neighbour",))
    assert not is_right("dog_barking", "noise_neighbour", ("dog_barking",))
    assert is_right("clarify", "clarify", ("noise_neighbour",))
