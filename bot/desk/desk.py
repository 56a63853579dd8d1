"""What the desk's pages work with, for the whole process; and how they are rendered."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sanic.request import Request
from sanic.response import HTTPResponse

from actions.thresholds import Thresholds
from bot.accounts.guard import staff_page
from bot.database import Database
from bot.desk.keeping import Keeping
from bot.desk.reports import Reports
from bot.desk.sheets import address, place_address, slip_address, thing_at
from bot.library import Library
from bot.web.rendering import templates
from knowledge.edits import Edits
from knowledge.query import Knowledge
from knowledge.search import SearchIndex

_templates = templates(Path(__file__).parent / "templates")
_templates.globals.update(
    address=address,
    place_address=place_address,
    slip_address=slip_address,
    thing_address=lambda ref: address(*thing_at(ref)),
)


@dataclass(frozen=True)
class Desk:
    library: Library
    edits: Edits
    keeping: Keeping
    reports: Reports
    thresholds: Thresholds

    @classmethod
    def open(cls, library: Library, edits: Edits, database: Database, thresholds: Thresholds) -> Desk:
        """Reads nothing yet."""
        return cls(library, edits, Keeping(database), Reports(database), thresholds)

    async def current(self) -> tuple[Knowledge, SearchIndex]:
        return await asyncio.to_thread(self.library.current)

    async def knowledge(self) -> Knowledge:
        return (await self.current())[0]


def desk_page(request: Request, template: str, status: int = 200, **values: Any) -> HTTPResponse:
    """A page or a part of one, e.g. ``desk/search.html``."""
    return staff_page(request, _templates.get_template(template), status, **values)


def is_part(request: Request) -> bool:
    """Does htmx ask for the part of a page that it swaps in?"""
    return "HX-Request" in request.headers
