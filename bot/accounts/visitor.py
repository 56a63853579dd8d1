"""What a request tells about who sent it, and what its response tells the browser to keep."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass
from http.cookies import CookieError
from typing import Any, Optional

from jinja2 import Template
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.accounts.sessions import Session, Sessions
from bot.accounts.users import Users
from bot.web.rendering import page

_SESSION = "rightdoor_session"
_FORM = "rightdoor_form"  # for forms of who is not signed in, the sign-in form first of all


@dataclass(frozen=True)
class Accounts:
    """What the app holds as ``app.ctx.accounts``. ``open_reading``: pages for readers need no sign-in."""

    users: Users
    sessions: Sessions
    open_reading: bool


def accounts_of(request: Request) -> Accounts:
    accounts: Accounts = request.app.ctx.accounts
    return accounts


def signed_in(request: Request) -> Optional[Session]:
    """The session, in a handler that is guarded (``bot.accounts.guard``)."""
    session: Optional[Session] = request.ctx.session
    return session


def csrf_token(request: Request) -> str:
    """What a form on this page has to send along as ``csrf``, a script as the header ``X-CSRF-Token``."""
    session = signed_in(request)
    if session is not None:
        return session.csrf
    if not hasattr(request.ctx, "form_token"):
        request.ctx.form_token = _cookie(request, _FORM) or secrets.token_urlsafe(32)
    return str(request.ctx.form_token)


def expected_csrf_token(request: Request) -> str:
    """What an earlier page was given; empty: none was."""
    session = signed_in(request)
    return session.csrf if session is not None else _cookie(request, _FORM)


def client_address(request: Request) -> str:
    """As the trusted proxies report it (setting PROXIES_COUNT), else the connection's."""
    return request.remote_addr or request.ip


def staff_page(request: Request, template: Template, status: int = 200, **values: Any) -> HTTPResponse:
    """A page that extends staff.html: it knows the ``user`` (None: not signed in) and the ``csrf`` token."""
    session = signed_in(request)
    return page(template, status, user=session and session.user, csrf=csrf_token(request), **values)


async def recognise(request: Request) -> None:
    """Look the session up, once, for ``signed_in``."""
    token = _cookie(request, _SESSION)
    request.ctx.session = await asyncio.to_thread(accounts_of(request).sessions.find, token) if token else None


async def start_session(request: Request, response: HTTPResponse, name: str) -> None:
    """In place of the one that the browser had."""
    await _close(request)
    token = await asyncio.to_thread(accounts_of(request).sessions.open, name)
    _keep(request, response, _SESSION, token)


async def end_session(request: Request, response: HTTPResponse) -> None:
    await _close(request)
    _keep(request, response, _SESSION, "")


async def _close(request: Request) -> None:
    await asyncio.to_thread(accounts_of(request).sessions.close, _cookie(request, _SESSION))


def keep_form_token(request: Request, response: HTTPResponse) -> None:
    """Where the page has a form for who is not signed in."""
    if hasattr(request.ctx, "form_token") and request.ctx.form_token != _cookie(request, _FORM):
        _keep(request, response, _FORM, request.ctx.form_token)


def _cookie(request: Request, name: str) -> str:
    try:
        return str(request.cookies.get(name, ""))
    except CookieError:  # another site's on the same host, that Python cannot parse
        return ""


def _keep(request: Request, response: HTTPResponse, name: str, value: str) -> None:
    """Until the browser is closed; an empty value deletes."""
    response.cookies[name] = value
    cookie = response.cookies[name]
    cookie["httponly"] = True
    cookie["samesite"] = "Lax"
    cookie["secure"] = request.scheme == "https"
    if not value:
        cookie["max-age"] = 0
