from __future__ import annotations

from actions.question import Guess
from bot.review.label_rules import Wish, checked
from bot.review.suggestions import suggestions

TEXT = "狗叫归谁管"


def test_each_guess_is_a_label_that_can_be_given_as_it_stands() -> None:
    guesses = [
        Guess("dogs", 0.4),
        Guess("ambiguous", 0.3),
        Guess("noise", 0.1),
        Guess("out_of_scope", 0.1),
        Guess("emergency", 0.05),
        Guess("follow_up", 0.03),
        Guess("thanks", 0.01),
        Guess("handoff", 0.01),
    ]

    found = suggestions(TEXT, guesses, "ask_unit", ["119"])

    assert [one.wish for one in found] == [
        Wish(TEXT, "matter", ("dogs",), "ask_unit"),
        Wish(TEXT, "two_matters", ("dogs", "noise"), "ask_unit"),
        Wish(TEXT, "matter", ("noise",), "ask_unit"),
        Wish(TEXT, "out_of_scope"),
        Wish(TEXT, "emergency", numbers=("119",)),
        Wish(TEXT, "follow_up", intent="ask_unit"),
        Wish(TEXT, "talk", intent="thanks"),
        Wish(TEXT, "talk", intent="handoff"),
    ]
    assert [one.confidence for one in found] == [guess.confidence for guess in guesses]
    assert [checked(one.wish) for one in found] == [one.wish for one in found]


def test_what_says_nothing_that_could_be_trained_is_left_out() -> None:
    guesses = [Guess("in_scope", 0.5), Guess("correct", 0.3), Guess("ambiguous", 0.1), Guess("dogs", 0.1)]
    assert [one.wish.verdict for one in suggestions(TEXT, guesses, "ask_unit")] == ["matter"]
