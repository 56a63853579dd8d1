"""What Rasa publishes of one turn."""

from __future__ import annotations

from typing import Any

from tests.bot.review.given import NOON


def ranking(**likely: float) -> list[dict[str, Any]]:
    return [{"name": name, "confidence": confidence} for name, confidence in likely.items()]


def asked(text: str, user: str = "web-a", at: float = NOON, channel: str = "rest", **parse: Any) -> dict[str, Any]:
    return {
        "sender_id": user,
        "event": "user",
        "timestamp": at,
        "input_channel": channel,
        "metadata": {"model_id": "m1"},
        "text": text,
        "parse_data": {
            "text": text,
            "asked": ranking(ask_unit=0.9, ask_contact=0.1),
            "matters": ranking(resident_id_card=0.8, passport=0.2),
            "dialogue_act": ranking(in_scope=0.5, ambiguous=0.3, out_of_scope=0.2),
            **parse,
        },
    }


def answered(user: str = "web-a", context: Any = None, **payload: Any) -> list[dict[str, Any]]:
    """The events from the answer on."""
    custom = {"kind": "unit", "matter": "resident_id_card", "refs": ["duties/4/11"], "options": [], "confidence": 0.8}
    return [
        {"sender_id": user, "event": "action", "name": "action_answer"},
        {"sender_id": user, "event": "bot", "text": "负责单位：户政科", "data": {"custom": custom | payload}},
        {"sender_id": user, "event": "slot", "name": "context", "value": context or {"intent": "ask_unit"}},
        {"sender_id": user, "event": "action", "name": "action_listen"},
    ]
