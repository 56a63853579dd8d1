"""Scaled out: the servers publish to RabbitMQ, and one process writes what they heard."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Iterable
from contextlib import suppress
from typing import Any, Optional, Protocol

from aio_pika.exceptions import AMQPError, ChannelInvalidStateError
from rasa.core.brokers.pika import PikaEventBroker
from rasa.utils.endpoints import EndpointConfig
from sqlalchemy.exc import SQLAlchemyError

from bot.review.backlog import UPKEEP_EVERY, look_after, write
from bot.review.consumer import Consumer, Heard
from bot.review.turns import Turns
from knowledge.engine import first_line

logger = logging.getLogger(__name__)

_BATCH = 500
_TRY_AGAIN = 5.0  # seconds


class RabbitError(Exception):
    """RabbitMQ cannot be reached: one clear line."""


class Delivered(Protocol):
    """Of ``aio_pika``'s messages, what is needed here."""

    @property
    def body(self) -> bytes: ...

    async def ack(self) -> None: ...


class RabbitBroker(PikaEventBroker):
    """Rasa's own, also for channels whose turns run on a loop of their own (WeChat)."""

    def publish(self, event: dict[str, Any], headers: Optional[dict[str, str]] = None) -> None:
        self._loop.call_soon_threadsafe(super().publish, event, headers)


class Receiver:
    """Reads one queue; there must be no second reader, which would get the other half of a conversation."""

    def __init__(self, consumer: Consumer, turns: Turns, days: int) -> None:
        self._consumer, self._turns, self._days = consumer, turns, days
        self._unfinished: dict[str, list[Delivered]] = {}

    async def run(self, config: EndpointConfig) -> None:
        """Until cancelled. ``config``: the event broker's in endpoints.yml."""
        broker = RabbitBroker(config.url, **config.kwargs)
        try:
            connection = await broker._connect()  # reads address, user and TLS as the publishing side does
        except Exception as error:  # of as many kinds as there are layers below
            raise RabbitError(f"RabbitMQ（{broker.host}）连不上：{first_line(error)}") from error
        async with connection:
            queue = await (await connection.channel()).declare_queue(broker.queues[0], durable=True)
            inbox: asyncio.Queue[Delivered] = asyncio.Queue()
            await queue.consume(inbox.put)
            await asyncio.gather(self._receive(inbox), self._upkeep())

    async def take(self, messages: Iterable[Delivered]) -> None:
        """Write what the messages tell; each is acknowledged when its turn is written, so that none is lost."""
        heard: list[Heard] = []
        done: list[Delivered] = []
        for message in messages:
            try:
                event = json.loads(message.body)
                user, one = event["sender_id"], self._consumer.hear(event)
            except Exception:
                logger.exception("A message cannot be read; its turn is not kept.")
                done.append(message)
                continue
            if one is not None:
                heard.append(one)
            self._unfinished.setdefault(user, []).append(message)
            if not self._consumer.is_waiting(user):
                done += self._unfinished.pop(user)
        await self._write(heard)
        for message in done:
            with suppress(AMQPError, ChannelInvalidStateError):  # it comes again, and is known by then
                await message.ack()

    async def _receive(self, inbox: asyncio.Queue[Delivered]) -> None:
        while True:
            messages = [await inbox.get()]
            while len(messages) < _BATCH and not inbox.empty():
                messages.append(inbox.get_nowait())
            await self.take(messages)

    async def _write(self, heard: list[Heard]) -> None:
        while True:
            try:
                return await asyncio.to_thread(write, self._turns, heard)
            except SQLAlchemyError as error:
                logger.error("Turns cannot be kept for the trainers, trying again: %s", first_line(error))
                await asyncio.sleep(_TRY_AGAIN)

    async def _upkeep(self) -> None:
        while True:
            try:
                await asyncio.to_thread(look_after, self._turns, self._days)
            except SQLAlchemyError as error:
                logger.error("Old turns cannot be deleted: %s", first_line(error))
            await asyncio.sleep(UPKEEP_EVERY)
