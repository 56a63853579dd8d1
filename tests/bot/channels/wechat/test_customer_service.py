"""Late answers that the platform is asked to deliver; a stand-in takes them, or does not."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any, Optional

import pytest

from bot.channels.wechat import answering as module
from bot.channels.wechat import platform_api, texts
from bot.channels.wechat.answering import Answering
from bot.channels.wechat.customer_service import CustomerService
from bot.channels.wechat.platform_api import Access, PlatformApi
from bot.channels.wechat.replies import HINT, LONGEST
from tests.bot.channels.wechat.stage import Bot, made, pushes, text
from tests.bot.channels.wechat.stand_in import StandIn

NOT_SENT = "A late answer was not sent"


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "DEADLINE", 0.2)


def serving(bot: Bot, folder: Path, base: str) -> Answering:
    service = CustomerService(pushes(folder), PlatformApi(Access("wx1", "secret", base), folder))
    return made(bot, folder, service=service)


async def until(true: Callable[[], object]) -> None:
    while not true():
        await asyncio.sleep(0.02)


def late_and_next(bot: Bot, answering: Answering, settled: Callable[[], object]) -> list[Optional[str]]:
    """The replies to a question whose answer is late, and to one after the answer was sent, or not."""

    async def story() -> list[Optional[str]]:
        bot.seconds = 0.6
        first = await answering.reply(text("狗叫", 1))
        await until(settled)
        bot.seconds = 0.0
        return [first, await answering.reply(text("护照", 2))]

    return asyncio.run(asyncio.wait_for(story(), 20))


def test_a_late_answer_is_sent_and_not_given_again(tmp_path: Path, platform: StandIn) -> None:
    bot = Bot()
    replies = late_and_next(bot, serving(bot, tmp_path, platform.base), lambda: platform.messages)
    assert replies == [texts.WAIT_A_LITTLE, "答：护照"]
    sent = {"touser": "oA", "msgtype": "text", "text": {"content": f"{texts.LATER}\n答：狗叫"}}
    assert platform.messages == [sent]


def test_an_answer_in_time_is_not_sent(tmp_path: Path, platform: StandIn) -> None:
    bot = Bot()
    answering = serving(bot, tmp_path, platform.base)

    async def story() -> None:
        assert await answering.reply(text("狗叫", 1)) == "答：狗叫"
        bot.seconds = 0.6
        assert await answering.reply(text("护照", 2)) == texts.WAIT_A_LITTLE
        await until(lambda: platform.messages)

    asyncio.run(asyncio.wait_for(story(), 20))
    assert ["护照" in message["text"]["content"] for message in platform.messages] == [True]


@pytest.mark.parametrize(
    ("refusal", "reason"),
    [
        ({"errcode": 45015, "errmsg": "response out of time limit"}, "errcode 45015"),
        ({"errcode": 48001, "errmsg": "api unauthorized"}, "errcode 48001"),
        ({"errcode": 40003, "errmsg": "invalid openid oA, t1\nsecret"}, "errcode 40003"),
    ],
)
def test_what_is_refused_is_due_with_the_next_message_and_told_in_one_line(
    tmp_path: Path, platform: StandIn, caplog: pytest.LogCaptureFixture, refusal: dict[str, Any], reason: str
) -> None:
    platform.refusal = refusal
    bot = Bot()
    replies = late_and_next(bot, serving(bot, tmp_path, platform.base), lambda: NOT_SENT in caplog.text)
    assert replies == [texts.WAIT_A_LITTLE, f"{texts.LATER}\n答：狗叫\n\n答：护照"]
    assert_one_line(caplog, reason)


def assert_one_line(caplog: pytest.LogCaptureFixture, reason: str) -> None:
    (record,) = (one for one in caplog.records if one.name == "bot.channels.wechat.customer_service")
    assert record.levelno == logging.WARNING
    assert record.getMessage() == f"{NOT_SENT} ({reason}); it is due with the next message."


def test_a_platform_that_does_not_answer_leaves_the_answer_due(
    tmp_path: Path, platform: StandIn, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(platform_api, "_TIMEOUT", 0.1)
    platform.open.clear()
    bot = Bot()
    replies = late_and_next(bot, serving(bot, tmp_path, platform.base), lambda: NOT_SENT in caplog.text)
    assert replies == [texts.WAIT_A_LITTLE, f"{texts.LATER}\n答：狗叫\n\n答：护照"]
    assert_one_line(caplog, f"连不上公众平台（{platform.base}，ReadTimeout）：检查网络后再试")


def test_while_an_answer_is_sent_others_are_answered_and_nobody_gets_it_twice(
    tmp_path: Path, platform: StandIn
) -> None:
    platform.open.clear()
    bot = Bot()
    answering = serving(bot, tmp_path, platform.base)

    async def story() -> None:
        bot.seconds = 0.6
        await answering.reply(text("狗叫", 1))
        await until(lambda: platform.given)  # the sending has begun
        bot.seconds = 0.0
        assert await answering.reply(text("护照", 2)) == "答：护照"
        assert await answering.reply(text("户口", 3, user="oB")) == "答：户口"
        assert platform.messages == []
        platform.open.set()
        await until(lambda: platform.messages)

    asyncio.run(asyncio.wait_for(story(), 20))
    assert len(platform.messages) == 1


def test_of_a_long_late_answer_the_rest_waits_for_more(tmp_path: Path, platform: StandIn) -> None:
    whole = "一句很长的话。" * 150
    bot = Bot(words=whole)
    answering = serving(bot, tmp_path, platform.base)

    async def story() -> Optional[str]:
        bot.seconds = 0.6
        await answering.reply(text("狗叫", 1))
        await until(lambda: platform.messages)
        return await answering.reply(text("更多", 2))

    rest = asyncio.run(asyncio.wait_for(story(), 20))
    (sent,) = (message["text"]["content"] for message in platform.messages)
    assert len(sent.encode()) <= LONGEST
    assert sent.removesuffix(HINT) + (rest or "") == f"{texts.LATER}\n{whole}"
