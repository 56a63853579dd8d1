"""Many at once against a running server: what each waited, and what went wrong."""

from __future__ import annotations

import random
import secrets
import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import requests

from bot.channels.wechat.simulate import Platform

USERS, MESSAGES = 50, 20
DOUBLED = 0.2  # share of the pushes that come twice at once
TURNS = 300  # of a conversation: as fast at its end as at its beginning?
TALK = ("身份证丢了上哪补", "那电话呢")
_LIMIT = 30.0  # seconds


@dataclass(frozen=True)
class Waits:
    """``seconds`` that each request took, ``total`` those of all together; ``faults`` in words."""

    seconds: tuple[float, ...]
    total: float
    faults: tuple[str, ...] = ()

    def percentile(self, share: float) -> float:
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))]

    def within(self, limit: float) -> float:
        """The share that took at most ``limit`` seconds."""
        return sum(one <= limit for one in self.seconds) / len(self.seconds)


def of_wechat(platform: Platform, questions: Sequence[str], users: int = USERS, messages: int = MESSAGES) -> Waits:
    """What the platform waits for its replies; of a doubled push, for the later of the two."""

    def one_user(number: int) -> list[tuple[float, tuple[str, ...]]]:
        order = random.Random(number)
        outcomes = []
        for _ in range(messages):
            push = platform.written(f"oBench-{number}", order.choice(questions))
            outcomes.append((platform.twice if order.random() < DOUBLED else platform.once)(push))
        return [(outcome.seconds, outcome.faults) for outcome in outcomes]

    return _at_once(one_user, users)


def of_page(url: str, users: int = USERS, messages: int = MESSAGES) -> Waits:
    """What as many wait for a page that costs nothing: what the machine, the network and we ourselves cost."""

    def one_user(_number: int) -> list[tuple[float, tuple[str, ...]]]:
        return [_timed(lambda: requests.get(url, timeout=_LIMIT)) for _ in range(messages)]

    return _at_once(one_user, users)


def of_a_conversation(url: str, turns: int = TURNS, times: int = 15) -> tuple[float, float, tuple[str, ...]]:
    """The median seconds of a third turn, and of the ``turns``-th and later ones, said in turn; and the faults.

    ``times``: how many of each; what else the machine does meets both alike.
    """
    faults: list[str] = []

    def say(sender: str, words: str) -> float:
        said = {"sender": sender, "message": words}
        seconds, found = _timed(lambda: requests.post(f"{url}/webhooks/rest/webhook", json=said, timeout=_LIMIT))
        faults.extend(found)
        return seconds

    old = secrets.token_hex(8)
    for turn in range(turns - 2):
        say(old, TALK[turn % 2])
    early: list[float] = []
    late: list[float] = []
    for _ in range(times):
        new = secrets.token_hex(8)
        for sender, seconds in ((new, early), (old, late)):
            if sender == new:
                say(sender, TALK[0])
            say(sender, TALK[1])
            seconds.append(say(sender, TALK[0]))
    return statistics.median(early), statistics.median(late), tuple(faults)


def _at_once(one_user: Callable[[int], list[tuple[float, tuple[str, ...]]]], users: int) -> Waits:
    started = time.monotonic()
    with ThreadPoolExecutor(users) as pool:
        waits = [wait for found in pool.map(one_user, range(users)) for wait in found]
    total = time.monotonic() - started
    return Waits(tuple(seconds for seconds, _ in waits), total, tuple(f for _, faults in waits for f in faults))


def _timed(request: Callable[[], requests.Response]) -> tuple[float, tuple[str, ...]]:
    started = time.monotonic()
    try:
        answer = request()
    except requests.RequestException as error:
        return time.monotonic() - started, (f"没有应答（{type(error).__name__}）",)
    return time.monotonic() - started, () if answer.ok else (f"应答的状态是{answer.status_code}",)
