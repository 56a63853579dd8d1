"""Recent and pinned look-ups, and “有误”: what a reader leaves behind."""

from __future__ import annotations

import asyncio

from sanic import Blueprint
from sanic.exceptions import NotFound
from sanic.request import Request
from sanic.response import HTTPResponse, empty

from bot.accounts.guard import requires, signed_in
from bot.desk.desk import Desk, desk_page
from bot.desk.people import person_of
from bot.desk.reports import ReportError
from bot.desk.sheets import Sheet, sheet_of


def add_keeping_pages(pages: Blueprint, desk: Desk) -> None:
    @pages.post("/desk/recent")
    @requires("reader")
    async def looked_up(request: Request) -> HTTPResponse:
        sheet = await _named(request, desk)
        await asyncio.to_thread(desk.keeping.looked_up, person_of(request), sheet.kind, sheet.key)
        return empty()

    @pages.post("/desk/pins")
    @requires("reader")
    async def pin(request: Request) -> HTTPResponse:
        sheet = await _named(request, desk)
        pinned = await asyncio.to_thread(desk.keeping.toggle, person_of(request), sheet.kind, sheet.key)
        return desk_page(request, "desk/pin.html", sheet=sheet, is_pinned=pinned)

    @pages.get("/desk/report")
    @requires("reader")
    async def wrong(request: Request) -> HTTPResponse:
        return desk_page(
            request, "desk/report.html", sheet=await _named(request, desk), error="", comment="", sent=False
        )

    @pages.post("/desk/report")
    @requires("reader")
    async def report(request: Request) -> HTTPResponse:
        sheet, comment = await _named(request, desk), request.form.get("comment") or ""
        session = signed_in(request)
        who = session.user.name if session else ""
        try:
            await asyncio.to_thread(desk.reports.add, who, sheet.kind, sheet.key, comment)
        except ReportError as refused:
            values = {"sheet": sheet, "error": str(refused), "comment": comment, "sent": False}
            return desk_page(request, "desk/report.html", 400, **values)
        return desk_page(request, "desk/report.html", sheet=sheet, error="", comment="", sent=True)


async def _named(request: Request, desk: Desk) -> Sheet:
    """The sheet that the request's ``kind`` and ``key`` name."""
    given = request.form if request.method == "POST" else request.args
    sheet = sheet_of(await desk.knowledge(), given.get("kind") or "", given.get("key") or "")
    if sheet is None:
        raise NotFound("文件里没有这一项")
    return sheet
