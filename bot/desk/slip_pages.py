"""The slip that a citizen takes away: one printed page, with a QR code that leads to the same page."""

from __future__ import annotations

from urllib.parse import unquote

import segno
from sanic import Blueprint
from sanic.exceptions import NotFound
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.accounts.guard import anyone
from bot.desk.desk import Desk, desk_page
from bot.desk.sheets import sheet_of, slip_address
from bot.desk.slip import slip_of


def add_slip_pages(pages: Blueprint, desk: Desk) -> None:
    @pages.get("/slip/<kind:str>/<key:path>")
    @anyone
    async def slip(request: Request, kind: str, key: str) -> HTTPResponse:
        knowledge = await desk.knowledge()
        sheet = sheet_of(knowledge, kind, unquote(key))
        if sheet is None:
            raise NotFound("文件里没有这一项")
        address = f"{request.scheme}://{request.host}{slip_address(sheet.kind, sheet.key)}"
        code = segno.make(address, error="m").svg_data_uri(scale=4, border=1)
        return desk_page(request, "desk/slip.html", sheet=sheet, slip=slip_of(sheet), address=address, code=code)
