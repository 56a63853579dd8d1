"""What the bot would answer to some words, how sure it is, and what else it thought of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from rasa.core.agent import Agent

from actions.context import Context
from actions.question import question_of
from actions.respond import respond
from actions.thresholds import Thresholds
from bot.channels.turn import heard
from bot.desk.sheets import address
from knowledge.query import Knowledge

GUESSES = 5
_DECIDED = {
    "clarify": "会反问",
    "out_of_scope": "会说不归公安局管或没听懂",
    "emergency": "认作紧急情况",
    "smalltalk": "认作闲谈",
    "handoff": "会转人工",
}


@dataclass(frozen=True)
class Guessed:
    title: str
    href: str
    confidence: float


@dataclass(frozen=True)
class Answered:
    """``confidence`` and those of the guesses: calibrated, 0 to 1. ``href``: the page of what it answers about."""

    words: str
    text: str
    decided: str
    confidence: float
    href: Optional[str]
    guesses: tuple[Guessed, ...]


async def hit_test(agent: Agent, knowledge: Knowledge, thresholds: Thresholds, words: str) -> Answered:
    """As a resident's first message, without leaving anything in a conversation."""
    question = question_of(await agent.parse_message(heard(words)))
    answer, _context = respond(question, Context(), knowledge, thresholds)
    known = [guess for guess in question.matters if guess.label in knowledge.matters]
    return Answered(
        words,
        answer.text,
        _DECIDED.get(answer.kind, "会直接回答"),
        answer.payload()["confidence"],
        address("matter", answer.matter) if answer.matter else None,
        tuple(
            Guessed(knowledge.matters[guess.label].title, address("matter", guess.label), guess.confidence)
            for guess in known[:GUESSES]
        ),
    )
