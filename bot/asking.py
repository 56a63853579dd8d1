"""Ask the bot without a server: one question, or a file of them, in this process."""

from __future__ import annotations

import asyncio
import uuid
from pathlib import Path
from typing import Any, Optional

from actions.question import Question, question_of
from bot.channels.turn import Turn, take_turn
from bot.models.loading import load
from bot.server import open_knowledge
from bot.settings import Settings


class Asker:
    """A loaded bot. Each question is a conversation of its own. ``model``: another file than the one that answers."""

    def __init__(self, settings: Settings, model: Optional[Path] = None) -> None:
        self._loop = asyncio.new_event_loop()
        self._agent = self._loop.run_until_complete(load(model or settings.model, open_knowledge(settings)))

    @property
    def is_ready(self) -> bool:
        """Could the model be loaded?"""
        return self._agent.is_ready()

    def ask(self, question: str, sender: str = "") -> Turn:
        turn = take_turn(self._agent.handle_message, sender or uuid.uuid4().hex, question, "command line")
        return self._loop.run_until_complete(turn)

    def understand(self, words: str) -> Question:
        """What the NLU alone makes of some words."""
        return question_of(self._loop.run_until_complete(self._agent.parse_message(words)))


def as_json(turn: Turn) -> dict[str, Any]:
    return {"text": turn.text, **turn.payload}
