"""What happened after an answer, seen from the same user's next turn."""

from __future__ import annotations

from bot.review.alike import similar
from bot.review.turn import NewTurn

FOLLOWS_WITHIN = 1800.0  # seconds: what comes later has nothing to do with it
_AGAIN_WITHIN = 600.0


def outcome(turn: NewTurn, following: NewTurn) -> str:
    """The outcome of ``turn``, now that the same user's next one is there; "" where nothing is to be seen in it."""
    passed = following.at - turn.at
    if turn.kind == "clarify":
        if passed <= FOLLOWS_WITHIN and following.matter in turn.options:
            return "option"
        return "handoff" if passed <= FOLLOWS_WITHIN and following.kind == "handoff" else "ignored"
    if passed <= FOLLOWS_WITHIN and following.kind == "handoff":
        return "handoff"
    goes_on = following.matter == turn.matter and following.intent != turn.intent  # 狗叫归谁管, then 狗叫的电话
    again = passed <= _AGAIN_WITHIN and turn.kind != "smalltalk" and not goes_on
    return "asked_again" if again and similar(turn.text, following.text) else ""
