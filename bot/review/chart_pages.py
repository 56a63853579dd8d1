"""The pictures of what was asked and how it went, their tables as files, and the questions of one cell."""

from __future__ import annotations

import asyncio
from typing import Any

from sanic import Blueprint
from sanic.exceptions import NotFound
from sanic.request import Request
from sanic.response import HTTPResponse, raw

from bot.accounts.guard import requires
from bot.database import Database
from bot.review.pictures import DRAWINGS, Picture, Titles, named
from bot.review.review import Review, review_page
from bot.review.statistics import Statistics

_MOST = 200  # questions of a cell


def add_chart_pages(pages: Blueprint, review: Review, database: Database) -> None:
    """Add ``/review/charts`` and all below it."""

    @pages.get("/review/charts")
    @requires("trainer")
    async def charts(request: Request) -> HTTPResponse:
        titles = await review.titles()
        pictures = await asyncio.to_thread(_drawn, Statistics(database), titles)
        return review_page(request, "review/charts.html", pictures=pictures)

    @pages.get(r"/review/charts/<name:(?P<name>[a-z]+)\.csv>")
    @requires("trainer")
    async def as_csv(_request: Request, name: str) -> HTTPResponse:
        if name not in DRAWINGS:
            raise NotFound("没有这张图")
        picture = await asyncio.to_thread(DRAWINGS[name], Statistics(database), await review.titles())
        disposition = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
        return raw(picture.csv(), content_type="text/csv; charset=utf-8", headers=disposition)

    @pages.get("/review/charts/confusion")
    @requires("trainer")
    async def confused(request: Request) -> HTTPResponse:
        wanted, got = request.args.get("wanted") or "", request.args.get("got") or ""
        numbers = await asyncio.to_thread(Statistics(database).confused, wanted, got)
        shown = await asyncio.to_thread(lambda: [turn for n in numbers[:_MOST] if (turn := review.turns.get(n))])
        titles = await review.titles()
        values: dict[str, Any] = {"wanted": named(wanted, titles), "got": named(got, titles), "count": len(numbers)}
        return review_page(request, "review/confused.html", turns=shown, **values)


def _drawn(statistics: Statistics, titles: Titles) -> list[Picture]:
    return [draw(statistics, titles) for draw in DRAWINGS.values()]
