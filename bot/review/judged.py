"""What a trainer's label says would have been right, against what the bot did."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

UNTOLD = ("follow_up", "new_matter", "unusable")  # verdicts that name nothing the bot could have done right
_KIND_OF = {"two_matters": "clarify", "talk": "smalltalk"}  # the others are called as the kind of answer is


class Judged(NamedTuple):
    """A labelled turn. ``wanted`` and ``got``: a matter's id, or a kind of answer where it is about none.

    ``confidence``: 0 to 1; ``sampled``: of the random share.
    """

    turn: int
    kind: str
    wanted: str
    got: str
    right: bool
    confidence: float
    sampled: bool


def wanted(verdict: str, matters: Sequence[str], intent: str) -> str:
    """``verdict`` is none of ``UNTOLD``."""
    if verdict == "matter":
        return matters[0]
    return "handoff" if intent == "handoff" else _KIND_OF.get(verdict, verdict)


def got(kind: str, matter: str) -> str:
    return matter if matter and kind != "clarify" else kind


def is_right(wanted: str, got: str, options: Sequence[str]) -> bool:
    """Asking back is right too where the wanted matter is among the ``options``."""
    return got == wanted or (got == "clarify" and wanted in options)
