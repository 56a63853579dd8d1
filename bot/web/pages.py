"""The residents' web chat and the probes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, select_autoescape
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, html, json

from bot.web.errors import error_response

FOLDER = Path(__file__).parent
EXAMPLES = ("狗天天叫归谁管", "身份证丢了上哪补", "旅馆多久查一次", "户政科电话")
_POLICY = "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"


def add_pages(app: Sanic, ready: Callable[[], bool]) -> None:
    """Add ``/``, ``/healthz``, ``/readyz`` and the static files. ``ready``: model and store are loaded."""
    templates = Environment(loader=FileSystemLoader(FOLDER / "templates"), autoescape=select_autoescape())
    pages = Blueprint("pages")

    @pages.get("/")
    async def chat(_request: Request) -> HTTPResponse:
        page = templates.get_template("chat.html").render(examples=EXAMPLES)
        return html(page, headers={"Content-Security-Policy": _POLICY, "X-Content-Type-Options": "nosniff"})

    @pages.get("/healthz")
    async def alive(_request: Request) -> HTTPResponse:
        return json({"ok": True})

    @pages.get("/readyz")
    async def is_ready(_request: Request) -> HTTPResponse:
        return json({"ok": True}) if ready() else error_response("模型或知识库还没有就绪", 503)

    pages.static("/static", FOLDER / "static", name="static")
    app.blueprint(pages)
