"""Editors change contacts, notes and other names; every change is kept and can be taken back."""

from __future__ import annotations

import asyncio
from typing import Optional
from urllib.parse import quote, unquote

from sanic import Blueprint
from sanic.exceptions import NotFound
from sanic.request import Request
from sanic.response import HTTPResponse, redirect

from bot.accounts.guard import requires, signed_in
from bot.desk.desk import Desk, desk_page
from bot.desk.sheets import address, sheet_of
from knowledge.edits import FIELDS, FIELDS_OF, EditError, Wish
from knowledge.query import Knowledge


def add_upkeep_pages(pages: Blueprint, desk: Desk) -> None:
    @pages.get("/desk/upkeep")
    @requires("editor")
    async def overview(request: Request) -> HTTPResponse:
        knowledge = await desk.knowledge()
        rows = [(unit, {f: _value(knowledge, "unit", unit, f) for f in FIELDS}) for unit in knowledge.document.units]
        reports = await asyncio.to_thread(desk.reports.all)
        return desk_page(request, "desk/upkeep.html", rows=rows, fields=FIELDS, reports=reports)

    @pages.get("/desk/upkeep/history")
    @requires("editor")
    async def history(request: Request) -> HTTPResponse:
        return await _history(request, desk)

    @pages.post("/desk/upkeep/undo")
    @requires("editor")
    async def undo(request: Request) -> HTTPResponse:
        number = request.form.get("edit") or ""
        try:
            await asyncio.to_thread(desk.edits.undo, int(number) if number.isdigit() else 0, user_name(request))
        except EditError as refused:
            return await _history(request, desk, str(refused))
        return redirect("/desk/upkeep/history", status=303)

    @pages.post("/desk/upkeep/settle")
    @requires("editor")
    async def settle(request: Request) -> HTTPResponse:
        number = request.form.get("report") or ""
        if number.isdigit():
            await asyncio.to_thread(desk.reports.settle, int(number))
        return redirect("/desk/upkeep", status=303)

    @pages.get("/desk/upkeep/<kind:(unit|matter|department)>/<key:path>")
    @requires("editor")
    async def form(request: Request, kind: str, key: str) -> HTTPResponse:
        return _form(request, await desk.knowledge(), kind, unquote(key))

    @pages.post("/desk/upkeep/<kind:(unit|matter|department)>/<key:path>")
    @requires("editor")
    async def change(request: Request, kind: str, key: str) -> HTTPResponse:
        key = unquote(key)
        wishes = [
            Wish(kind, key, field, request.form.get(field) or "", request.form.get(f"old_{field}") or "")
            for field in FIELDS_OF[kind]
        ]
        wanted = [wish for wish in wishes if wish.new.strip() != wish.expected_old]
        try:
            await asyncio.to_thread(desk.edits.change_all, user_name(request), wanted)
        except EditError as refused:
            typed = {wish.field: wish.new for wish in wishes}
            return _form(request, await desk.knowledge(), kind, key, str(refused), typed)
        return redirect(quote(address(kind, key)), status=303)


def user_name(request: Request) -> str:
    session = signed_in(request)
    assert session is not None  # the guard let only an editor in
    return session.user.name


def _value(knowledge: Knowledge, kind: str, subject: str, field: str) -> str:
    edit = knowledge.given(kind, subject, field)
    return edit.new if edit else ""


def _form(
    request: Request,
    knowledge: Knowledge,
    kind: str,
    key: str,
    error: str = "",
    typed: Optional[dict[str, str]] = None,
) -> HTTPResponse:
    sheet = sheet_of(knowledge, kind, key)
    if sheet is None:
        raise NotFound("文件里没有这一项")
    old = {field: _value(knowledge, kind, key, field) for field in FIELDS_OF[kind]}
    values = {"sheet": sheet, "kind": kind, "key": key, "labels": FIELDS, "old": old, "typed": typed or old}
    return desk_page(request, "desk/upkeep_form.html", 400 if error else 200, error=error, **values)


async def _history(request: Request, desk: Desk, error: str = "") -> HTTPResponse:
    knowledge = await desk.knowledge()
    edits = await asyncio.to_thread(desk.edits.history, 200)
    present = {edit.id for edit in knowledge.values.values()}
    titles = {edit.id: _title(knowledge, edit.subject_kind, edit.subject) for edit in edits}
    values = {"edits": edits, "labels": FIELDS, "present": present, "titles": titles}
    return desk_page(request, "desk/history.html", 400 if error else 200, error=error, **values)


def _title(knowledge: Knowledge, kind: str, subject: str) -> str:
    sheet = sheet_of(knowledge, kind, subject)
    return sheet.title if sheet else subject
