"""One user turn, whatever the channel: clean and mask the words, run Rasa, and never come back empty-handed."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

from actions.action import FAILED
from actions.answer import Answer
from actions.rendering.talk import emergency_unaided
from bot.cleaning import clean, has_words
from bot.nlu import spare_alarm
from bot.privacy import masked

logger = logging.getLogger(__name__)

Handler = Callable[[UserMessage], Awaitable[Any]]

WORDLESS = Answer(
    kind="out_of_scope",
    text="我只看得懂文字。请用几个字说说是什么事，比如“身份证丢了上哪补”。有警情请拨110。",
)


class Turn(NamedTuple):
    text: str
    payload: dict[str, Any]


class OneAnswer(CollectingOutputChannel):
    """Collects what the bot says, without cutting it at blank lines."""

    async def send_text_message(self, recipient_id: str, text: str, **kwargs: Any) -> None:
        await self._persist_message(self._message(recipient_id, text=text))


def heard(text: str) -> str:
    """What the bot gets to hear of a message: clean, and without what names somebody."""
    return masked(clean(text))


async def take_turn(handler: Handler, sender: str, text: str, channel: str) -> Turn:
    """Answer one message of one sender. Never raises, never empty."""
    spoken = heard(text)
    if not has_words(spoken):
        return _turn(WORDLESS)
    output = OneAnswer()
    try:
        await handler(UserMessage(spoken, output, sender, input_channel=channel))
    except Exception:
        logger.exception("The turn failed; the citizen gets the polite text.")
    texts = [message["text"] for message in output.messages if message.get("text")]
    payloads = [message["custom"] for message in output.messages if message.get("custom")]
    if len(payloads) != 1 or not texts or payloads[0].get("failed"):
        return without_model(spoken)
    return Turn("\n".join(texts), payloads[0])


def without_model(spoken: str) -> Turn:
    """Whatever is broken, somebody in danger is told the number to dial."""
    numbers = spare_alarm.hear(spoken)
    if not numbers:
        return _turn(FAILED)
    extra = {"numbers": list(numbers), "failed": True}
    return _turn(Answer(kind="emergency", text=emergency_unaided(numbers), confidence=0.5, extra=extra))


def _turn(answer: Answer) -> Turn:
    return Turn(answer.text, answer.payload())
