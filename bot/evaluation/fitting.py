"""Thresholds from held-out predictions: what serves people best, by the worth of each outcome."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from actions.context import Context
from actions.decide import Decision, decide
from actions.thresholds import Thresholds
from bot.evaluation.held_out import HeldOut
from bot.evaluation.judging import meet
from knowledge.query import Knowledge

# Tried in this order, twice over; each is kept where the outcome is worth most.
CANDIDATES: dict[str, tuple[float, ...]] = {
    "emergency": (0.05, 0.08, 0.12, 0.16, 0.2, 0.25, 0.3, 0.4, 0.5),
    "refuse": (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8),
    "answer": (0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55),
    "ambiguous": (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6),
    "plain": (0.5, 0.6, 0.7, 0.8, 0.9),
    "lead": (0.15, 0.2, 0.25, 0.3, 0.4),
    "margin": (1.5, 2.0, 2.5, 3.0, 4.0),
    "option": (0.03, 0.05, 0.08, 0.1),
    "offer": (0.2, 0.25, 0.3, 0.35, 0.4, 0.5),
}
# What an outcome is worth, by what the words were about. A wrong door is the worst; an alarm missed is worse.
_WORTH = {
    "matter": {"right": 1.0, "offered": 0.6, "refused": -0.6, "wrong": -1.0, "alarm": -1.0},
    "several": {"offered": 1.0, "right": 0.5, "refused": -0.6, "wrong": -1.0, "alarm": -1.0},
    "outside": {"refused": 1.0, "offered": -0.6, "wrong": -1.0, "alarm": -1.0},
    "emergency": {"alarm": 1.0, "right": -4.0, "offered": -4.0, "refused": -4.0, "wrong": -4.0},
}
# How much each kind weighs, however many examples it has: about what people write.
_SHARE = {"matter": 0.6, "several": 0.05, "outside": 0.25, "emergency": 0.1}


def fit_thresholds(
    held_out: Sequence[HeldOut], knowledge: Knowledge, start: Thresholds, progress: Callable[[str], None]
) -> Thresholds:
    """The thresholds of ``CANDIDATES`` that are worth most; the others as they were."""
    known = [(one, kind) for one in held_out if (kind := kind_of(one))]
    best, worth = start, _worth(known, start, knowledge)
    for name, values in [*CANDIDATES.items()] * 2:
        for value in values:
            tried = best.copy(update={name: value})
            gained = _worth(known, tried, knowledge)
            if gained > worth:
                best, worth = tried, gained
        progress(f"{name} {getattr(best, name)}（{worth:.4f}）")
    return best


def kind_of(one: HeldOut) -> str:
    """What kind of words an example is; nothing for those that only make sense in a conversation."""
    metadata, intent = one.example.metadata, one.example.intent
    if intent == "emergency":
        return "emergency"
    if intent == "correct" or metadata.get("follow_up"):
        return ""
    if "matter" in metadata:
        return "matter"
    if "matters" in metadata:
        return "several"
    return "outside" if intent == "out_of_scope" else ""


def outcome(one: HeldOut, decision: Decision, knowledge: Knowledge) -> str:
    """``right``, ``offered``, ``refused``, ``wrong`` or ``alarm``."""
    metadata = one.example.metadata
    fitting = [metadata["matter"]] if "matter" in metadata else metadata.get("matters", ())
    wanted = [ref for matter in fitting for ref in knowledge.matters[matter].refs]
    if decision.act == "emergency":
        return "alarm"
    if decision.act == "clarify":
        offered = [ref for option in decision.options for ref in option.refs]
        return "offered" if meet(wanted, offered) or not wanted else "wrong"
    if decision.act == "answer":
        assert decision.matter is not None
        given = knowledge.matters[decision.matter]
        boundary = knowledge.boundary(given.refs[0])
        return "right" if meet(wanted, (*given.refs, *((boundary.ref,) if boundary else ()))) else "wrong"
    return "wrong" if decision.act in ("law", "department") and not wanted else "refused"


def outcomes(
    held_out: Sequence[tuple[HeldOut, str]], thresholds: Thresholds, knowledge: Knowledge
) -> dict[str, Counter[str]]:
    """How often each outcome befell each kind of words."""
    counted: dict[str, Counter[str]] = {kind: Counter() for kind in _WORTH}
    for one, kind in held_out:
        decision = decide(one.question, Context(), knowledge, thresholds)
        counted[kind][outcome(one, decision, knowledge)] += 1
    return counted


def _worth(held_out: Sequence[tuple[HeldOut, str]], thresholds: Thresholds, knowledge: Knowledge) -> float:
    counted = outcomes(held_out, thresholds, knowledge)
    return sum(share * _mean(counted[kind], _WORTH[kind]) for kind, share in _SHARE.items())


def _mean(counted: Counter[str], worth: dict[str, float]) -> float:
    total = sum(counted.values())
    return sum(times * worth[name] for name, times in counted.items()) / total if total else 0.0


def as_yaml(thresholds: Thresholds) -> Iterator[str]:
    """The lines of the thresholds' file."""
    yield "# Written by `rightdoor fit` from predictions on held-out voices (docs/evaluation.md)."
    values: dict[str, Any] = thresholds.dict()
    yield from (f"{name}: {value}" for name, value in values.items())
