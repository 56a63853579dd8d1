from __future__ import annotations

from typing import Any

import pytest

from bot.review.deserving import REASONS, deserves, sampled

FINE: dict[str, Any] = {
    "kind": "unit",
    "matter": "dogs",
    "evidence": "dogs",
    "confidence": 0.97,
    "margin": 0.9,
    "outcome": "",
    "feedback": "",
    "reported": False,
    "sampled": False,
}
REFUSED: dict[str, Any] = {"kind": "out_of_scope", "matter": "", "evidence": "", "margin": 0.3}
CASES: dict[str, dict[str, Any]] = {
    "refused": REFUSED,
    "low_margin": {"confidence": 0.6, "margin": 0.1},
    "useless": {"feedback": "useless"},
    "asked_again": {"outcome": "asked_again"},
    "ignored": {"kind": "clarify", "matter": "", "outcome": "ignored"},
    "reported": {"reported": True},
    "disagreement": {"evidence": "passport"},
    "sample": {"sampled": True},
}


def priority(**more: Any) -> float:
    return deserves(FINE | more)[1]


def test_a_good_answer_needs_no_look() -> None:
    assert deserves(FINE) == ("", 0.0)


@pytest.mark.parametrize("reason", REASONS)
def test_each_reason_is_given(reason: str) -> None:
    assert deserves(FINE | CASES[reason])[0] == reason


def test_reasons_come_in_their_order_whatever_else_is_wrong() -> None:
    least = [priority(**CASES[reason]) for reason in REASONS]
    most = [priority(**{**CASES[reason], "outcome": "asked_again", "margin": 0.15}) for reason in REASONS[:2]]
    assert least == sorted(least, reverse=True)
    assert len(set(least)) == len(REASONS)
    assert most[1] < most[0]


def test_what_went_wrong_and_what_was_close_comes_first_within_a_reason() -> None:
    assert priority(**REFUSED | {"margin": 0.1}) > priority(**REFUSED)
    assert priority(**REFUSED, feedback="useless") > priority(**REFUSED)
    assert priority(**REFUSED | {"evidence": "dogs"}) > priority(**REFUSED)


def test_a_sure_refusal_comes_after_all_but_the_sample() -> None:
    sure = priority(**REFUSED | {"margin": 0.98})
    assert priority(**CASES["disagreement"]) > sure > priority(**CASES["sample"])
    assert priority(**REFUSED | {"margin": 0.98}, feedback="useless") > priority(**CASES["useless"])


@pytest.mark.parametrize(
    "more",
    [{"confidence": 0.99}, {"outcome": "option"}, {"kind": "smalltalk"}, {"kind": "emergency"}],
)
def test_a_low_margin_of_no_consequence_needs_no_look(more: dict[str, Any]) -> None:
    assert deserves(FINE | {"confidence": 0.6, "margin": 0.1} | more) == ("", 0.0)


def test_the_sample_is_one_in_fifty_and_always_the_same() -> None:
    chosen = [at for at in range(10_000) if sampled("web-a", float(at))]
    assert 150 <= len(chosen) <= 250
    assert all(sampled("web-a", float(at)) for at in chosen)
