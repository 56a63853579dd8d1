"""An understood question: what the NLU says of one user turn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, Optional

ASKING_INTENTS = (
    "ask_unit",
    "ask_contact",
    "ask_legal_basis",
    "ask_duty",
    "ask_split",
    "ask_supervision",
    "ask_penalty",
    "ask_service",
    "ask_procedure",
)
TALK_INTENTS = ("greet", "thanks", "bye", "identity", "capability", "praise", "complaint", "ack", "giveup")


class Guess(NamedTuple):
    """A label and its calibrated probability, 0 to 1."""

    label: str
    confidence: float


@dataclass(frozen=True)
class Alarm:
    """An emergency and the numbers to dial, most urgent first."""

    numbers: tuple[str, ...]
    confidence: float
    despair: bool = False


@dataclass(frozen=True)
class Question:
    """One user turn.

    ``dialogue_act``: ``in_scope``, ``ambiguous``, ``follow_up``, ``correct``, ``out_of_scope``, ``emergency``,
    ``handoff`` or one of ``TALK_INTENTS``, with probabilities that add up to 1.
    ``asked``: which of ``ASKING_INTENTS``; ``matters``: about what, given that
    the question is in scope. All ranked, best first.
    ``parts``: where the turn seems to hold two questions, each alone.
    """

    text: str
    dialogue_act: tuple[Guess, ...] = ()
    asked: tuple[Guess, ...] = ()
    matters: tuple[Guess, ...] = ()
    units: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    alarm: Optional[Alarm] = None
    parts: tuple[Question, ...] = ()

    @property
    def act(self) -> str:
        return self.dialogue_act[0].label if self.dialogue_act else "out_of_scope"

    def act_probability(self, *labels: str) -> float:
        return sum(guess.confidence for guess in self.dialogue_act if guess.label in labels)

    def likelier(self, label: str, times: float) -> Question:
        """This question where one dialogue act is so many times likelier than the model, blind to context, says."""
        weighed = [Guess(g.label, g.confidence * (times if g.label == label else 1.0)) for g in self.dialogue_act]
        total = sum(guess.confidence for guess in weighed) or 1.0
        acts = sorted((Guess(g.label, g.confidence / total) for g in weighed), key=lambda guess: -guess.confidence)
        return replace(self, dialogue_act=tuple(acts))

    @property
    def intent(self) -> str:
        return self.asked[0].label if self.asked else "ask_unit"


def question_of(message: Mapping[str, Any]) -> Question:
    """Read the tracker's ``latest_message`` (a Rasa parse result with this project's keys)."""
    alarm = message.get("emergency") or {}
    names: dict[str, list[str]] = {"unit": [], "department": []}
    for entity in message.get("entities") or []:
        found = names.get(entity.get("entity"))
        if found is not None and entity["value"] not in found:
            found.append(entity["value"])
    return Question(
        text=message.get("text") or "",
        dialogue_act=_guesses(message.get("dialogue_act")),
        asked=_guesses(message.get("asked")),
        matters=_guesses(message.get("matters")),
        units=tuple(names["unit"]),
        departments=tuple(names["department"]),
        alarm=Alarm(tuple(alarm["numbers"]), float(alarm["confidence"]), bool(alarm.get("despair"))) if alarm else None,
        parts=tuple(map(question_of, message.get("parts") or ())),
    )


def _guesses(ranking: Any) -> tuple[Guess, ...]:
    return tuple(Guess(entry["name"], float(entry["confidence"])) for entry in ranking or [])
