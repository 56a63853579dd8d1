"""Whose recent and pinned look-ups these are."""

from __future__ import annotations

import re
import secrets

from sanic.request import Request
from sanic.response import HTTPResponse

from bot.accounts.guard import signed_in

_COOKIE = "rightdoor_browser"
_YEAR = 365 * 24 * 3600
_OURS = re.compile(r"[\w-]{22}")


def person_of(request: Request) -> str:
    """The user's name; a number that the browser keeps where nobody is signed in."""
    session = signed_in(request)
    if session is not None:
        return session.user.name
    known = request.cookies.get(_COOKIE, "")
    if not hasattr(request.ctx, "browser"):
        request.ctx.browser = known if _OURS.fullmatch(known) else secrets.token_urlsafe(16)
    return f"browser:{request.ctx.browser}"


def keep_browser(request: Request, response: HTTPResponse) -> None:
    """Let the browser keep its number, where one was given out."""
    number = getattr(request.ctx, "browser", None)
    if number is not None and number != request.cookies.get(_COOKIE):
        response.cookies[_COOKIE] = number
        cookie = response.cookies[_COOKIE]
        cookie["httponly"] = True
        cookie["samesite"] = "Lax"
        cookie["secure"] = request.scheme == "https"
        cookie["max-age"] = _YEAR
