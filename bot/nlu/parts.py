"""Two questions in one message: cut where the second begins, so that each can be understood alone."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.component import StatelessComponent

PARTS = "parts"
_LONGEST = 120  # characters: a longer message is a story, whose sentences belong together
_SHORTEST = 5
# A second question begins behind one of these signs, with one of these words, or where a first has plainly ended.
_BORDER = re.compile(
    r"(?<=[?？;；!！])"
    r"|[,，。\s]*(?=另外|还有就是|再一个|再就是|再问|再有|顺便|顺带|对了|同时|第二[个,，]|二是|其次|也?还想问|又想问|也想问)"
    r"|[,，。\s]+(?=还有)"
)
_ENDED = re.compile(r"(?:谁|哪|吗|呢|咋|怎么|不|没|啥)\S{0,2}[,，。\s]+")
_ASKS = re.compile(
    r"[谁哪啥吗呢么咋]|什么|怎么|多少|几|如何|何处|电话|依据|想问|请问|能不能|是不是|归|管|找|罚|[?？]|[不没]$"
)


def questions_in(text: str) -> list[str]:
    """The parts of a message that ask something each; one part where it holds one question."""
    if len(text) > _LONGEST:
        return [text]
    asking = _asking(_BORDER.split(text))
    if len(asking) == 1:
        asking = _asking(_cut_after_the_first_question(text))
    return asking if len(asking) == 2 else [text]


def _asking(parts: Iterable[str]) -> list[str]:
    stripped = (part.strip(" ,，。;；") for part in parts)
    return [part for part in stripped if len(part) >= _SHORTEST and _ASKS.search(part)]


def _cut_after_the_first_question(text: str) -> list[str]:
    end = _ENDED.search(text)
    return [text[: end.end()], text[end.end() :]] if end else [text]


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER], is_trainable=False)
class QuestionSplitter(StatelessComponent):
    """Hangs the parts of a message on it; the components behind understand them with it."""

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            parts = questions_in(message.get(TEXT) or "")
            if len(parts) > 1:
                message.set(PARTS, [Message({TEXT: part}) for part in parts])
        return messages


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR], is_trainable=False)
class PartsReader(QuestionSplitter):
    """Last in the pipeline: turns what the others found in the parts into the message's output."""

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            parts = message.get(PARTS)
            if parts:
                message.set(PARTS, [part.as_dict(only_output_properties=True) for part in parts], add_to_output=True)
        return messages


def with_parts(messages: Iterable[Message]) -> list[Message]:
    """The messages that have words, each followed by its parts."""
    spoken = [message for message in messages if message.get(TEXT)]
    return [one for message in spoken for one in (message, *(message.get(PARTS) or ()))]
