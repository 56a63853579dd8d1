"""One push, one reply, in time: who works, who waits, and what is said when it takes too long."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Optional

from bot.channels.turn import Handler, take_turn
from bot.channels.wechat import texts
from bot.channels.wechat.messages import Incoming
from bot.channels.wechat.once import Pushes
from bot.channels.wechat.privacy import hashed, masked
from bot.channels.wechat.replies import MORE, pages, remainder
from bot.channels.wechat.worker import Worker

logger = logging.getLogger(__name__)

DEADLINE = 4.0  # seconds; the platform gives up after five
_LOOK_AGAIN = 0.1  # seconds between looks at what another replica works on
_PER_MINUTE = 30
_KNOWN_USERS = 20_000
_EXPIRE_EVERY = 600.0

# 菜单按钮和事件：说什么；不在其中的事件不回话。
SAID_ON = {
    "event:subscribe": texts.WELCOME,
    "event:scan": texts.WELCOME,
    "ask": texts.WELCOME,
    "help": texts.HELP,
}
ASKED_ON = {"phones": texts.PHONES}


class Answering:
    """``handler`` takes a message through Rasa; ``forget`` deletes what it keeps of a user."""

    def __init__(self, pushes: Pushes, secret: bytes, handler: Handler, forget: Callable[[str], None]) -> None:
        self._pushes, self._secret, self._handler, self._forget = pushes, secret, handler, forget
        self._worker = Worker("wechat turns")
        self._database = ThreadPoolExecutor(8, "wechat database")
        self._running: dict[str, Future[str]] = {}
        self._rate = _Rate()
        self._expired_at = 0.0

    async def reply(self, push: Incoming) -> Optional[str]:
        """The text that goes back for a push, of at most 2,000 bytes; None for no reply. Within the deadline."""
        user = hashed(push.user, self._secret)
        if push.kind == "event:unsubscribe":
            await self._forgotten(user)
            return None
        asked = _question(push)
        if asked is None:
            said = _said(push)
            if said == texts.WELCOME:
                self._database.submit(self._pushes.keep_rest, user, "", welcomed=True)
            return said
        # The work goes on when the time is up: only the waiting ends.
        answer = asyncio.ensure_future(self._answer(push.key, user, masked(asked)))
        try:
            text = await asyncio.wait_for(asyncio.shield(answer), DEADLINE)
        except asyncio.TimeoutError:
            self._database.submit(self._pushes.postpone, push.key)
            return texts.WAIT
        except Exception:
            logger.exception("A push could not be answered; the citizen is asked to try again.")
            return texts.WAIT
        self._database.submit(self._pushes.keep_rest, user, remainder(text))
        return pages(text)[0]

    async def _answer(self, key: str, user: str, asked: str) -> str:
        if await self._in_database(self._pushes.claim, key, user):
            self._running[key] = self._worker.submit(self._work(key, user, asked))
            self._running[key].add_done_callback(lambda _done: self._running.pop(key, None))
        running = self._running.get(key)
        return await asyncio.wrap_future(running) if running else await self._from_elsewhere(key)

    async def _from_elsewhere(self, key: str) -> str:
        while True:
            text = await self._in_database(self._pushes.answer, key)
            if text is not None:
                return str(text)
            await asyncio.sleep(_LOOK_AGAIN)

    async def _work(self, key: str, user: str, asked: str) -> str:
        """Runs once for each push, on the worker's loop, whatever becomes of the connection."""
        late = self._pushes.due(user)
        if asked in texts.NUMBERED and self._pushes.welcomed(user):
            asked = texts.NUMBERED[asked]
        if asked == MORE:
            text = self._pushes.rest(user) or texts.NO_MORE
        elif not self._rate.allows(user):
            text = texts.BUSY
        else:
            text = (await take_turn(self._handler, user, asked, "wechat")).text
        whole = "\n\n".join([f"{texts.LATER}\n{one}" for one in late] + [text])
        self._pushes.finish(key, whole)
        self._expire_now_and_then()
        return whole

    def _expire_now_and_then(self) -> None:
        if time.monotonic() - self._expired_at > _EXPIRE_EVERY:
            self._expired_at = time.monotonic()
            self._database.submit(self._pushes.expire)

    async def _forgotten(self, user: str) -> None:
        self._forget(user)
        await self._in_database(self._pushes.forget, user)

    async def _in_database(self, call: Callable[..., Any], *arguments: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._database, call, *arguments)


def _question(push: Incoming) -> Optional[str]:
    """What is asked, in words; None where a push asks nothing."""
    if push.kind == "event:click":
        return ASKED_ON.get(push.text)
    return push.text if push.kind in ("text", "voice") and push.text else None


def _said(push: Incoming) -> Optional[str]:
    if push.kind == "event:click":
        return SAID_ON.get(push.text, texts.HELP)
    if push.kind.startswith("event:"):
        return SAID_ON.get(push.kind)
    return texts.WORDLESS.get(push.kind, texts.WORDLESS["unknown"])


class _Rate:
    """How often each user may ask; of the users heard last."""

    def __init__(self) -> None:
        self._asked: OrderedDict[str, deque[float]] = OrderedDict()

    def allows(self, user: str) -> bool:
        now = time.monotonic()
        times = self._asked.setdefault(user, deque(maxlen=_PER_MINUTE))
        self._asked.move_to_end(user)
        while len(self._asked) > _KNOWN_USERS:
            self._asked.popitem(last=False)
        if len(times) == _PER_MINUTE and now - times[0] < 60.0:
            return False
        times.append(now)
        return True
