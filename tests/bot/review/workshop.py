"""The pictures and the models' pages on a small app without the bot's model, and who uses them.

All questions, labels and models here are invented.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from sanic import Blueprint

from bot.accounts.pages import add_accounts
from bot.accounts.users import Users
from bot.database import Database
from bot.library import Library
from bot.models.comparison import Comparison
from bot.models.job import Job
from bot.models.register import Register
from bot.review.chart_pages import add_chart_pages
from bot.review.labels import Labels
from bot.review.model_pages import add_model_pages
from bot.review.review import Review
from bot.review.trained import Trained
from bot.review.turns import Turns
from bot.settings import Settings, read_settings
from bot.web.pages import add_pages
from knowledge.curation import Curation
from knowledge.document import Document
from knowledge.query import LiveKnowledge
from knowledge.store import Store
from tests.bot.review.given import NOON, turn
from tests.bot.staff import Browser, serving, signed_in, small_app


class Workshop:
    """``job`` trains with pretended tools (``tests.bot.models.fake_run``)."""

    def __init__(self, settings: Settings, fault: str) -> None:
        self.database = Database(settings.database_url)
        self.turns = Turns(self.database, lambda: NOON + 60)
        self.labels = Labels(self.database, now=lambda: NOON + 60)
        self.register = Register(settings.model, self.database)
        self.job = Job(settings, (sys.executable, "-m", "tests.bot.models.fake_run", fault))
        self.url = ""

    def asked(self, should: str = "", who: str = "xunlian", **values: Any) -> int:
        """Keep a turn; ``should``: the matter that a trainer says it is about."""
        number = self.turns.keep(turn(**values))
        if should:
            self.labels.add(who, [number], f"测试{number}", "matter", [should], "ask_unit")
        return number

    def model(self, comparison: Comparison | None = None, why: str = "新例句（测试虚构）") -> str:
        """The version of a new model in the register."""
        folder = self.register.folder.file("x").parent
        folder.mkdir(exist_ok=True)
        (folder / "trained").write_text("none", encoding="utf-8")
        return self.register.add(folder / "trained", "1a2b3c4d5e6f", "xunlian", why, comparison).version

    def live_model(self) -> str:
        return self.register.go_live(self.model(), "guanli", "第一个（测试虚构）").version

    def visitor(self) -> Browser:
        return Browser(self.url)

    def signed_in(self, role: str = "trainer", name: str = "xunlian") -> Browser:
        return signed_in(self.url, Users(self.database), name, role)


@contextmanager
def opened(folder: Path, document: Document, curation: Curation, fault: str = "none") -> Iterator[Workshop]:
    """``fault``: what goes wrong in a training (``tests.bot.models.fake_run``)."""
    settings = read_settings({"RIGHTDOOR_HOME": str(folder)})
    store = Store(settings.database_url)
    store.upgrade()
    store.replace(document, curation)
    workshop = Workshop(settings, fault)
    workshop.database.upgrade()
    app, pages = small_app(), Blueprint("review")
    app.ctx.agent = SimpleNamespace(model_name=None, is_ready=lambda: True)
    app.ctx.switching = asyncio.Lock()
    add_pages(app, lambda: True)
    add_accounts(app, workshop.database, open_reading=False)
    library = Library(LiveKnowledge(store, document.id))
    review = Review.open(library, workshop.database, Trained(), confirming=False)
    add_chart_pages(pages, review, workshop.database)
    add_model_pages(pages, review, workshop.register, workshop.job)
    app.blueprint(pages)
    with serving(app) as workshop.url:
        yield workshop


def compared(*reasons: str, against: str, **more: Any) -> Comparison:
    """Half a point better than the old model, but for ``reasons``."""
    values: dict[str, Any] = {"figures": (), "matters": (), "better": (), "worse": (), "failed": ()}
    return Comparison(against=against, old=0.9, new=0.905, reasons=reasons, **values | more)
