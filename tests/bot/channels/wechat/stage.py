"""What stories of answering need: an invented bot in Rasa's place, an empty table, pushes."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any, Optional

from bot.channels.wechat.answering import Answering
from bot.channels.wechat.customer_service import CustomerService
from bot.channels.wechat.messages import Incoming
from bot.channels.wechat.once import Pushes
from bot.database import Database


class Bot:
    """Says ``答：`` and the words, after a while; remembers what it was asked."""

    def __init__(
        self, seconds: float = 0.0, blocking: bool = False, words: str = "", options: Sequence[str] = ()
    ) -> None:
        self.seconds, self.blocking, self.words, self.options = seconds, blocking, words, options
        self.heard: list[tuple[str, str]] = []
        self.forgotten: list[str] = []
        self.rated: list[bool] = []

    async def __call__(self, message: Any) -> None:
        self.heard.append((message.sender_id, message.text))
        if self.blocking:
            time.sleep(self.seconds)
        else:
            await asyncio.sleep(self.seconds)
        said = self.words or f"答：{message.text}"
        await message.output_channel.send_text_message(message.sender_id, said)
        payload = {"kind": "unit", "refs": [], "options": [{"title": title, "refs": []} for title in self.options]}
        await message.output_channel.send_custom_json(message.sender_id, payload)

    def rate(self, _user: str, useful: bool) -> None:
        self.rated.append(useful)


def pushes(folder: Path) -> Pushes:
    url = f"sqlite:///{folder / 'test.db'}"
    Database(url).upgrade()
    return Pushes(url)


def made(
    bot: Bot,
    folder: Path,
    phones: Callable[[], str] = lambda: "110：公安报警",
    service: Optional[CustomerService] = None,
    links: bool = False,
    secret: bytes = b"secret",
) -> Answering:
    return Answering(pushes(folder), secret, bot, bot.forgotten.append, bot.rate, phones, service, links)


def text(words: str, number: int = 1, user: str = "oA") -> Incoming:
    return Incoming(user, "gh", "text", f"message:{number}", words)


def event(kind: str, key: str = "") -> Incoming:
    return Incoming("oA", "gh", f"event:{kind}", f"event:{kind}:{key}", key)


async def both(one: Awaitable[Any], other: Awaitable[Any]) -> list[Any]:
    return await asyncio.gather(one, other)
