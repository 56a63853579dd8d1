"""The trainers' pages on a small app without the bot's model, and who uses them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bot.accounts.pages import add_accounts
from bot.accounts.users import Users
from bot.database import Database
from bot.desk.desk import Desk
from bot.desk.pages import add_desk
from bot.library import Library
from bot.review.pages import add_review
from bot.review.review import Review
from bot.review.trained import Trained
from bot.review.turns import Guess, NewTurn
from bot.web.pages import add_pages
from knowledge.curation import Curation
from knowledge.document import Document
from knowledge.edits import Edits
from knowledge.query import LiveKnowledge
from knowledge.store import Store
from tests.actions.turns import THRESHOLDS
from tests.bot.review.conftest import small_data
from tests.bot.review.given import NOON, turn
from tests.bot.staff import Browser, serving, signed_in, small_app

EXAM = "楼下跳广场舞归哪个部门"


class Room:
    """Where trainers work: the pages are being served, nlu_data is a small one."""

    def __init__(self, url: str, review: Review, store: Store, users: Users) -> None:
        self.url, self.review, self.store, self._users = url, review, store, users

    @property
    def folder(self) -> Path:
        """nlu_data"""
        return self.review.trained.folder

    def trainer(self, name: str = "xunlian", role: str = "trainer") -> Browser:
        return signed_in(self.url, self._users, name, role)

    def asked(self, *turns: NewTurn) -> tuple[int, ...]:
        return self.review.turns.keep_all(turns)

    def state(self, number: int) -> str:
        kept = self.review.turns.get(number)
        assert kept
        return kept.state


@contextmanager
def open_room(folder: Path, document: Document, curation: Curation, confirming: bool = False) -> Iterator[Room]:
    url = f"sqlite:///{folder}/rightdoor.db"
    store, database = Store(url), Database(url)
    store.upgrade()
    store.replace(document, curation)
    database.upgrade()
    app = small_app()
    app.ctx.agent = None
    add_pages(app, lambda: True)
    add_accounts(app, database, open_reading=True)
    library = Library(LiveKnowledge(store, document.id))
    add_desk(app, Desk.open(library, Edits(store, document.id), database, THRESHOLDS))
    data = small_data(folder, "dog_barking", "noise_neighbour", "楼上半夜蹦跶谁管")
    review = Review.open(library, database, Trained(data, (_exam(folder),)), confirming)
    add_review(app, review)
    with serving(app) as address:
        yield Room(address, review, store, Users(database))


def _exam(folder: Path) -> Path:
    place = folder / "golden"
    place.mkdir()
    (place / "some.jsonl").write_text(f'{{"id": "1", "kind": "answer", "text": "{EXAM}"}}\n', encoding="utf-8")
    return place


def refused(text: str, user: str = "web-a", at: float = NOON, margin: float = 0.3, **more: Any) -> NewTurn:
    """The bot thought of dogs and of noise, and sent the resident away."""
    values: dict[str, Any] = {
        "intent": "out_of_scope",
        "matter": "",
        "confidence": 0.55,
        "guesses": (Guess("out_of_scope", 0.55), Guess("dog_barking", 0.3), Guess("noise_neighbour", 0.1)),
        "kind": "out_of_scope",
        "refs": (),
        "answer": "这件事不归公安局管。",
        "evidence": "dog_barking",
    }
    return turn(text, at, user=user, margin=margin, **values | more)
