"""Thresholds fitted to what serves people best, by the worth of each outcome on the development questions.

Held-out training examples were tried as the ground too: whole voices held out
are harder than what people write, and made the bot refuse too little. From
when words are an emergency is not fitted here: a wide range is best on the few
dozen of the questions, so it is taken from held-out examples.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from actions.context import Context
from actions.decide import Decision, decide
from actions.question import Question
from actions.thresholds import Thresholds
from bot.evaluation.cases import Turn
from bot.evaluation.judging import meet
from bot.evaluation.measures import LOOKED_UP
from knowledge.query import Knowledge

# Tried in this order, twice over; each is kept where the outcome is worth most.
CANDIDATES: dict[str, tuple[float, ...]] = {
    "refuse": (0.03, 0.04, 0.06, 0.08, 0.1, 0.13, 0.16, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7),
    "answer": (0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7),
    "ambiguous": (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6),
    "plain": (0.5, 0.6, 0.7, 0.8, 0.9),
    "lead": (0.15, 0.2, 0.25, 0.3, 0.4),
    "margin": (1.5, 2.0, 2.5, 3.0, 4.0),
    "option": (0.03, 0.05, 0.08, 0.1),
    "offer": (0.2, 0.25, 0.3, 0.35, 0.4, 0.5),
}
# What an outcome is worth, by what the words were about. A wrong door is the worst.
_WORTH = {
    "matter": {"right": 1.0, "offered": 0.6, "refused": -0.6, "wrong": -1.0, "alarm": -1.0},
    "several": {"offered": 1.0, "right": 0.5, "refused": -0.6, "wrong": -1.0, "alarm": -1.0},
    "outside": {"refused": 1.0, "offered": -0.6, "wrong": -1.0, "alarm": -1.0},
}
# How much each kind weighs, however many there are of it: about what people write.
_SHARE = {"matter": 0.6, "several": 0.03, "outside": 0.3}


@dataclass(frozen=True)
class Judged:
    """Words as the NLU understands them; ``kind`` is one of ``_WORTH``, ``wanted`` the refs that answer them."""

    question: Question
    kind: str
    wanted: tuple[str, ...] = ()


def of_turns(turns: Iterable[Turn], understand: Callable[[str], Question]) -> list[Judged]:
    """Single questions, as ``understand`` hears them."""
    kinds = {"out_of_scope": "outside", "clarify": "several"}
    return [
        Judged(understand(turn.text), kinds.get(turn.kind, "matter"), (*turn.gold, *turn.accept))
        for turn in turns
        if turn.kind in kinds or (turn.kind in LOOKED_UP and turn.gold)
    ]


def fit_thresholds(
    judged: Sequence[Judged], knowledge: Knowledge, start: Thresholds, progress: Callable[[str], None]
) -> Thresholds:
    """The thresholds of ``CANDIDATES`` that are worth most; the others as they were."""
    best, worth = start, _worth(judged, start, knowledge)
    for name, values in [*CANDIDATES.items()] * 2:
        for value in values:
            tried = best.copy(update={name: value})
            gained = _worth(judged, tried, knowledge)
            if gained > worth:
                best, worth = tried, gained
        progress(f"{name} {getattr(best, name)}（{worth:.4f}）")
    return best


def outcome(judged: Judged, decision: Decision, knowledge: Knowledge) -> str:
    """``right``, ``offered``, ``refused``, ``wrong`` or ``alarm``."""
    if decision.act == "emergency":
        return "alarm"
    if decision.act == "clarify":
        offered = [ref for option in decision.options for ref in option.refs]
        return "offered" if meet(judged.wanted, offered) or not judged.wanted else "wrong"
    if decision.act == "answer":
        assert decision.matter is not None
        given = knowledge.matters[decision.matter]
        boundary = knowledge.boundary(given.refs[0])
        refs = (*given.refs, *given.related, *((boundary.ref,) if boundary else ()))
        return "right" if meet(judged.wanted, refs) else "wrong"
    if decision.act in ("law", "department", "phone"):
        return "right" if judged.wanted else "wrong"
    return "refused"


def outcomes(judged: Iterable[Judged], thresholds: Thresholds, knowledge: Knowledge) -> dict[str, Counter[str]]:
    """How often each outcome befell each kind of words."""
    counted: dict[str, Counter[str]] = {kind: Counter() for kind in _WORTH}
    for one in judged:
        decision = decide(one.question, Context(), knowledge, thresholds)
        counted[one.kind][outcome(one, decision, knowledge)] += 1
    return counted


def _worth(judged: Sequence[Judged], thresholds: Thresholds, knowledge: Knowledge) -> float:
    counted = outcomes(judged, thresholds, knowledge)
    return sum(share * _mean(counted[kind], _WORTH[kind]) for kind, share in _SHARE.items())


def _mean(counted: Counter[str], worth: dict[str, float]) -> float:
    total = sum(counted.values())
    return sum(times * worth[name] for name, times in counted.items()) / total if total else 0.0


def as_yaml(thresholds: Thresholds) -> Iterator[str]:
    """The lines of the thresholds' file."""
    yield "# The first eight are written by `rightdoor fit`; the others are for conversations (docs/evaluation.md)."
    values: dict[str, Any] = thresholds.dict()
    names = [*CANDIDATES, *(name for name in values if name not in CANDIDATES)]
    yield from (f"{name}: {values[name]}" for name in names)
