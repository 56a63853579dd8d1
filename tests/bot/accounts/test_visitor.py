from __future__ import annotations

import requests
from sanic.request import Request
from sanic.response import HTTPResponse, text

from bot.accounts.guard import anyone
from bot.accounts.pages import add_accounts
from bot.accounts.users import Users
from bot.accounts.visitor import client_address, start_session
from bot.database import Database
from tests.bot.staff import serving, small_app


def cookie_and_address(database: Database, proxies: int, headers: dict[str, str]) -> tuple[list[str], str]:
    """The attributes of the session's cookie, and the client's address, as one request finds them."""
    app = small_app()
    app.config.PROXIES_COUNT = proxies or None
    add_accounts(app, database, open_reading=False)

    @app.get("/start")
    @anyone
    async def start(request: Request) -> HTTPResponse:
        response = text(client_address(request))
        await start_session(request, response, "zhangsan")
        return response

    Users(database).add("zhangsan", "reader")
    with serving(app) as url:
        answer = requests.get(f"{url}/start", headers=headers)
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("rightdoor_session=") and cookie.count("=") >= 3
    return sorted(cookie.split("; ")[1:]), answer.text


FORWARDED = {"X-Forwarded-For": "6.6.6.6, 10.0.0.7", "X-Forwarded-Proto": "https"}


def test_a_session_is_out_of_reach_of_scripts_and_other_sites(database: Database) -> None:
    assert cookie_and_address(database, 0, {}) == (["HttpOnly", "Path=/", "SameSite=Lax"], "127.0.0.1")


def test_behind_a_proxy_with_tls_the_cookie_is_secure_and_the_address_the_clients(database: Database) -> None:
    found = cookie_and_address(database, 1, FORWARDED)
    assert found == (["HttpOnly", "Path=/", "SameSite=Lax", "Secure"], "10.0.0.7")


def test_nobody_is_believed_who_is_no_proxy_of_ours(database: Database) -> None:
    assert cookie_and_address(database, 0, FORWARDED) == (["HttpOnly", "Path=/", "SameSite=Lax"], "127.0.0.1")
