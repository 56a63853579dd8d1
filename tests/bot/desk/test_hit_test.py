"""What the bot would answer, with an invented understanding in its place."""

from __future__ import annotations

import asyncio
from typing import Any, cast

from rasa.core.agent import Agent

from bot.desk.hit_test import Guessed, hit_test
from knowledge.query import Knowledge
from tests.actions.turns import THRESHOLDS


class Understanding:
    """Takes everything for a question about dogs, or perhaps about noise."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    async def parse_message(self, words: str) -> dict[str, Any]:
        self.heard.append(words)
        matters = {"dog_barking": 0.9, "noise_neighbour": 0.08, "no_longer_in_the_catalogue": 0.02}
        return {
            "text": words,
            "dialogue_act": [{"name": "in_scope", "confidence": 0.97}, {"name": "out_of_scope", "confidence": 0.03}],
            "asked": [{"name": "ask_unit", "confidence": 1.0}],
            "matters": [{"name": name, "confidence": confidence} for name, confidence in matters.items()],
        }


def test_the_answer_comes_with_its_page_and_what_else_was_thought_of(knowledge: Knowledge) -> None:
    answered = asyncio.run(hit_test(cast(Agent, Understanding()), knowledge, THRESHOLDS, "狗叫归谁管"))

    assert answered.text.startswith("【犬类管理】")
    assert (answered.decided, answered.href) == ("会直接回答", "/desk/matter/dog_barking")
    assert answered.guesses == (
        Guessed("犬吠扰民", "/desk/matter/dog_barking", 0.9),
        Guessed("邻居装修、乐器、室内娱乐噪声", "/desk/matter/noise_neighbour", 0.08),
    )


def test_the_words_are_heard_as_a_residents_are(knowledge: Knowledge) -> None:
    understanding = Understanding()

    asyncio.run(hit_test(cast(Agent, understanding), knowledge, THRESHOLDS, "狗叫，我电话13800138000"))

    assert understanding.heard == ["狗叫，我电话***********"]
