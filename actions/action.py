"""The rasa_sdk action on top: tracker in, answer and context out. No decision is taken here."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import Answer
from actions.context import Context, context_of
from actions.question import question_of
from actions.rendering.talk import FAILURE
from actions.respond import respond
from actions.thresholds import Thresholds
from knowledge.query import Knowledge

logger = logging.getLogger(__name__)

FAILED = Answer(kind="handoff", text=FAILURE, confidence=0.0, extra={"failed": True})


def _context(slot: Any) -> Context:
    """What the conversation remembers; nothing where an older version wrote what cannot be read."""
    try:
        return context_of(slot)
    except (AttributeError, KeyError, TypeError, ValueError):
        logger.warning("A conversation's slot cannot be read; it starts afresh.")
        return Context()


class AnswerAction(Action):
    """``action_answer``: answers every turn, whatever happens."""

    def __init__(self, knowledge: Callable[[], Knowledge], thresholds: Thresholds) -> None:
        self._knowledge = knowledge
        self._thresholds = thresholds

    def name(self) -> str:
        return "action_answer"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        context = _context(tracker.get_slot("context")).fresh(time.time())
        try:
            question = question_of(tracker.latest_message)
            answer, after = respond(question, context, self._knowledge(), self._thresholds)
        except Exception:  # a citizen must never get silence: Rasa swallows what an action raises
            logger.exception("The action failed; the citizen gets the polite text.")
            answer, after = FAILED, context
        dispatcher.utter_message(text=answer.text, json_message=answer.payload())
        return [SlotSet("context", after.as_slot())]
