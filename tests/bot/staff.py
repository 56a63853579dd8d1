"""What tests of the staff's pages share: a small app without the bot's model, and who uses it."""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

import requests
from sanic import Sanic

from bot.accounts.users import Users
from bot.bench.server import free_port
from bot.web.errors import add_error_handler

GOOD_PASSWORD = "correct horse"
_NUMBERS = count()
_TOKEN = re.compile(r'name="csrf" value="([^"]+)"|"X-CSRF-Token": "([^"]+)"')


def small_app() -> Sanic:
    """As bot.server makes it, without the bot."""
    Sanic.test_mode = True  # one process may serve one app after the other
    app = Sanic(f"staff-{next(_NUMBERS)}", configure_logging=False)
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


class Browser:
    """Goes to pages and sends their forms, as somebody does without scripts."""

    def __init__(self, url: str) -> None:
        self._url = url
        self.session = requests.Session()
        self.session.headers["Accept"] = "text/html"

    def get(self, path: str, **options: Any) -> requests.Response:
        return self.session.get(self._url + path, allow_redirects=False, **options)

    def fill(self, path: str, at: str = "", **fields: str) -> requests.Response:
        """Send a form of the page at ``path`` to ``at``, or to the page itself."""
        return self._send(path, at or path, data=fields)

    def sign_in(self, name: str, password: str = GOOD_PASSWORD, back: str = "/desk") -> requests.Response:
        return self.fill("/signin", name=name, password=password, next=back)

    def post(self, path: str, **fields: str) -> requests.Response:
        return self._send("/desk", path, data=fields)

    def upload(self, path: str, at: str, field: str, name: str, content: bytes) -> requests.Response:
        return self._send(path, at, files={field: (name, content)})

    def post_without_token(self, path: str, **fields: str) -> requests.Response:
        return self.session.post(self._url + path, data=fields, allow_redirects=False)

    def _send(self, page: str, path: str, data: Any = None, files: Any = None) -> requests.Response:
        token = _TOKEN.search(self.get(page).text)
        assert token
        fields = {"csrf": token[1] or token[2], **(data or {})}
        return self.session.post(self._url + path, data=fields, files=files, allow_redirects=False)


def signed_in(url: str, users: Users, name: str, role: str) -> Browser:
    """The browser of a new user who has changed the one-time password."""
    users.add(name, role)
    users.set_password(name, GOOD_PASSWORD)
    browser = Browser(url)
    assert browser.sign_in(name).status_code == 303
    return browser
