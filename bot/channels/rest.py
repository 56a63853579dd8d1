"""Rasa's REST channel with checked input: a bad request gets one JSON error, never a 500."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.channels.turn import take_turn
from bot.privacy import hashed
from bot.web.errors import BadRequest

LONGEST_SENDER = 255


def _string(body: dict[str, Any], key: str) -> str:
    value = body.get(key)
    if not isinstance(value, str):
        raise BadRequest(f"缺少“{key}”，或者它不是文字")
    return value


def read_body(request: Request) -> dict[str, Any]:
    """Return the request's JSON body with a checked ``sender``, or raise BadRequest."""
    try:
        body = request.json
    except Exception as error:  # Sanic raises its own kinds for bad JSON and bad encodings
        raise BadRequest("请求体不是有效的JSON") from error
    if not isinstance(body, dict):
        raise BadRequest("请求体应为JSON对象，含sender")
    sender = _string(body, "sender").strip()
    if not sender or len(sender) > LONGEST_SENDER:
        raise BadRequest(f"“sender”应为1到{LONGEST_SENDER}个字符")
    return {**body, "sender": sender}


def read_message(request: Request) -> tuple[str, str]:
    """Return (sender, message) of a request, or raise BadRequest."""
    body = read_body(request)
    return body["sender"], _string(body, "message")


def web_user(request: Request, sender: str) -> str:
    """The name under which the web chat's sender is known here."""
    return hashed("web", sender, request.app.ctx.secret)


class RestChannel(InputChannel):
    """POST ``{"sender", "message"}`` to ``/webhooks/rest/webhook``."""

    @classmethod
    def name(cls) -> str:
        return "rest"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        routes = Blueprint("rest_channel")

        @routes.get("/")
        async def health(_request: Request) -> HTTPResponse:
            return json({"status": "ok"})

        @routes.post("/webhook")
        async def receive(request: Request) -> HTTPResponse:
            sender, message = read_message(request)
            turn = await take_turn(on_new_message, web_user(request, sender), message, self.name())
            return json(
                [
                    {"recipient_id": sender, "text": turn.text},
                    {"recipient_id": sender, "custom": turn.payload},
                ],
                ensure_ascii=False,
            )

        return routes
