"""The residents' web chat and the probes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.web.errors import error_response
from bot.web.rendering import page, templates

FOLDER = Path(__file__).parent
EXAMPLES = ("狗天天叫归谁管", "身份证丢了上哪补", "旅馆多久查一次", "户政科电话")


def add_pages(app: Sanic, ready: Callable[[], bool]) -> None:
    """Add ``/``, ``/healthz``, ``/readyz`` and the static files. ``ready``: model and store are loaded."""
    template = templates().get_template("chat.html")
    pages = Blueprint("pages")

    @pages.get("/")
    async def chat(_request: Request) -> HTTPResponse:
        return page(template, examples=EXAMPLES)

    @pages.get("/healthz")
    async def alive(_request: Request) -> HTTPResponse:
        return json({"ok": True})

    @pages.get("/readyz")
    async def is_ready(_request: Request) -> HTTPResponse:
        return json({"ok": True}) if ready() else error_response("模型或知识库还没有就绪", 503)

    pages.static("/static", FOLDER / "static", name="static")
    app.blueprint(pages)
