"""What the trainers' pages work with, for the whole process; and how they are rendered."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sanic.request import Request
from sanic.response import HTTPResponse

from bot.accounts.guard import signed_in, staff_page
from bot.database import Database
from bot.desk.reports import Reports
from bot.desk.sheets import address, place_address
from bot.library import Library
from bot.review import called
from bot.review.labelling import Labelling
from bot.review.labels import Labels
from bot.review.look import Look, read_look
from bot.review.trained import Trained
from bot.review.turns import Turns
from bot.review.wording import INTENTS, VERDICTS
from bot.web.rendering import templates
from knowledge.query import Knowledge
from knowledge.search import SearchIndex
from knowledge.staff import BEIJING

_templates = templates(Path(__file__).parent / "templates")
_templates.globals.update(
    address=address,
    place_address=place_address,
    called=called,
    local=lambda at: datetime.fromtimestamp(at, BEIJING),
    INTENTS=INTENTS,
    VERDICTS=VERDICTS,
)


@dataclass(frozen=True)
class Review:
    """``confirming``: a second trainer must agree before a label is used."""

    library: Library
    turns: Turns
    labels: Labels
    reports: Reports
    trained: Trained
    confirming: bool

    @classmethod
    def open(cls, library: Library, database: Database, trained: Trained, confirming: bool) -> Review:
        """Reads nothing yet."""
        labels = Labels(database, confirming)
        return cls(library, Turns(database), labels, Reports(database), trained, confirming)

    @property
    def labelling(self) -> Labelling:
        return Labelling(self.turns, self.labels)

    async def current(self) -> tuple[Knowledge, SearchIndex]:
        return await asyncio.to_thread(self.library.current)

    async def knowledge(self) -> Knowledge:
        return (await self.current())[0]

    async def titles(self) -> dict[str, str]:
        """Of the matters, by their ids."""
        return {key: matter.title for key, matter in (await self.knowledge()).matters.items()}

    async def look(self, request: Request) -> Look:
        """The look that the request's address holds."""
        return await asyncio.to_thread(read_look, request.args, *await self.current())


def review_page(request: Request, template: str, status: int = 200, **values: Any) -> HTTPResponse:
    """A page or a part of one, e.g. ``review/queue.html``."""
    return staff_page(request, _templates.get_template(template), status, **values)


def trainer(request: Request) -> str:
    """The name of who is signed in."""
    session = signed_in(request)
    assert session is not None  # the guard let only a trainer in
    return session.user.name
