"""How often each user may do something; of the users heard last."""

from __future__ import annotations

import time
from collections import OrderedDict, deque

_KNOWN_USERS = 20_000


class Rate:
    """So many times within a minute."""

    def __init__(self, per_minute: int) -> None:
        self._per_minute = per_minute
        self._times: OrderedDict[str, deque[float]] = OrderedDict()

    def allows(self, user: str) -> bool:
        now = time.monotonic()
        times = self._times.pop(user, None) or deque(maxlen=self._per_minute)
        self._times[user] = times
        while len(self._times) > _KNOWN_USERS:
            self._times.popitem(last=False)
        if len(times) == self._per_minute and now - times[0] < 60.0:
            return False
        times.append(now)
        return True

    def forget(self, user: str) -> None:
        self._times.pop(user, None)
