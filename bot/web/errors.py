"""Errors of the HTTP interface: one JSON shape, never a stack trace."""

from __future__ import annotations

import logging

from sanic import Sanic
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse, json

logger = logging.getLogger(__name__)

_SAID = {404: "没有这个地址", 405: "这个地址不支持这种请求方法", 413: "请求太大", 408: "请求超时"}


class BadRequest(SanicException):
    """The request cannot be used; the message says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason, status_code=400)


def error_response(reason: str, status: int) -> HTTPResponse:
    return json({"ok": False, "error": reason, "status": status}, status=status, ensure_ascii=False)


def add_error_handler(app: Sanic) -> None:
    @app.exception(Exception)
    async def answer(_request: Request, error: Exception) -> HTTPResponse:
        if isinstance(error, BadRequest):
            return error_response(str(error), 400)
        status = getattr(error, "status_code", 500)
        if status >= 500:
            logger.error("A request failed.", exc_info=error)
            return error_response("服务器出错，请稍后再试；有警情请拨110", status)
        return error_response(_SAID.get(status, "请求无法处理"), status)
