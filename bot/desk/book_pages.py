"""The phone book and the whole document."""

from __future__ import annotations

from itertools import groupby

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from actions.rendering.wording import NUMERALS
from bot.accounts.guard import requires
from bot.desk.desk import Desk, desk_page
from bot.desk.sheets.parts import reached


def add_book_pages(pages: Blueprint, desk: Desk) -> None:
    @pages.get("/desk/phones")
    @requires("reader")
    async def phones(request: Request) -> HTTPResponse:
        knowledge = await desk.knowledge()
        units = [reached(knowledge, unit) for unit in knowledge.document.units]
        numbers = knowledge.curation.emergency_numbers
        return desk_page(request, "desk/phones.html", units=units, emergency=numbers)

    @pages.get("/desk/document")
    @requires("reader")
    async def document(request: Request) -> HTTPResponse:
        knowledge = await desk.knowledge()
        items = [(item, list(rows)) for item, rows in groupby(knowledge.document.duties, lambda row: row.item)]
        return desk_page(
            request,
            "desk/document.html",
            document=knowledge.document,
            duties=[(f"第{item}项", rows) for item, rows in items],
            flags=knowledge.flags,
            numerals=NUMERALS,
        )
