"""What stands in the labelling form, and the label that one of its buttons wishes for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from actions.question import ASKING_INTENTS, TALK_INTENTS
from bot.review.labels import Label, LabelError, Wish
from bot.review.turns import Turn
from knowledge.curation import Matter

TALK = (*TALK_INTENTS, "handoff")


@dataclass(frozen=True)
class Draft:
    """``matters``: those that are ticked; ``numbers``: as typed, e.g. ``120 110``."""

    text: str
    intent: str
    talk: str = "greet"
    numbers: str = "110"
    matters: tuple[str, ...] = ()

    def wish(self, accept: str, matters: Mapping[str, Matter]) -> Wish:
        """The label that a button stands for: ``out_of_scope``, ``talk``, or with more to it ``matter:dog_barking``.

        ``matters``: all there are. LabelError where a button names none of them; the rest is checked when it is given.
        """
        verdict, _, detail = accept.partition(":")
        if not verdict:
            raise LabelError("请选一个判定")
        chosen = tuple(filter(None, detail.split(","))) or self.matters
        unknown = [one for one in chosen if one not in matters]
        if verdict in ("matter", "two_matters") and unknown:
            raise LabelError(f"没有“{unknown[0][:20]}”这个事项")
        wishes: dict[str, dict[str, Any]] = {
            "matter": {"matters": chosen, "intent": self.intent},
            "two_matters": {"matters": chosen, "intent": self.intent},
            "follow_up": {"intent": self.intent},
            "talk": {"intent": detail or self.talk},
            "emergency": {"numbers": tuple(re.findall(r"\d+", self.numbers))},
        }
        return Wish(self.text, verdict, **wishes.get(verdict, {}))


def first_draft(turn: Turn, before: Label | None) -> Draft:
    """As the bot understood the turn, or as it was labelled before."""
    asked = turn.intent if turn.intent in ASKING_INTENTS else "ask_unit"
    if before is None:
        spoken = next((guess.label for guess in turn.guesses if guess.label in TALK), "greet")
        return Draft(turn.text, asked, spoken)
    return Draft(
        before.text,
        before.intent if before.intent in ASKING_INTENTS else asked,
        before.intent if before.intent in TALK else "greet",
        "、".join(before.numbers) or "110",
        before.matters if before.verdict == "two_matters" else (),
    )


def typed_draft(form: Any) -> Draft:
    """As the form was sent."""
    return Draft(
        form.get("text") or "",
        form.get("intent") or "",
        form.get("talk") or "",
        form.get("numbers") or "",
        tuple(form.getlist("matters") or ()),
    )
