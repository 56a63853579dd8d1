"""The queue of what deserves a look, all turns, and what staff say is wrong."""

from __future__ import annotations

import asyncio
from typing import Any, Optional

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, redirect

from bot.accounts.guard import requires
from bot.desk.desk import is_part
from bot.desk.sheets import sheet_of
from bot.review.labels import Label
from bot.review.look import Look, Seen, read_place
from bot.review.review import Review, review_page
from bot.review.turns import Filter

SIZE = 50  # lines of a page


def add_queue_pages(pages: Blueprint, review: Review) -> None:
    @pages.get("/review")
    @requires("trainer")
    async def queue(request: Request) -> HTTPResponse:
        look, number = await review.look(request), read_place(request.args.get("page"))
        titles = await review.titles()
        found = await asyncio.to_thread(look.page, review.turns, number, SIZE)
        values: dict[str, Any] = {"look": look, "titles": titles, "found": found, "size": SIZE, "number": number}
        values["is_whole"] = not is_part(request)
        if is_part(request):
            return _part(request, look, number, values)
        values |= {
            "models": await asyncio.to_thread(_models, review),
            "done": await _done(request, review),
            "open_reports": await _open_reports(review),
        }
        return review_page(request, "review/queue.html", **values)

    @pages.get("/review/next")
    @requires("trainer")
    async def next_one(request: Request) -> HTTPResponse:
        """What stands at the place ``at`` of the list; the list itself where it has no such place."""
        look, place = await review.look(request), read_place(request.args.get("at"))
        return redirect(turn_address(look, await asyncio.to_thread(look.at, review.turns, place)))

    @pages.get("/review/reports")
    @requires("trainer")
    async def reports(request: Request) -> HTTPResponse:
        knowledge = await review.knowledge()
        every = await asyncio.to_thread(review.reports.all)
        sheets = {report.id: sheet_of(knowledge, report.kind, report.key) for report in every}
        return review_page(request, "review/reports.html", reports=every, sheets=sheets)

    @pages.post("/review/reports/settle")
    @requires("trainer")
    async def settle(request: Request) -> HTTPResponse:
        number = request.form.get("report") or ""
        if number.isdecimal():
            await asyncio.to_thread(review.reports.settle, int(number))
        return redirect("/review/reports", status=303)


def turn_address(look: Look, seen: Optional[Seen], **more: Any) -> str:
    """Of the page of a line of the list; of the list itself where there is no such line."""
    if seen is None:
        return look.address(**more)
    return look.address(f"/review/turn/{seen.turn.id}", at=seen.place, **more)


def _part(request: Request, look: Look, number: int, values: dict[str, Any]) -> HTTPResponse:
    """Further lines, or the lines of another filter, which is then the page's address."""
    if number > 1:
        return review_page(request, "review/lines.html", **values)
    response = review_page(request, "review/found.html", **values)
    response.headers["HX-Replace-Url"] = look.address()
    return response


def _models(review: Review) -> list[tuple[str, str]]:
    """The versions that turns are kept of, as choices of the filter."""
    return sorted((model, model) for (model,) in review.turns.counts(Filter(), "model") if model)


async def _done(request: Request, review: Review) -> Optional[Label]:
    """The label just given, where nothing comes after it in the list."""
    number = request.args.get("done") or ""
    return await asyncio.to_thread(review.labels.of_turn, int(number)) if number.isdecimal() else None


async def _open_reports(review: Review) -> int:
    return sum(not report.settled for report in await asyncio.to_thread(review.reports.all))
