from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from rasa.utils.endpoints import EndpointConfig
from sqlalchemy.exc import OperationalError

from bot.bench.server import free_port
from bot.review import rabbit as module
from bot.review.consumer import Consumer
from bot.review.rabbit import RabbitBroker, RabbitError, Receiver
from bot.review.turns import Filter
from tests.bot.review.events import answered, asked
from tests.bot.review.given import opened


class Message:
    def __init__(self, event: Any) -> None:
        self.body = event if isinstance(event, bytes) else json.dumps(event).encode()
        self.acknowledged = False

    async def ack(self) -> None:
        self.acknowledged = True


def receiver(turns: Any) -> Receiver:
    return Receiver(Consumer(lambda _text: ""), turns, 180)


def test_messages_are_acknowledged_when_their_turn_is_written(tmp_path: Path) -> None:
    turns = opened(tmp_path)
    reading = receiver(turns)
    messages = [Message(event) for event in (asked("狗叫"), *answered())]
    other = Message(asked("身份证", "web-b"))

    async def story() -> None:
        await reading.take([*messages[:3], other])
        assert [message.acknowledged for message in messages] == [False] * 5
        await reading.take(messages[3:])

    asyncio.run(story())
    assert [message.acknowledged for message in messages] == [True] * 5
    assert not other.acknowledged
    assert [one.text for one in turns.find(Filter()).rows] == ["狗叫"]


def test_messages_that_come_again_are_written_once(tmp_path: Path) -> None:
    turns = opened(tmp_path)
    for reading in (receiver(turns), receiver(turns)):
        asyncio.run(reading.take([Message(event) for event in (asked("狗叫"), *answered())]))
    assert turns.find(Filter()).total == 1


def test_what_is_no_event_is_taken_off_the_queue(tmp_path: Path) -> None:
    bad = [Message(b"{"), Message([]), Message({"event": "user"})]
    asyncio.run(receiver(opened(tmp_path)).take(bad))
    assert all(message.acknowledged for message in bad)


def test_while_the_database_fails_messages_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_TRY_AGAIN", 0.0)
    tries: list[int] = []
    messages = [Message(event) for event in (asked("狗叫"), *answered())]

    class Failing:
        def keep_all(self, turns: Any) -> None:
            tries.append(len(turns))
            assert not any(message.acknowledged for message in messages)
            if len(tries) < 3:
                raise OperationalError("INSERT", None, Exception("away"))

    asyncio.run(receiver(Failing()).take(messages))
    assert tries == [1, 1, 1]
    assert all(message.acknowledged for message in messages)


def test_publishing_from_another_thread_happens_on_the_brokers_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    published: list[tuple[Any, Any]] = []

    async def remember(_self: Any, event: Any, _headers: Any) -> None:
        published.append((event, asyncio.get_running_loop()))

    monkeypatch.setattr(RabbitBroker, "_publish", remember)

    async def story() -> asyncio.AbstractEventLoop:
        broker = RabbitBroker("localhost", "user", "password", queues=["turns"], event_loop=asyncio.get_running_loop())
        await asyncio.to_thread(broker.publish, {"event": "user"})
        while not published:
            await asyncio.sleep(0)
        return asyncio.get_running_loop()

    loop = asyncio.run(story())
    assert published == [({"event": "user"}, loop)]


def test_a_rabbit_that_is_not_there_is_told_in_one_line(tmp_path: Path) -> None:
    settings = {"username": "u", "password": "p", "port": free_port(), "queues": ["turns"], "connection_attempts": 1}
    config = EndpointConfig("127.0.0.1", retry_delay_in_seconds=0, **settings)
    with pytest.raises(RabbitError, match="连不上") as caught:
        asyncio.run(receiver(opened(tmp_path)).run(config))
    assert str(caught.value).startswith("RabbitMQ（127.0.0.1）连不上：")
    assert "\n" not in str(caught.value)
