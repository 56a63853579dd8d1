"""The desk's pages on a small app without the bot's model, and who uses them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from bot.accounts.pages import add_accounts
from bot.accounts.users import Users
from bot.database import Database
from bot.desk.desk import Desk
from bot.desk.pages import add_desk
from knowledge.curation import Curation
from knowledge.document import Document
from knowledge.store import Store
from tests.actions.turns import THRESHOLDS
from tests.bot.accounts.conftest import serving, small_app

GOOD_PASSWORD = "correct horse"
_TOKEN = re.compile(r'"X-CSRF-Token": "([^"]+)"')


class Browser:
    """Goes to pages and sends their forms, as somebody does without scripts."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._session = requests.Session()
        self._session.headers["Accept"] = "text/html"

    def get(self, path: str, **options: Any) -> requests.Response:
        return self._session.get(self._url + path, allow_redirects=False, **options)

    def fill(self, path: str, at: str = "", **fields: str) -> requests.Response:
        """Send a form of the page at ``path`` to ``at``, or to the page itself."""
        return self._send(path, at or path, data=fields)

    def post(self, path: str, **fields: str) -> requests.Response:
        return self._send("/desk", path, data=fields)

    def upload(self, path: str, at: str, field: str, name: str, content: bytes) -> requests.Response:
        return self._send(path, at, files={field: (name, content)})

    def post_without_token(self, path: str, **fields: str) -> requests.Response:
        return self._session.post(self._url + path, data=fields, allow_redirects=False)

    def _send(self, page: str, path: str, data: Any = None, files: Any = None) -> requests.Response:
        token = _TOKEN.search(self.get(page).text)
        assert token
        fields = {"csrf": token[1], **(data or {})}
        return self._session.post(self._url + path, data=fields, files=files, allow_redirects=False)


class Counter:
    """A desk that is being served. ``visitor`` is not signed in; reading is open."""

    def __init__(self, url: str, store: Store, users: Users) -> None:
        self.url, self.store, self._users = url, store, users
        self.visitor = Browser(url)

    def editor(self, name: str = "bianji") -> Browser:
        return self._new(name, "editor")

    def reader(self, name: str = "chayue") -> Browser:
        return self._new(name, "reader")

    def again(self, name: str) -> Browser:
        """A known user at another computer."""
        browser = Browser(self.url)
        assert browser.fill("/signin", name=name, password=GOOD_PASSWORD, next="/desk").status_code == 303
        return browser

    def _new(self, name: str, role: str) -> Browser:
        self._users.add(name, role)
        self._users.set_password(name, GOOD_PASSWORD)
        return self.again(name)


@pytest.fixture
def counter(tmp_path: Path, document: Document, curation: Curation) -> Iterator[Counter]:
    url = f"sqlite:///{tmp_path}/rightdoor.db"
    store, database = Store(url), Database(url)
    store.upgrade()
    store.replace(document, curation)
    database.upgrade()
    app = small_app()
    app.ctx.agent = None
    add_accounts(app, database, open_reading=True)
    add_desk(app, Desk.open(store, document.id, database, THRESHOLDS))
    with serving(app) as address:
        yield Counter(address, store, Users(database))
