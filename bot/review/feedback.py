"""POST /feedback: what a resident thinks of the last answer, from the web chat."""

from __future__ import annotations

from urllib.parse import urlsplit

from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.channels.rest import read_body, web_user
from bot.rate import Rate
from bot.review.consumer import feedback_event
from bot.web.errors import BadRequest, error_response

_PER_MINUTE = 60


def add_feedback(app: Sanic) -> None:
    """Nobody is signed in, so there is no session to abuse; a page elsewhere cannot send JSON here unasked."""
    pages = Blueprint("feedback")
    rate = Rate(_PER_MINUTE)

    @pages.post("/feedback")
    async def rated(request: Request) -> HTTPResponse:
        if not _from_here(request):
            return error_response("只收本站网页发来的JSON", 403)
        body = read_body(request)
        if not isinstance(body.get("useful"), bool):
            raise BadRequest("缺少“useful”，或者它不是true或false")
        if not rate.allows(request.remote_addr or request.ip):
            return error_response("点得太快了，请过一分钟再试", 429)
        broker = request.app.ctx.broker
        if broker is not None:
            broker.publish(feedback_event(web_user(request, body["sender"]), body["useful"]))
        return json({"ok": True})

    app.blueprint(pages)


def _from_here(request: Request) -> bool:
    origin = request.headers.get("origin")
    is_json = request.content_type.partition(";")[0].strip() == "application/json"
    return is_json and (origin is None or urlsplit(origin).netloc == request.host)
