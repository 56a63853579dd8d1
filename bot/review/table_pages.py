"""For trainers who work in a table: the queue and the labels as a file, and labels back in after a look at them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, raw, redirect

from bot.accounts.guard import requires
from bot.examples.reading import ExampleError
from bot.review.conflicts import Conflict, conflicts
from bot.review.labels import LabelError, Wish
from bot.review.review import Review, review_page, trainer
from bot.review.table_file import COLUMNS, SAID, TableRow, read_wishes, write_csv, write_xlsx
from bot.web.errors import BadRequest
from knowledge.spreadsheet import Fault, find_columns, read_rows
from knowledge.spreadsheet_writing import unguarded

MOST = 300  # rows of a file that goes out, so that it comes back within the largest request
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class _Row:
    """A row of a file that came in. ``said``: the words as they were before a trainer reworded them."""

    row: int
    said: str
    wish: Wish


def add_table_pages(pages: Blueprint, review: Review) -> None:
    @requires("trainer")
    async def queue(request: Request) -> HTTPResponse:
        look = await review.look(request)
        found = await asyncio.to_thread(look.page, review.turns, 1, MOST)
        return await _file(request, review, [TableRow(seen.turn.text) for seen in found.rows])

    @requires("trainer")
    async def labels(request: Request) -> HTTPResponse:
        return await _file(request, review, await asyncio.to_thread(_labelled, review))

    for kind in ("xlsx", "csv"):
        pages.add_route(queue, f"/review/queue.{kind}", name=f"queue_{kind}")
        pages.add_route(labels, f"/review/labels.{kind}", name=f"labels_{kind}")

    @pages.post("/review/labels/preview")
    @requires("trainer")
    async def preview(request: Request) -> HTTPResponse:
        sent = request.files.get("labels") if request.files else None
        if sent is None or not sent.name:
            return await _preview(request, review, (), error="请先选一个文件")
        found = read_wishes(sent.body, sent.name, (await review.knowledge()).matters)
        if found.faults:
            return await _preview(request, review, (), found.faults)
        said = _said(sent.body, sent.name) if found.wishes else {}
        return await _preview(request, review, [_Row(row, said[row], wish) for row, wish in found.wishes.items()])

    @pages.post("/review/labels/apply")
    @requires("trainer")
    async def apply(request: Request) -> HTTPResponse:
        rows = _sent(request.form.get("rows") or "", request.form.get("replace") == "1")
        try:
            await asyncio.to_thread(_give, review, trainer(request), rows)
        except (LabelError, ExampleError) as refused:
            return await _preview(request, review, rows, error=f"{refused}。一条也没有收下")
        return redirect("/review/labels", status=303)


def _give(review: Review, who: str, rows: Sequence[_Row]) -> None:
    """All or none, each to the turns of its words that nobody has labelled yet."""
    standing = [row.row for row in rows if not row.wish.replace and any(c.same for c in _clashes(review, row.wish))]
    if standing:
        raise LabelError(f"第{standing[0]}行的话已经训练成别的；要照表格改，请勾上“也照表格改”")
    labelling = review.labelling
    labelling.give_all(who, [Wish(**vars(row.wish) | {"turns": labelling.waiting(row.said)}) for row in rows])


def _clashes(review: Review, wish: Wish) -> tuple[Conflict, ...]:
    return conflicts(review.trained.nearest(), wish)


def _labelled(review: Review) -> list[TableRow]:
    """The last labels that nobody has taken back, newest first."""
    history = review.labels.history(MOST)
    undone = {label.undoes for label in history}
    rows = []
    for label in history:
        if label.undoes is None and label.id not in undone:
            turn = review.turns.get(label.turns[0]) if label.turns else None
            wish = Wish(label.text, label.verdict, label.matters, label.intent, label.numbers)
            rows.append(TableRow(turn.text if turn else label.text, wish))
    return rows


async def _file(request: Request, review: Review, rows: Iterable[TableRow]) -> HTTPResponse:
    name = request.path.rpartition("/")[2]
    matters = (await review.knowledge()).matters
    if name.endswith(".csv"):
        content, kind = await asyncio.to_thread(write_csv, rows, matters), "text/csv; charset=utf-8"
    else:
        content, kind = await asyncio.to_thread(write_xlsx, rows, matters), _XLSX
    return raw(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


async def _preview(
    request: Request, review: Review, rows: Sequence[_Row], faults: Sequence[Fault] = (), error: str = ""
) -> HTTPResponse:
    clashes: dict[int, tuple[Conflict, ...]] = {}
    try:
        for row in rows:
            clashes[row.row] = await asyncio.to_thread(_clashes, review, row.wish)
    except ExampleError as broken:
        error = error or str(broken)
    values: dict[str, Any] = {"rows": rows, "faults": faults, "error": error, "clashes": clashes}
    values |= {"packed": json.dumps([asdict(row) for row in rows], ensure_ascii=False), "titles": await review.titles()}
    return review_page(request, "review/preview.html", 400 if error or faults else 200, **values)


def _said(content: bytes, filename: str) -> dict[int, str]:
    """What stands in the column of what was said, by rows; the file is one that has labels."""
    heading, *rows = read_rows(content, filename)
    place = find_columns(heading, COLUMNS, SAID)[0][SAID]
    return {number: unguarded(row[place].text) for number, row in enumerate(rows, 2) if place < len(row)}


def _sent(packed: str, replacing: bool) -> list[_Row]:
    """What the preview sent on; BadRequest for anything else."""
    try:
        return [_row(told, replacing) for told in json.loads(packed)]
    except (TypeError, ValueError, KeyError) as error:
        raise BadRequest("请从“看看会收下什么”那一页提交") from error


def _row(told: dict[str, Any], replacing: bool) -> _Row:
    wish = told["wish"]
    matters, numbers = (tuple(map(str, wish[name])) for name in ("matters", "numbers"))
    kept = Wish(str(wish["text"]), str(wish["verdict"]), matters, str(wish["intent"]), numbers, replace=replacing)
    return _Row(int(told["row"]), str(told["said"]), kept)
