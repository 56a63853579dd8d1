"""One push, one reply, in time: who works, who waits, and what is said when it takes too long."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Optional, cast
from weakref import WeakValueDictionary

from actions.rendering.talk import FAILURE
from bot.channels.turn import Handler, take_turn, without_model
from bot.channels.wechat import texts
from bot.channels.wechat.customer_service import CustomerService
from bot.channels.wechat.links import linked
from bot.channels.wechat.messages import Incoming
from bot.channels.wechat.once import Pushes, Standing
from bot.channels.wechat.replies import MORE, pages
from bot.channels.wechat.worker import Worker
from bot.privacy import hashed
from bot.rate import Rate

logger = logging.getLogger(__name__)

DEADLINE = 3.5  # seconds; the platform gives up after five, a busy machine needs some of them
_GRACE = 0.5  # seconds to write down what was said to the user
_LOOK_AGAIN = 0.1  # seconds between looks at what another replica works on
_PER_MINUTE = 30
_WAITERS = 20_000
_EXPIRE_EVERY = 600.0

PHONES = "phones"  # the menu's button whose text comes from the knowledge
# 菜单按钮和事件：说什么；不在其中的事件不回话。
SAID_ON = {
    "event:subscribe": texts.WELCOME,
    "event:scan": texts.WELCOME,
    "ask": texts.WELCOME,
    "help": texts.HELP,
}


class Answering:
    """``handler`` takes a message through Rasa; ``forget`` deletes what is kept of a user; ``phones`` lists them.

    ``rate`` takes down whether the user's last answer was useful.
    ``service`` sends late answers; without it they wait for the next message. ``links``: options can be tapped.
    """

    def __init__(
        self,
        pushes: Pushes,
        secret: bytes,
        handler: Handler,
        forget: Callable[[str], None],
        rate: Callable[[str, bool], None],
        phones: Callable[[], str],
        service: Optional[CustomerService] = None,
        links: bool = False,
    ) -> None:
        self._pushes, self._secret, self._handler = pushes, secret, handler
        self._forget, self._rate_answer, self._phones = forget, rate, phones
        self._service, self._links = service, links
        self._worker = Worker("wechat turns")
        # One thread: SQLite takes one change at a time, and those who wait for it have no order.
        self._database = ThreadPoolExecutor(1, "wechat database")
        self._running: dict[str, asyncio.Task[Optional[Standing]]] = {}
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        # Where the database was too slow to be told so: a repeat is not answered otherwise than the first was.
        self._told_to_wait: OrderedDict[str, None] = OrderedDict()
        self._rate = Rate(_PER_MINUTE)
        self._expired_at = 0.0

    async def reply(self, push: Incoming) -> Optional[str]:
        """The text that goes back for a push, of at most 2,000 bytes; None for no reply. Within the deadline."""
        user = hashed("wx", push.user, self._secret)
        if push.kind == "event:unsubscribe":
            await self._forgotten(user)
            return None
        if push.kind not in ("text", "voice") or not push.text:
            return await self._at_once(push, user)
        asked = push.text
        try:
            stands = await self._in_time(push, user, asked)
        except Exception:
            logger.exception("A push could not be answered; the citizen is asked to try again.")
            return without_model(asked).text
        return pages(stands.answer)[0] if stands and stands.answer and not stands.late else self._waiting(asked)

    async def _at_once(self, push: Incoming, user: str) -> Optional[str]:
        """Reply to what asks nothing in words."""
        listed = (push.kind, push.text) == ("event:click", PHONES)
        said = await self._list_phones() if listed else _said(push)
        if said is None:
            return None
        key = f"{user}:{push.key}"  # an event has no number of its own
        # Kept in any case, and waited for a moment: the next message may be about it.
        kept = asyncio.ensure_future(self._in_database(self._pushes.say, key, user, said))
        await asyncio.wait({kept}, timeout=_GRACE)
        return pages(said)[0]

    async def _list_phones(self) -> str:
        try:
            return str(await self._in_database(self._phones))
        except Exception:
            logger.exception("The phones cannot be listed; the citizen gets the polite text.")
            return FAILURE

    async def _in_time(self, push: Incoming, user: str, asked: str) -> Optional[Standing]:
        """How the push stands within the deadline; None where not even that is known."""
        # The work goes on when the time is up, or the connection is cut: only the waiting ends.
        if push.key in self._told_to_wait:
            return None
        answer = self._running.get(push.key) or self._begun(push, user, asked)
        if (await asyncio.wait({answer}, timeout=DEADLINE))[0]:
            return None if push.key in self._told_to_wait else answer.result()
        postponed = asyncio.ensure_future(self._in_database(self._pushes.postpone, push.key))
        if (await asyncio.wait({postponed}, timeout=_GRACE))[0] and push.key not in self._told_to_wait:
            return cast("Optional[Standing]", postponed.result())
        self._told_to_wait[push.key] = None
        while len(self._told_to_wait) > _WAITERS:
            self._told_to_wait.popitem(last=False)
        self._database.submit(self._pushes.owe, push.key)
        return None

    def _waiting(self, asked: str) -> str:
        """Whoever is in danger is not left waiting for the number to dial."""
        wait = texts.WAIT_A_LITTLE if self._service else texts.WAIT
        at_once = without_model(asked)
        return f"{at_once.text}\n{wait}" if at_once.payload["kind"] == "emergency" else wait

    def _begun(self, push: Incoming, user: str, asked: str) -> asyncio.Task[Optional[Standing]]:
        self._running[push.key] = task = asyncio.ensure_future(self._answer(push, user, asked))
        task.add_done_callback(lambda _done: self._running.pop(push.key, None))
        return task

    async def _answer(self, push: Incoming, user: str, asked: str) -> Optional[Standing]:
        if not await self._in_database(self._pushes.claim, push.key, user):
            stands = await self._elsewhere(push.key, user)
            if stands is None or stands.answer is not None:
                return stands
        return await asyncio.wrap_future(self._worker.submit(self._work(push, user, asked)))

    async def _elsewhere(self, key: str, user: str) -> Optional[Standing]:
        """Wait for who works on the push; without an answer where that one died, and it is ours now."""
        while True:
            stands: Optional[Standing] = await self._in_database(self._pushes.standing, key)
            if stands is None or stands.answer is not None:
                return stands
            if stands.abandoned and await self._in_database(self._pushes.claim, key, user):
                return stands
            await asyncio.sleep(_LOOK_AGAIN)

    async def _work(self, push: Incoming, user: str, asked: str) -> Optional[Standing]:
        """Runs once for each push, on the worker's loop, whatever becomes of the connection."""
        # In turn: who sends two messages at once gets the rest of the right answer.
        async with self._turns.setdefault(user, asyncio.Lock()):
            text = await self._text(user, asked)
            stands: Optional[Standing] = await self._in_database(self._pushes.finish, push.key, user, text)
        if stands is None:  # the user left while this was worked on, and it left traces
            self._forget(user)
        elif stands.late and self._service:
            self._service.send(push.key, push.user)
        self._expire_now_and_then()
        return stands

    async def _text(self, user: str, asked: str) -> str:
        if asked in texts.NUMBERED and await self._in_database(self._pushes.last_answer, user) == texts.WELCOME:
            asked = texts.NUMBERED[asked]
        if asked == MORE:
            return await self._in_database(self._pushes.take_rest, user) or texts.NO_MORE
        if not self._rate.allows(user):
            return texts.BUSY
        if asked in texts.OPINIONS:
            self._rate_answer(user, texts.OPINIONS[asked])
            return texts.NOTED
        turn = await take_turn(self._handler, user, asked, "wechat")
        options = turn.payload.get("options", ()) if self._links else ()
        return linked(turn.text, [option["title"] for option in options])

    def _expire_now_and_then(self) -> None:
        if time.monotonic() - self._expired_at > _EXPIRE_EVERY:
            self._expired_at = time.monotonic()
            self._database.submit(self._pushes.expire)

    async def _forgotten(self, user: str) -> None:
        # The rows first: work that finishes after this finds none, and takes its traces away itself.
        await self._in_database(self._pushes.forget, user)
        self._forget(user)
        self._rate.forget(user)

    async def _in_database(self, call: Callable[..., Any], *arguments: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._database, call, *arguments)


def _said(push: Incoming) -> Optional[str]:
    if push.kind == "event:click":
        return SAID_ON.get(push.text, texts.HELP)
    if push.kind.startswith("event:"):
        return SAID_ON.get(push.kind)
    return texts.WORDLESS.get(push.kind, texts.WORDLESS["unknown"])
