"""回复用户的文字：一条不超过 2000 字节，装进被动回复的 XML。

Older pages of the platform name 2048 bytes, the current one no number; what is
too long is cut off by it without a word, so the rest waits for 「更多」.
"""

from __future__ import annotations

import re
import time
from typing import Optional

from bot.channels.wechat.links import unlinked

LONGEST = 2000  # UTF-8 bytes
MORE = "更多"
HINT = f"\n（回复“{MORE}”查看余下内容）"
_ROOM = LONGEST - len(HINT.encode())
# Where a text may be cut, best places first; each keeps the sign before the cut.
_ENDS = (re.compile(r"\n"), re.compile(r"[。！？；!?;]"), re.compile(r"[，、,：:]"))
_SHORTEST_SHARE = 2  # a cut must leave at least one in so many of the room's bytes used
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def pages(text: str) -> tuple[str, ...]:
    """Part a text into replies of at most ``LONGEST`` bytes, all but the last with the hint how to go on.

    Without the hints they are, one after the other, the text; one that is too long loses its links, lest they be cut.
    """
    found = []
    if len(text.encode()) > LONGEST:
        text = unlinked(text)
    while len(text.encode()) > LONGEST:
        cut = _cut(text)
        found.append(text[:cut] + HINT)
        text = text[cut:]
    return (*found, text)


def remainder(text: str) -> str:
    """What the first page leaves over."""
    return "".join(page.removesuffix(HINT) for page in pages(text)[1:])


def _cut(text: str) -> int:
    """The number of characters that the first page takes of a text that is too long for one."""
    fitting = text.encode()[:_ROOM].decode(errors="ignore")
    for ends in _ENDS:
        last = max((match.end() for match in ends.finditer(fitting)), default=0)
        if len(fitting[:last].encode()) * _SHORTEST_SHARE >= _ROOM:
            return last
    return len(fitting)


def text_reply(user: str, account: str, text: str, now: Optional[float] = None) -> str:
    """被动回复文本消息的 XML。``]]>`` 和控制字符不会跑出来。"""
    stamp = int(time.time() if now is None else now)
    return (
        f"<xml><ToUserName>{_cdata(user)}</ToUserName><FromUserName>{_cdata(account)}</FromUserName>"
        f"<CreateTime>{stamp}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content>{_cdata(text)}</Content></xml>"
    )


def _cdata(text: str) -> str:
    shown = _UNPRINTABLE.sub("", text).replace("]]>", "]]＞")
    return f"<![CDATA[{shown}]]>"
