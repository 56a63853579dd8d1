"""客服消息：答案来晚了，不等用户再说话就发给他。

Only accounts that the platform has verified may, and only for 48 hours after
a message: where it fails, the answer is due with the next message as ever.
"""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor

from bot.channels.wechat.once import Pushes
from bot.channels.wechat.platform_api import PlatformApi, PlatformError
from bot.channels.wechat.replies import pages

logger = logging.getLogger(__name__)


class CustomerService:
    """Sends on threads of its own: the platform may take its time."""

    def __init__(self, pushes: Pushes, api: PlatformApi) -> None:
        self._pushes, self._api = pushes, api
        self._threads = ThreadPoolExecutor(4, "wechat customer service")

    def send(self, key: str, openid: str) -> None:
        """Send the late answer of a push, unless the next message has brought it. Returns at once."""
        self._threads.submit(self._send, key, openid)

    def _send(self, key: str, openid: str) -> None:
        answer = self._pushes.take_late(key)
        if answer is None:
            return
        try:
            self._api.send_text(openid, pages(answer)[0])
        except Exception as error:
            self._pushes.give_back(key)
            logger.warning("A late answer was not sent (%s); it is due with the next message.", _reason(error))


def _reason(error: Exception) -> str:
    # The platform's own words, and those of libraries, may hold whom the message was for.
    if isinstance(error, PlatformError):
        return f"errcode {error.code}" if error.code else str(error)
    return type(error).__name__
