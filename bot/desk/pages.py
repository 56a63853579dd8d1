"""All pages of the front desk."""

from __future__ import annotations

from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.desk.book_pages import add_book_pages
from bot.desk.desk import Desk
from bot.desk.file_pages import add_file_pages
from bot.desk.keeping_pages import add_keeping_pages
from bot.desk.people import keep_browser
from bot.desk.search_pages import add_search_pages
from bot.desk.slip_pages import add_slip_pages
from bot.desk.upkeep_pages import add_upkeep_pages


def add_desk(app: Sanic, desk: Desk) -> None:
    """Add ``/desk`` and all below it, and ``/slip``. The app has its accounts already."""
    pages = Blueprint("desk")
    for add in (
        add_search_pages,
        add_book_pages,
        add_slip_pages,
        add_keeping_pages,
        add_upkeep_pages,
        add_file_pages,
    ):
        add(pages, desk)

    @pages.on_response
    async def keep(request: Request, response: HTTPResponse) -> None:
        keep_browser(request, response)

    app.blueprint(pages)
