"""Search as you type, the page of each thing, and what the bot would answer."""

from __future__ import annotations

import asyncio
from typing import Any, Optional
from urllib.parse import quote, unquote

from rasa.core.agent import Agent
from sanic import Blueprint
from sanic.exceptions import NotFound
from sanic.request import Request
from sanic.response import HTTPResponse, redirect

from bot.accounts.guard import requires, signed_in
from bot.cleaning import has_words
from bot.desk.desk import Desk, desk_page, is_part
from bot.desk.hit_test import hit_test
from bot.desk.keeping import Kept
from bot.desk.people import person_of
from bot.desk.sheets import Sheet, address, answer_text, sheet_of
from bot.web.errors import BadRequest
from knowledge.query import Knowledge
from knowledge.search import GROUPS, Hit

LONGEST = 200  # characters of a query
MOST = 40  # results
EXAMPLES = (
    ("sfz", "拼音首字母"),
    ("狗叫", "平常的说法"),
    ("交警 电话", "科室加要问的"),
    ("旅馆多久查一次", "整句话"),
    ("boundaries/9", "原文编号"),
    ("591号", "文号"),
)
_ASKING = "谁哪归管找咋怎么吗呢啥几多少？?"
_SHORTEST_QUESTION = 4


def add_search_pages(pages: Blueprint, desk: Desk) -> None:
    @pages.get("/desk")
    @requires("reader")
    async def search(request: Request) -> HTTPResponse:
        query = _query(request)
        knowledge, index = await desk.current()
        hits = await asyncio.to_thread(index.find, query, MOST) if query else ()
        values: dict[str, Any] = {"query": query, "groups": _grouped(hits), "count": len(hits)}
        values |= {
            "first": hits[0] if hits else None,
            "as_question": _is_question(query),
            "answered": None,
            "sheet": None,
        }
        if hits:
            values |= await _about(request, desk, knowledge, sheet_of(knowledge, hits[0].kind, hits[0].key))
        elif (agent := _agent(request)) and has_words(query):
            values["answered"] = await hit_test(agent, knowledge, desk.thresholds, query)
        if not query:
            values |= await _start(request, desk, knowledge)
        return desk_page(request, "desk/results.html" if is_part(request) else "desk/search.html", **values)

    @pages.get("/desk/open")
    @requires("reader")
    async def open_first(request: Request) -> HTTPResponse:
        """Enter was pressed before the results were there."""
        query = _query(request)
        hits = await asyncio.to_thread((await desk.current())[1].find, query, 1)
        return redirect(quote(address(hits[0].kind, hits[0].key) if hits else f"/desk?q={query}", safe="/?=&"))

    @pages.get("/desk/bot")
    @requires("reader")
    async def bot(request: Request) -> HTTPResponse:
        words = (request.args.get("q") or "").strip()[:LONGEST]
        if not has_words(words):
            raise BadRequest("请写下要问的话")
        agent = _agent(request)
        if agent is None:
            raise BadRequest("模型还没有就绪，暂时不能试问；查询不受影响")
        answered = await hit_test(agent, await desk.knowledge(), desk.thresholds, words)
        return desk_page(request, "desk/bot_body.html" if is_part(request) else "desk/bot.html", answered=answered)

    @pages.get(r"/desk/<kind:(matter|unit|department|boundary|regime|clause|figure|service|row|law)>/<key:path>")
    @requires("reader")
    async def sheet(request: Request, kind: str, key: str) -> HTTPResponse:
        knowledge = await desk.knowledge()
        found = sheet_of(knowledge, kind, unquote(key))
        if found is None:
            raise NotFound("文件里没有这一项")
        if not is_part(request):
            await asyncio.to_thread(desk.keeping.looked_up, person_of(request), found.kind, found.key)
        values = await _about(request, desk, knowledge, found)
        return desk_page(request, "desk/sheet_body.html" if is_part(request) else "desk/sheet.html", **values)


def _query(request: Request) -> str:
    return " ".join((request.args.get("q") or "")[:LONGEST].split())


async def _about(request: Request, desk: Desk, knowledge: Knowledge, sheet: Optional[Sheet]) -> dict[str, Any]:
    """What the template of a sheet needs."""
    if sheet is None:
        return {}
    session = signed_in(request)
    may_edit = session is not None and session.user.may("editor") and sheet.kind in ("matter", "unit", "department")
    pinned = await asyncio.to_thread(desk.keeping.pinned, person_of(request))
    return {
        "sheet": sheet,
        "answer_text": answer_text(knowledge, sheet),
        "is_pinned": Kept(sheet.kind, sheet.key) in pinned,
        "edit_address": f"/desk/upkeep/{sheet.kind}/{sheet.key}" if may_edit else "",
    }


def _agent(request: Request) -> Optional[Agent]:
    """The bot, where its model is loaded."""
    agent: Optional[Agent] = request.app.ctx.agent
    return agent if agent is not None and agent.is_ready() else None


async def _start(request: Request, desk: Desk, knowledge: Knowledge) -> dict[str, Any]:
    person = person_of(request)

    def titled(kept: tuple[Kept, ...]) -> list[dict[str, str]]:
        sheets = (sheet_of(knowledge, *one) for one in kept)
        return [{"kind": s.kind, "key": s.key, "title": s.title} for s in sheets if s]

    return {
        "pinned": titled(await asyncio.to_thread(desk.keeping.pinned, person)),
        "recent": titled(await asyncio.to_thread(desk.keeping.recent, person)),
        "examples": EXAMPLES,
        "units": knowledge.document.units,
        "boundaries": [
            {"title": knowledge.boundary_title(boundary), "href": address("boundary", boundary.ref)}
            for boundary in knowledge.document.boundaries
        ],
    }


def _grouped(hits: tuple[Hit, ...]) -> list[tuple[str, list[Hit]]]:
    """By group, the group of the best hit first, so that what comes first is the first result."""
    order = dict.fromkeys(hit.group for hit in hits)
    assert set(order) <= set(GROUPS)
    return [(group, [hit for hit in hits if hit.group == group]) for group in order]


def _is_question(query: str) -> bool:
    return len(query) >= _SHORTEST_QUESTION and any(sign in query for sign in _ASKING)
