"""A stand-in for the platform: pushes to a running server as the platform does, and looks hard at what comes back.

For an operator who wants to know that an account works before it goes live.
The signing side is wechatpy's own, not the code that checks it.
"""

from __future__ import annotations

import itertools
import random
import secrets
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import NamedTuple, Optional
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import requests
from wechatpy.crypto import WeChatCrypto
from wechatpy.exceptions import WeChatException
from wechatpy.utils import WeChatSigner

from bot.channels.wechat.channel import NO_REPLY
from bot.channels.wechat.envelope import Account
from bot.channels.wechat.replies import LONGEST

PATIENCE = 5.0  # seconds, then the platform cuts the connection and pushes again
ATTEMPTS = 3
ACCOUNT_NAME = "gh_simulated"
DIFFERENT = "同一条推送得到不同的回复"
MODES = ("plain", "compatible", "safe")


class SimulationError(Exception):
    """The simulation cannot begin: one line saying why."""


class Push(NamedTuple):
    """What the platform pushes, and may push again."""

    user: str
    said: str
    xml: str


@dataclass(frozen=True)
class Outcome:
    """What became of one push. ``faults``: what the platform or the user would have minded.

    ``repeats``: how many times it was pushed again although it had been answered.
    """

    user: str
    said: str
    reply: str
    seconds: float
    faults: tuple[str, ...] = ()
    repeats: int = 0

    @property
    def note(self) -> str:
        alike = "不同" if DIFFERENT in self.faults else "相同"
        return f"{self.seconds:.2f}秒" + (f"，又推了{self.repeats}遍，回复{alike}" if self.repeats else "")

    def repeated(self, again: Outcome) -> Outcome:
        """This outcome, after the same push was made again."""
        differ = () if again.reply == self.reply else (DIFFERENT,)
        faults = tuple(dict.fromkeys((*self.faults, *again.faults, *differ)))
        seconds = max(self.seconds, again.seconds)
        return replace(self, seconds=seconds, faults=faults, repeats=self.repeats + 1 + again.repeats)


@dataclass
class Platform:
    """Pushes to ``address``; ``mode`` is one of ``MODES``; ``doubled``: every push comes twice at once."""

    address: str
    account: Account
    mode: str
    doubled: bool = False
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(time.time_ns() // 1000))

    def __post_init__(self) -> None:
        if self.mode != "plain" and not self.account.keys:
            raise SimulationError("兼容模式和安全模式要先设环境变量WECHAT_AES_KEY")

    def say(self, user: str, words: str) -> Outcome:
        """One text of one user."""
        return self.push(self.written(user, words))

    def written(self, user: str, words: str) -> Push:
        content = f"<MsgType>text</MsgType><Content>{escape(words)}</Content><MsgId>{next(self._numbers)}</MsgId>"
        names = f"<ToUserName>{ACCOUNT_NAME}</ToUserName><FromUserName>{user}</FromUserName>"
        return Push(user, words, f"<xml>{names}<CreateTime>{int(time.time())}</CreateTime>{content}</xml>")

    def push(self, push: Push) -> Outcome:
        return self.twice(push) if self.doubled else self.once(push)

    def twice(self, push: Push) -> Outcome:
        """Both at once."""
        with ThreadPoolExecutor(2) as pool:
            first, second = pool.map(self.once, (push, push))
        return first.repeated(second)

    def once(self, push: Push) -> Outcome:
        """Until it is answered, three times at most."""
        started = time.monotonic()
        for attempt in range(1, ATTEMPTS + 1):
            query, body = self._signed(push.xml)
            try:
                answer = requests.post(self.address, params=query, data=body.encode(), timeout=PATIENCE)
            except requests.Timeout:
                continue
            except requests.RequestException as error:
                raise SimulationError(f"连不上{self.address}（{type(error).__name__}）：服务起来了吗？") from None
            reply, faults = self._look_at(push.user, answer)
            if attempt > 1:
                faults = (*faults, f"第{attempt}次才答，前面的超过了{PATIENCE:g}秒")
            return Outcome(push.user, push.said, reply, time.monotonic() - started, faults)
        fault = f"推了{ATTEMPTS}次都没有在{PATIENCE:g}秒内答"
        return Outcome(push.user, push.said, "", time.monotonic() - started, (fault,))

    def _signed(self, xml: str) -> tuple[dict[str, str], str]:
        stamp, nonce = str(int(time.time())), secrets.token_hex(5)
        signer = WeChatSigner()
        signer.add_data(self.account.token, stamp, nonce)
        query = {"signature": signer.signature, "timestamp": stamp, "nonce": nonce}
        if self.mode == "plain":
            return query, xml
        sealed = self._crypto().encrypt_message(xml, nonce, stamp)
        query |= {"encrypt_type": "aes", "msg_signature": _inside(sealed, "MsgSignature")}
        beside = xml.removeprefix("<xml>").removesuffix("</xml>") if self.mode == "compatible" else ""
        return query, sealed.replace("<xml>", f"<xml>{beside}", 1)

    def _look_at(self, user: str, answer: requests.Response) -> tuple[str, tuple[str, ...]]:
        if answer.status_code != 200:
            return "", (f"应答的状态是{answer.status_code}：令牌、密钥和服务器上设的一样吗？",)
        if answer.text == NO_REPLY:
            return "", ("没有回复",)
        try:
            xml = answer.text if self.mode == "plain" else self._opened(answer.text)
            reply = {child.tag: child.text or "" for child in ElementTree.fromstring(xml)}
            said = reply["Content"]
        except (ElementTree.ParseError, KeyError, IndexError, ValueError, WeChatException) as error:
            return "", (f"回复看不懂（{type(error).__name__}）",)
        faults = []
        if (reply.get("ToUserName"), reply.get("FromUserName")) != (user, ACCOUNT_NAME):
            faults.append("回复写给了别人")
        if not 0 < len(said.encode()) <= LONGEST:
            faults.append(f"回复有{len(said.encode())}字节，应为1到{LONGEST}")
        return said, tuple(faults)

    def _opened(self, body: str) -> str:
        parts = (_inside(body, name) for name in ("MsgSignature", "TimeStamp", "Nonce"))
        return str(self._crypto().decrypt_message(body, *parts))

    def _crypto(self) -> WeChatCrypto:
        return WeChatCrypto(self.account.token, self.account.keys[0], self.account.app_id)


def _inside(xml: str, name: str) -> str:
    return xml.split(f"<{name}>")[1].split(f"</{name}>")[0].removeprefix("<![CDATA[").removesuffix("]]>")


def conversations(text: str) -> list[list[str]]:
    """The conversations of a file: one message a line, a blank line between two; lines with # in front don't count."""
    found: list[list[str]] = [[]]
    for line in text.splitlines():
        words = line.strip()
        if words and not words.startswith("#"):
            found[-1].append(words)
        elif not words and found[-1]:
            found.append([])
    return [one for one in found if one]


def play(platform: Platform, told: Sequence[Sequence[str]], out_of_order: bool = False) -> Iterator[Outcome]:
    """All conversations at once, each with a user of its own; each comes out when it is over, in order."""
    told_by_one = converse if out_of_order else talk
    with ThreadPoolExecutor(min(50, len(told) or 1)) as pool:
        for outcomes in pool.map(lambda words: list(told_by_one(platform, words)), told):
            yield from outcomes


def talk(platform: Platform, lines: Iterable[str]) -> Iterator[Outcome]:
    """One conversation of a new user, line by line."""
    user = _new_user()
    return (platform.say(user, line.strip()) for line in lines if line.strip())


def converse(platform: Platform, lines: Iterable[str]) -> list[Outcome]:
    """One conversation of a new user, whose pushes all come again when it is over, in any order."""
    user = _new_user()
    pushes = [platform.written(user, line.strip()) for line in lines if line.strip()]
    outcomes = {push: platform.push(push) for push in pushes}
    for push in random.sample(pushes, len(pushes)):
        outcomes[push] = outcomes[push].repeated(platform.push(push))
    return list(outcomes.values())


def _new_user() -> str:
    return f"oSimulated-{secrets.token_hex(6)}"


def summary(outcomes: Sequence[Outcome]) -> Optional[str]:
    """The figures of a simulation, in a line; None of nothing."""
    if not outcomes:
        return None
    seconds = sorted(outcome.seconds for outcome in outcomes)
    faulty = sum(bool(outcome.faults) for outcome in outcomes)
    repeats = sum(outcome.repeats for outcome in outcomes)
    different = sum(DIFFERENT in outcome.faults for outcome in outcomes)
    alike = f"{different}句的回复前后不同" if different else "回复全都相同"
    return (
        f"{len(outcomes)}句，{faulty}句有毛病；{f'又推了{repeats}遍，{alike}；' if repeats else ''}"
        f"应答中位数{seconds[len(seconds) // 2]:.2f}秒，"
        f"99%在{seconds[min(len(seconds) - 1, int(len(seconds) * 0.99))]:.2f}秒内，最长{seconds[-1]:.2f}秒"
    )
