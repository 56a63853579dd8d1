"""The desk's pages on a small app without the bot's model, and who uses them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.accounts.pages import add_accounts
from bot.accounts.users import Users
from bot.database import Database
from bot.desk.desk import Desk
from bot.desk.pages import add_desk
from bot.library import Library
from knowledge.curation import Curation
from knowledge.document import Document
from knowledge.edits import Edits
from knowledge.query import LiveKnowledge
from knowledge.store import Store
from tests.actions.turns import THRESHOLDS
from tests.bot.staff import Browser, serving, signed_in, small_app


class Counter:
    """A desk that is being served. ``visitor`` is not signed in; reading is open."""

    def __init__(self, url: str, store: Store, users: Users) -> None:
        self.url, self.store, self._users = url, store, users
        self.visitor = Browser(url)

    def editor(self, name: str = "bianji") -> Browser:
        return signed_in(self.url, self._users, name, "editor")

    def reader(self, name: str = "chayue") -> Browser:
        return signed_in(self.url, self._users, name, "reader")

    def again(self, name: str) -> Browser:
        """A known user at another computer."""
        browser = Browser(self.url)
        assert browser.sign_in(name).status_code == 303
        return browser


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
    library, edits = Library(LiveKnowledge(store, document.id)), Edits(store, document.id)
    add_desk(app, Desk.open(library, edits, database, THRESHOLDS))
    with serving(app) as address:
        yield Counter(address, store, Users(database))
