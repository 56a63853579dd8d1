"""Signing in and out, one's own password, and the users' page for admins."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, redirect

from bot.accounts.guard import HOME, anyone, local_path, member, requires, signed_in, staff_page
from bot.accounts.passwords import SHORTEST
from bot.accounts.roles import ROLES
from bot.accounts.sessions import Sessions
from bot.accounts.users import AccountError, SignInRefused, Users
from bot.accounts.visitor import Accounts, accounts_of, client_address, end_session, start_session
from bot.database import Database, DatabaseError
from bot.web.rendering import templates

logger = logging.getLogger(__name__)

pages = Blueprint("accounts")
_templates = templates(Path(__file__).parent / "templates")
# Argon2 takes time and 64 MiB: beside the event loop, and not many at once.
_hashing = ThreadPoolExecutor(2, "hashing")


def add_accounts(app: Sanic, database: Database, open_reading: bool) -> None:
    """Add sign-in and its pages. ``open_reading``: pages for readers need no sign-in."""
    app.ctx.accounts = Accounts(Users(database), Sessions(database), open_reading)

    async def upgrade(_running: Sanic, _loop: object) -> None:
        try:
            await asyncio.to_thread(database.upgrade)
        except DatabaseError as error:  # residents are answered all the same
            logger.error("工作人员暂时不能登录：%s", error)

    app.register_listener(upgrade, "before_server_start")
    app.blueprint(pages)


async def _hash(work: Callable[..., Any], *arguments: str) -> Any:
    return await asyncio.get_running_loop().run_in_executor(_hashing, partial(work, *arguments))


def _field(request: Request, name: str) -> str:
    return str(request.form.get(name) or "")


@pages.get("/signin")
@anyone
async def sign_in_form(request: Request) -> HTTPResponse:
    return _sign_in_page(request, local_path(request.args.get("next")))


@pages.post("/signin")
@anyone
async def sign_in(request: Request) -> HTTPResponse:
    wanted, name = local_path(_field(request, "next")), _field(request, "name")
    try:
        user = await _hash(accounts_of(request).users.check, name, _field(request, "password"), client_address(request))
    except SignInRefused as refused:
        return _sign_in_page(request, wanted, 401, name=name, fault=str(refused))
    response = redirect("/password" if user.must_change else wanted, status=303)
    await start_session(request, response, user.name)
    return response


def _sign_in_page(request: Request, wanted: str, status: int = 200, name: str = "", fault: str = "") -> HTTPResponse:
    return staff_page(request, _templates.get_template("signin.html"), status, next=wanted, name=name, fault=fault)


@pages.post("/signout")
@member
async def sign_out(request: Request) -> HTTPResponse:
    response = redirect("/signin", status=303)
    await end_session(request, response)
    return response


@pages.get("/password")
@member
async def password_form(request: Request) -> HTTPResponse:
    return _password_page(request)


@pages.post("/password")
@member
async def change_password(request: Request) -> HTTPResponse:
    session = signed_in(request)
    assert session is not None
    name, users = session.user.name, accounts_of(request).users
    current, new = _field(request, "current"), _field(request, "new")
    if new != _field(request, "again"):
        return _password_page(request, 400, "两次输入的新密码不一样")
    if new == current:
        return _password_page(request, 400, "新密码和现在的密码一样")
    try:
        await _hash(users.check, name, current, client_address(request))
        await _hash(users.set_password, name, new)
    except SignInRefused:
        return _password_page(request, 400, "现在的密码不对。连续输错几次，要等15分钟才能再试。")
    except AccountError as error:
        return _password_page(request, 400, str(error))
    response = redirect(HOME, status=303)
    await start_session(request, response, name)
    return response


def _password_page(request: Request, status: int = 200, fault: str = "") -> HTTPResponse:
    return staff_page(request, _templates.get_template("password.html"), status, fault=fault, shortest=SHORTEST)


@pages.get("/users")
@requires("admin")
async def users_page(request: Request) -> HTTPResponse:
    return await _users_page(request)


@pages.post("/users")
@requires("admin")
async def change_users(request: Request) -> HTTPResponse:
    name, role = _field(request, "name"), _field(request, "role")
    users = accounts_of(request).users
    changes: dict[str, Callable[[], Any]] = {
        "add": partial(users.add, name, role),
        "role": partial(users.set_role, name, role),
        "disable": partial(users.disable, name),
        "enable": partial(users.enable, name),
        "reset": partial(users.reset_password, name),
    }
    change = changes.get(_field(request, "action"))
    try:
        if change is None:
            raise AccountError("没有这种操作")
        password = await _hash(change)
    except AccountError as error:
        return await _users_page(request, 400, fault=str(error))
    if password is None:
        return redirect("/users", status=303)
    return await _users_page(request, name=name, password=password)


async def _users_page(request: Request, status: int = 200, **values: str) -> HTTPResponse:
    users = await asyncio.to_thread(accounts_of(request).users.list)
    return staff_page(request, _templates.get_template("users.html"), status, users=users, roles=ROLES, **values)
