"""The bot's guesses as labels that one key gives."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from actions.question import TALK_INTENTS
from bot.review.label_rules import Wish


class Guessed(Protocol):
    """A matter's id or a dialogue act, and how sure the bot is of it, 0 to 1."""

    @property
    def label(self) -> str: ...
    @property
    def confidence(self) -> float: ...


class Suggestion(NamedTuple):
    wish: Wish
    confidence: float


_NO_ANSWER = ("in_scope", "correct")  # of themselves they say nothing that could be trained


def suggestions(
    text: str, guesses: Iterable[Guessed], intent: str, numbers: Sequence[str] = ("110",)
) -> tuple[Suggestion, ...]:
    """One for each guess that can be a label as it stands, in the same order.

    ``intent``: what was asked, as the bot understood it; ``numbers``: those to dial if it is an emergency.
    """
    told = tuple(guesses)
    acts = {*TALK_INTENTS, *_NO_ANSWER, "handoff", "emergency", "out_of_scope", "follow_up", "ambiguous"}
    matters = tuple(guess.label for guess in told if guess.label not in acts)
    found = []
    for guess in told:
        wish = _wish(text, guess.label, matters, intent, tuple(numbers))
        if wish is not None:
            found.append(Suggestion(wish, guess.confidence))
    return tuple(found)


def _wish(text: str, label: str, matters: tuple[str, ...], intent: str, numbers: tuple[str, ...]) -> Wish | None:
    if label in matters:
        return Wish(text, "matter", (label,), intent)
    if label == "ambiguous":
        return Wish(text, "two_matters", matters[:2], intent) if len(matters) > 1 else None
    if label == "emergency":
        return Wish(text, label, numbers=numbers)
    if label == "follow_up":
        return Wish(text, label, intent=intent)
    if label == "out_of_scope":
        return Wish(text, label)
    return None if label in _NO_ANSWER else Wish(text, "talk", intent=label)
