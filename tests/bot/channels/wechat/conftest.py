from collections.abc import Iterator

import pytest

from tests.bot.channels.wechat.stand_in import StandIn


@pytest.fixture
def platform() -> Iterator[StandIn]:
    stand_in = StandIn()
    yield stand_in
    stand_in.open.set()
    stand_in.shutdown()
    stand_in.server_close()
