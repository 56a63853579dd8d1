"""The contact list as a file: out as .xlsx or .csv, and back in after a look at what would change."""

from __future__ import annotations

import asyncio
import json

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, raw, redirect

from bot.accounts.guard import requires
from bot.desk.desk import Desk, desk_page
from bot.desk.upkeep_pages import user_name
from bot.web.errors import BadRequest
from knowledge.contact_file import Preview, read_changes, write_csv, write_xlsx
from knowledge.edits import FIELDS, EditError, Wish

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def add_file_pages(pages: Blueprint, desk: Desk) -> None:
    @pages.get("/desk/upkeep/contacts.xlsx")
    @requires("editor")
    async def as_xlsx(_request: Request) -> HTTPResponse:
        content = await asyncio.to_thread(write_xlsx, await desk.knowledge())
        return _file(content, "contacts.xlsx", _XLSX)

    @pages.get("/desk/upkeep/contacts.csv")
    @requires("editor")
    async def as_csv(_request: Request) -> HTTPResponse:
        content = await asyncio.to_thread(write_csv, await desk.knowledge())
        return _file(content, "contacts.csv", "text/csv; charset=utf-8")

    @pages.post("/desk/upkeep/preview")
    @requires("editor")
    async def preview(request: Request) -> HTTPResponse:
        sent = request.files.get("contacts") if request.files else None
        if sent is None or not sent.name:
            return _preview(request, None, "请先选一个文件")
        found = await asyncio.to_thread(read_changes, sent.body, sent.name, await desk.knowledge())
        return _preview(request, found)

    @pages.post("/desk/upkeep/apply")
    @requires("editor")
    async def apply(request: Request) -> HTTPResponse:
        try:
            wishes = [Wish("unit", *json.loads(change)) for change in request.form.getlist("change") or []]
        except (TypeError, ValueError) as error:
            raise BadRequest("请从“看看会改什么”那一页提交") from error
        try:
            await asyncio.to_thread(desk.edits.change_all, user_name(request), wishes)
        except EditError as refused:
            return _preview(request, None, f"{refused}。一处也没有改")
        return redirect("/desk/upkeep/history", status=303)


def _preview(request: Request, found: Preview | None, error: str = "") -> HTTPResponse:
    bad = error or (found is not None and found.faults)
    return desk_page(request, "desk/preview.html", 400 if bad else 200, found=found, error=error, labels=FIELDS)


def _file(content: bytes, name: str, kind: str) -> HTTPResponse:
    return raw(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
