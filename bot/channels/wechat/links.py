"""反问的选项变成可以点的链接：点了，微信就替用户发出选项的文字。

The platform does not document ``weixin://bizmsgmenu``. What comes back is an
ordinary text message with ``msgmenucontent`` (and a ``bizmsgmenuid``, which
test accounts leave out); so it is the title, which the bot understands also
when a link is tapped long after, and the number stands in front to be typed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_LINK = '<a href="weixin://bizmsgmenu?msgmenucontent={title}&msgmenuid={number}">{title}</a>'
_LINKED = re.compile(r'<a href="weixin://bizmsgmenu\?[^"]*">(.*?)</a>')
# What would end the attribute, the address or the link stands in its full width: names are compared in one width.
_SAFE = str.maketrans({sign: chr(ord(sign) + 0xFEE0) for sign in "\"'<>&#%+=?/\\"} | dict.fromkeys(" \t\r\n"))


def linked(text: str, titles: Sequence[str]) -> str:
    """``text`` with each numbered line of an option, ``2. 居民身份证``, as a link behind its number."""
    links = {
        f"{number}. {title}": f"{number}. " + _LINK.format(title=title.translate(_SAFE), number=number)
        for number, title in enumerate(titles, 1)
    }
    return "\n".join(links.get(line, line) for line in text.split("\n"))


def unlinked(text: str) -> str:
    """``text`` with the titles in place of the links."""
    return _LINKED.sub(r"\1", text)
