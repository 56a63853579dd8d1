"""The register of models: training, the comparison of a new model with the old one, going live and back."""

from __future__ import annotations

import asyncio
from typing import Any, Optional

from sanic import Blueprint
from sanic.exceptions import NotFound
from sanic.request import Request
from sanic.response import HTTPResponse, redirect

from bot.accounts.guard import requires
from bot.cleaning import clean
from bot.database import DatabaseError
from bot.desk.desk import is_part
from bot.evaluation.measures import MEASURES
from bot.models.comparison import Comparison, MatterF1
from bot.models.going_live import switch
from bot.models.job import STEPS, Job, JobError
from bot.models.model import STATES, Model
from bot.models.register import GateRefused, ModelError, Register
from bot.review.labels import Labels
from bot.review.review import Review, review_page, trainer

_REGISTER = "/review/models"
_ROLL_BACK = "换回上一个模型"


def add_model_pages(pages: Blueprint, review: Review, register: Register, job: Job) -> None:
    """Add ``/review/models`` and all below it. The app has its agent and ``switching`` (``bot.models.going_live``)."""

    @pages.get(_REGISTER)
    @requires("trainer")
    async def models(request: Request) -> HTTPResponse:
        return await overview(request)

    @pages.post(f"{_REGISTER}/train")
    @requires("trainer")
    async def train(request: Request) -> HTTPResponse:
        try:
            await asyncio.to_thread(job.start, trainer(request), _words(request, "why"))
        except JobError as refused:
            return await overview(request, str(refused))
        return redirect(_REGISTER, status=303)

    @pages.get(f"{_REGISTER}/progress")
    @requires("trainer")
    async def progress(request: Request) -> HTTPResponse:
        told = await asyncio.to_thread(job.progress)
        if not is_part(request):
            return redirect(_REGISTER, status=303)
        response = review_page(request, "review/progress.html", told=told, steps=STEPS)
        if told is None or not told.running:
            response.headers["HX-Refresh"] = "true"  # the register has a new line
        return response

    @pages.post(f"{_REGISTER}/rollback")
    @requires("trainer")
    async def roll_back(request: Request) -> HTTPResponse:
        try:
            former = await asyncio.to_thread(register.former)
        except ModelError as refused:
            return await overview(request, str(refused))
        return await use(request, former.version, _ROLL_BACK)

    @pages.get(f"{_REGISTER}/<version:str>")
    @requires("trainer")
    async def model(request: Request, version: str) -> HTTPResponse:
        return await details(request, version)

    @pages.post(f"{_REGISTER}/<version:str>/live")
    @requires("trainer")
    async def go_live(request: Request, version: str) -> HTTPResponse:
        return await use(request, version, _words(request, "why"))

    @pages.post(f"{_REGISTER}/<version:str>/overrule")
    @requires("admin")
    async def overrule(request: Request, version: str) -> HTTPResponse:
        reason = _words(request, "reason")
        if not reason:
            return await details(request, version, "没有过关的模型要上线，请写下理由")
        return await use(request, version, reason, reason)

    async def use(request: Request, version: str, why: str, overrule_reason: str = "") -> HTTPResponse:
        try:
            await switch(request.app, register, version, trainer(request), why, overrule_reason)
        except (ModelError, DatabaseError) as refused:
            return await details(request, version, f"没有换：{refused}")
        except OSError as error:
            return await details(request, version, f"没有换：模型目录无法使用（{error.strerror}）")
        return redirect(_REGISTER, status=303)

    async def overview(request: Request, error: str = "") -> HTTPResponse:
        values = await asyncio.to_thread(_overview, register, job, review.labels)
        return review_page(request, "review/models.html", 400 if error else 200, error=error, **values)

    async def details(request: Request, version: str, error: str = "") -> HTTPResponse:
        try:
            found = await asyncio.to_thread(register.get, version)
        except ModelError as unknown:
            raise NotFound(str(unknown)) from unknown
        titles = await review.titles()
        refusal, may_overrule = await asyncio.to_thread(_refusal, register, found)
        values = {"model": found, "states": STATES, "measures": MEASURES, "titles": titles, "error": error}
        values |= {"refusal": refusal, "may_overrule": may_overrule, "moved": _moved(found.comparison)}
        return review_page(request, "review/model.html", 400 if error else 200, **values)


def _words(request: Request, field: str) -> str:
    return " ".join(clean(request.form.get(field) or "").split())


def _overview(register: Register, job: Job, labels: Labels) -> dict[str, Any]:
    models = register.all()
    return {
        "models": models,
        "states": STATES,
        "live": next((model for model in models if model.state == "live"), None),
        "former": _former(register),
        "told": job.progress(),
        "steps": STEPS,
        "unwritten": len(labels.accepted()),
    }


def _former(register: Register) -> Optional[Model]:
    try:
        return register.former()
    except ModelError:
        return None


def _moved(comparison: Optional[Comparison]) -> list[MatterF1]:
    """The matters that one of the models does better in, the losses first."""
    moved = [one for one in comparison.matters if one.new != one.old] if comparison else []
    return sorted(moved, key=lambda one: one.new - one.old)


def _refusal(register: Register, model: Model) -> tuple[str, bool]:
    """Why the model cannot go live, empty where it can; and whether that can be overruled."""
    try:
        register.check(model.version)
    except GateRefused as refused:
        return str(refused), True
    except ModelError as refused:
        return str(refused), False
    return "", False
