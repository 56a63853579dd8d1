"""Which door a turn should lead to, and which it led to: rows and columns of the confusion picture."""

from __future__ import annotations

from bot.evaluation.playing import Played
from knowledge.query import Knowledge

_WITHOUT_ROWS = {
    "out_of_scope": "refuse",
    "smalltalk": "talk",
    "handoff": "talk",
    "emergency": "emergency",
    "clarify": "clarify",
}


def door_of(ref: str, knowledge: Knowledge) -> str:
    """The unit, shared matter or regime of a row, as ``unit_household`` for ``duties/4/11``."""
    unit = knowledge.unit_of(ref)
    if unit:
        return knowledge.matter_of_unit(unit) or unit
    return "/".join(ref.split("/")[:2])


def wanted_door(played: Played, knowledge: Knowledge) -> str:
    without_rows = _WITHOUT_ROWS.get(played.turn.kind)
    if without_rows:
        return without_rows
    return door_of(played.turn.gold[0], knowledge) if played.turn.gold else "talk"


def given_door(played: Played, knowledge: Knowledge) -> str:
    """Where the answer is right, the door wanted; else that of its first row."""
    if played.verdict.found:
        return wanted_door(played, knowledge)
    refs = played.payload.get("refs") or ()
    without_rows = _WITHOUT_ROWS.get(str(played.payload.get("kind")))
    return without_rows or (door_of(refs[0], knowledge) if refs else "refuse")


def matter_of_ref(knowledge: Knowledge) -> dict[str, str]:
    """Each ref that answers something → the first matter that it answers."""
    first: dict[str, str] = {}
    for matter in knowledge.matters.values():
        for ref in matter.refs:
            first.setdefault(ref, matter.id)
    return first
