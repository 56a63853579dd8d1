"""An empty database, and a small app with nothing but accounts, on a free port."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
from sanic import Sanic

from bot.bench.server import free_port
from bot.database import Database
from bot.web.errors import add_error_handler

_NUMBERS = count()


class Clock:
    """A time that only the test moves."""

    def __init__(self) -> None:
        self.seconds = 1_000_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """Empty, its tables up to date."""
    empty = Database(f"sqlite:///{tmp_path}/rightdoor.db")
    empty.upgrade()
    yield empty
    empty.engine.dispose()


@pytest.fixture
def clock() -> Clock:
    return Clock()


def small_app() -> Sanic:
    """As bot.server makes it, without the bot."""
    Sanic.test_mode = True  # one process may serve one app after the other
    app = Sanic(f"accounts-{next(_NUMBERS)}", configure_logging=False)
    app.config.FALLBACK_ERROR_FORMAT = "json"
    add_error_handler(app)
    return app


@contextmanager
def serving(app: Sanic) -> Iterator[str]:
    """The app's address, while it is served by a thread of this process."""
    port, loop = free_port(), asyncio.new_event_loop()

    async def start() -> None:
        server = await app.create_server("127.0.0.1", port, access_log=False, return_asyncio_server=True)
        await server.startup()
        await server.start_serving()

    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    asyncio.run_coroutine_threadsafe(start(), loop).result(10)
    yield f"http://127.0.0.1:{port}"
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)
