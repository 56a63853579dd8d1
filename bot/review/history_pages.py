"""What was labelled, by whom and when; taking back, agreeing, and writing it into the examples."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, redirect

from bot.accounts.guard import local_path, requires
from bot.evaluation.cases import CaseError
from bot.examples.reading import ExampleError
from bot.review.labels import STATES, Label, LabelError
from bot.review.review import Review, review_page, trainer

_SHOWN = 200
_LOOKED_THROUGH = 2000  # labels, for those that ask for a new matter
_LONGEST = 200


def add_history_pages(pages: Blueprint, review: Review) -> None:
    @pages.get("/review/labels")
    @requires("trainer")
    async def history(request: Request) -> HTTPResponse:
        return await _history(request, review)

    @pages.post("/review/labels/undo")
    @requires("trainer")
    async def undo(request: Request) -> HTTPResponse:
        return await _change(request, review, review.labelling.undo)

    @pages.post("/review/labels/confirm")
    @requires("trainer")
    async def confirm(request: Request) -> HTTPResponse:
        return await _change(request, review, review.labels.confirm)

    @pages.post("/review/export")
    @requires("trainer")
    async def export(request: Request) -> HTTPResponse:
        """Write what is accepted into the examples, and show what was written where."""
        try:
            outcome = await asyncio.to_thread(review.trained.write, review.labels, await review.knowledge())
        except (ExampleError, CaseError) as broken:
            return await _history(request, review, str(broken))
        return review_page(request, "review/export.html", outcome=outcome, titles=await review.titles())

    @pages.get("/review/wanted")
    @requires("editor")
    async def wanted(request: Request) -> HTTPResponse:
        """For the editors: what residents ask about that the catalogue lacks."""
        return review_page(request, "review/wanted.html", labels=await asyncio.to_thread(_wanted, review))


def _wanted(review: Review) -> list[Label]:
    """The labels that ask for a new matter and still count, newest first."""
    history = review.labels.history(_LOOKED_THROUGH)
    undone = {label.undoes for label in history}
    asking = (label for label in history if label.verdict == "new_matter" and not label.undoes)
    return [label for label in asking if label.id not in undone and _counts(review, label)]


def _counts(review: Review, label: Label) -> bool:
    newest = review.labels.of_turn(label.turns[0]) if label.turns else label
    return newest is not None and newest.id == label.id


async def _change(request: Request, review: Review, change: Callable[[int, str], Any]) -> HTTPResponse:
    number = request.form.get("label") or ""
    try:
        await asyncio.to_thread(change, int(number) if number.isdecimal() else 0, trainer(request))
    except LabelError as refused:
        return await _history(request, review, str(refused))
    wanted = request.form.get("next")
    return redirect(local_path(wanted) if wanted else "/review/labels", status=303)


async def _history(request: Request, review: Review, error: str = "") -> HTTPResponse:
    words = (request.args.get("text") or "")[:_LONGEST]
    labels = await asyncio.to_thread(review.labels.history, _SHOWN, words)
    progress = await asyncio.to_thread(review.labels.progress)
    values = {
        "labels": labels,
        "undone": {label.undoes for label in labels if label.undoes},
        "words": words,
        "progress": progress,
        "states": STATES,
        "confirming": review.confirming,
        "waiting": sum(counts["accepted"] for counts in progress.values()),
        "titles": await review.titles(),
        "me": trainer(request),
        "shown": _SHOWN,
    }
    return review_page(request, "review/labels.html", 400 if error else 200, error=error, **values)
