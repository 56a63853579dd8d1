"""Guards for the handlers of the staff's pages.

    @pages.get("/desk")
    @requires("reader")
    async def desk(request: Request) -> HTTPResponse:
        session = signed_in(request)  # None: not signed in, where reading is open
        return staff_page(request, template, …)

A guard lets in only who may; with a method that changes something, only who
sends the CSRF token along: in the form field ``csrf`` or the header
``X-CSRF-Token``. Whoever has a one-time password must change it first.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Callable, Coroutine
from functools import wraps
from pathlib import Path
from typing import Any, Optional
from urllib.parse import quote

from sanic.request import Request
from sanic.response import HTTPResponse, redirect

from bot.accounts.roles import ROLES
from bot.accounts.visitor import (
    accounts_of,
    csrf_token,
    expected_csrf_token,
    keep_form_token,
    recognise,
    signed_in,
    staff_page,
)
from bot.web.errors import error_response
from bot.web.rendering import templates

__all__ = ["HOME", "anyone", "csrf_token", "local_path", "member", "requires", "signed_in", "staff_page"]

HOME = "/desk"
_SAFE = ("GET", "HEAD", "OPTIONS")
# No backslash and no control character: browsers take "/\host" and "/<tab>/host" for "//host", another site.
_LOCAL = re.compile(r"/(?!/)[!-\[\]-~]*")
_ORIGIN = re.compile(r"^[a-z]+://[^/]*")
_refused = templates(Path(__file__).parent / "templates").get_template("refused.html")

Handler = Callable[..., Coroutine[Any, Any, HTTPResponse]]
Refusal = Callable[[Request], Optional[HTTPResponse]]


def requires(role: str) -> Callable[[Handler], Handler]:
    """For who may ``role`` (``bot.accounts.roles``); readers need no sign-in where reading is open."""

    def refuse(request: Request) -> Optional[HTTPResponse]:
        session = signed_in(request)
        if session is None:
            is_open = role == "reader" and accounts_of(request).open_reading
            return None if is_open else _send_to_sign_in(request)
        if session.user.must_change:
            return _send(request, "/password", "先要把一次性密码换成自己的")
        if not session.user.may(role):
            return _forbid(request, f"这个页面要有“{ROLES[role]}”的权限，请找管理员。")
        return None

    return _guard(refuse)


def member(handler: Handler) -> Handler:
    """For who is signed in, whatever the role, and also with a one-time password."""
    return _guard(lambda request: None if signed_in(request) else _send_to_sign_in(request))(handler)


def anyone(handler: Handler) -> Handler:
    """For everybody; only forms are guarded."""
    return _guard(lambda _request: None)(handler)


def local_path(wanted: Optional[str]) -> str:
    """``wanted`` where it is an address on this site, else the desk: nobody is sent elsewhere by a link of ours."""
    return wanted if wanted and _LOCAL.fullmatch(wanted) else HOME


def _guard(refuse: Refusal) -> Callable[[Handler], Handler]:
    def decorate(handler: Handler) -> Handler:
        @wraps(handler)
        async def guarded(request: Request, *args: Any, **kwargs: Any) -> HTTPResponse:
            await recognise(request)
            refusal = refuse(request) or _foreign(request)
            response = refusal or await handler(request, *args, **kwargs)
            keep_form_token(request, response)
            response.headers.setdefault("Cache-Control", "no-store")
            return response

        return guarded

    return decorate


def _foreign(request: Request) -> Optional[HTTPResponse]:
    """Refuse what another site made the browser send."""
    if request.method in _SAFE:
        return None
    given = request.headers.get("X-CSRF-Token") or request.form.get("csrf") or ""
    expected = expected_csrf_token(request)
    if expected and hmac.compare_digest(_bytes(given), _bytes(expected)):
        return None
    return _forbid(request, "这个页面放得太久了。请返回上一页，刷新后再试。")


def _send_to_sign_in(request: Request) -> HTTPResponse:
    # A part of a page is fetched from another address than the page's own, which htmx tells.
    shown = request.headers.get("HX-Current-URL") or (request.url if request.method in _SAFE else HOME)
    wanted = local_path(_ORIGIN.sub("", shown))
    return _send(request, f"/signin?next={quote(wanted, safe='/')}", "请先登录")


def _send(request: Request, address: str, reason: str) -> HTTPResponse:
    if not _is_fetch(request):
        return redirect(address, status=303)
    response = error_response(reason, 401)
    if "HX-Request" in request.headers:
        response.headers["HX-Redirect"] = address
    return response


def _forbid(request: Request, reason: str) -> HTTPResponse:
    if _is_fetch(request):
        return error_response(reason, 403)
    return staff_page(request, _refused, 403, reason=reason, home=HOME)


def _is_fetch(request: Request) -> bool:
    """Made by a script, not by going to a page."""
    return "HX-Request" in request.headers or "text/html" not in request.headers.get("Accept", "")


def _bytes(token: str) -> bytes:
    return token.encode("utf-8", "surrogatepass")
