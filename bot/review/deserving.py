"""Which turns a trainer should look at first, and why."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

REASONS = ("refused", "low_margin", "useless", "asked_again", "ignored", "reported", "disagreement", "sample")
_RANKS = {reason: float(len(REASONS) - place) for place, reason in enumerate(REASONS)}

_UNSURE_BELOW = 0.95  # of a family of matters that the same office answers for the bot may be sure at a low margin
_LOW_MARGIN = 0.2
_SURE_REFUSAL = 0.9
_TALK = ("smalltalk", "handoff", "emergency")  # answered without looking at the document
_ONE_IN = 50


def sampled(user: str, at: float) -> bool:
    """Is this turn of the random share that honest statistics are made from? The same turn always or never."""
    digest = hashlib.blake2b(f"{user} {at}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") % _ONE_IN == 0


def deserves(turn: Mapping[str, Any]) -> tuple[str, float]:
    """Return the first reason to look at a turn, and its priority; "" and 0 where there is none.

    ``turn``: a row of the table of turns. Priorities go by the reason, within
    one by what else is wrong and by how close the decision was. A refusal that
    the bot is sure of is mostly right, so it comes after all but the sample.
    """
    reason = next((reason for reason in REASONS if _HOLDS[reason](turn)), "")
    if not reason:
        return "", 0.0
    rank = _RANKS[reason]
    if reason == "refused" and turn["margin"] >= _SURE_REFUSAL and not _went_wrong(turn):
        rank = _RANKS["sample"] + 0.5
        return reason, rank
    closeness = 0.4 * (1.0 - turn["margin"])
    # In tenths, so that of nearly equal groups the larger comes first.
    return reason, round(rank + closeness + (0.5 if _went_wrong(turn) else 0.0), 1)


def _went_wrong(turn: Mapping[str, Any]) -> bool:
    return (
        turn["feedback"] == "useless"
        or turn["outcome"] in ("asked_again", "ignored", "handoff")
        or turn["reported"]
        or _disagrees(turn)
    )


def _disagrees(turn: Mapping[str, Any]) -> bool:
    """Do the document's words alone point elsewhere than the bot did?"""
    answered = turn["matter"] or turn["kind"] == "out_of_scope"
    return bool(answered and turn["evidence"] and turn["evidence"] != turn["matter"])


def _close(turn: Mapping[str, Any]) -> bool:
    return (
        turn["kind"] not in _TALK
        and turn["confidence"] < _UNSURE_BELOW
        and turn["margin"] < _LOW_MARGIN
        and turn["outcome"] != "option"
    )


_HOLDS = {
    "refused": lambda turn: turn["kind"] == "out_of_scope",
    "low_margin": _close,
    "useless": lambda turn: turn["feedback"] == "useless",
    "asked_again": lambda turn: turn["outcome"] == "asked_again",
    "ignored": lambda turn: turn["outcome"] == "ignored",
    "reported": lambda turn: turn["reported"],
    "disagreement": _disagrees,
    "sample": lambda turn: turn["sampled"],
}
