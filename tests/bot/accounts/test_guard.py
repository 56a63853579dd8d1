from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, text

from bot.accounts.guard import csrf_token, local_path, requires, signed_in
from bot.accounts.pages import add_accounts
from bot.accounts.sessions import Sessions
from bot.accounts.users import Users
from bot.database import Database
from tests.bot.staff import serving, small_app

PAGE = {"Accept": "text/html"}


def guarded_app(database: Database, open_reading: bool) -> Sanic:
    """One page for each role; it says who reads it and which token its forms would have."""
    app = small_app()
    add_accounts(app, database, open_reading)
    for role in ("reader", "editor", "trainer", "admin"):

        @requires(role)
        async def page(request: Request, row: str) -> HTTPResponse:
            session = signed_in(request)
            return text(f"{session.user.name if session else 'somebody'} {row} {csrf_token(request)}")

        app.add_route(page, f"/{role}/<row>", methods=("GET", "POST"), name=role)
    return app


@pytest.fixture
def url(database: Database) -> Iterator[str]:
    with serving(guarded_app(database, open_reading=False)) as address:
        yield address


@pytest.fixture
def open_url(database: Database) -> Iterator[str]:
    with serving(guarded_app(database, open_reading=True)) as address:
        yield address


def somebody(database: Database, role: str, must_change: bool = False) -> requests.Session:
    """The browser of somebody who has that role and is signed in."""
    users = Users(database)
    users.add(f"some-{role}", role)
    if not must_change:
        users.set_password(f"some-{role}", "correct horse")
    browser = requests.Session()
    browser.headers.update(PAGE)
    browser.cookies.set("rightdoor_session", Sessions(database).open(f"some-{role}"))
    return browser


def test_who_is_not_signed_in_is_sent_to_sign_in_and_back(url: str) -> None:
    sent = requests.get(f"{url}/reader/7?q=%E7%8B%97&n=1", headers=PAGE, allow_redirects=False)
    assert sent.status_code == 303
    assert sent.headers["Location"] == "/signin?next=/reader/7%3Fq%3D%25E7%258B%2597%26n%3D1"
    assert parse_qs(urlsplit(sent.headers["Location"]).query)["next"] == ["/reader/7?q=%E7%8B%97&n=1"]


def test_a_form_that_is_sent_after_the_session_ended_leads_to_sign_in(url: str) -> None:
    sent = requests.post(f"{url}/editor/7", headers=PAGE, allow_redirects=False)
    assert (sent.status_code, sent.headers["Location"]) == (303, "/signin?next=/desk")


def test_a_fetch_gets_one_json_error(url: str) -> None:
    refused = requests.get(f"{url}/reader/7", allow_redirects=False)
    assert (refused.status_code, refused.json()) == (401, {"ok": False, "error": "请先登录", "status": 401})


def test_htmx_is_told_to_leave_the_page_for_sign_in_and_come_back_to_the_page(url: str) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": f"{url}/desk?q=dog"} | PAGE
    for method in ("GET", "POST"):
        refused = requests.request(method, f"{url}/reader/7", headers=headers, allow_redirects=False)
        assert refused.status_code == 401
        assert refused.headers["HX-Redirect"] == "/signin?next=/desk%3Fq%3Ddog"


@pytest.mark.parametrize("role", ["reader", "editor", "trainer", "admin"])
def test_each_page_lets_in_who_may(database: Database, url: str, role: str) -> None:
    browser = somebody(database, role)
    statuses = {page: browser.get(f"{url}/{page}/7").status_code for page in ("reader", "editor", "trainer", "admin")}
    allowed = {"reader", role} if role != "admin" else set(statuses)
    assert statuses == {page: 200 if page in allowed else 403 for page in statuses}
    assert browser.get(f"{url}/reader/7").text.startswith(f"some-{role} 7 ")


def test_who_may_not_is_told_in_chinese(database: Database, url: str) -> None:
    browser = somebody(database, "reader")
    page = browser.get(f"{url}/editor/7")
    assert page.status_code == 403 and "要有“编辑”的权限" in page.text and 'lang="zh-CN"' in page.text
    fetched = browser.get(f"{url}/editor/7", headers={"Accept": "application/json"})
    assert (fetched.status_code, fetched.json()["error"]) == (403, "这个页面要有“编辑”的权限，请找管理员。")


def test_where_reading_is_open_only_readers_pages_are(open_url: str) -> None:
    assert requests.get(f"{open_url}/reader/7").text.startswith("somebody 7 ")
    assert requests.get(f"{open_url}/editor/7").status_code == 401


def test_a_one_time_password_must_be_changed_before_anything_else(database: Database, open_url: str) -> None:
    browser = somebody(database, "admin", must_change=True)
    sent = browser.get(f"{open_url}/reader/7", allow_redirects=False)
    assert (sent.status_code, sent.headers["Location"]) == (303, "/password")
    assert browser.get(f"{open_url}/password").status_code == 200


def test_changes_need_the_token_of_the_session(database: Database, url: str) -> None:
    browser, other = somebody(database, "editor"), somebody(database, "admin")
    token = browser.get(f"{url}/editor/7").text.split()[-1]
    others = other.get(f"{url}/editor/7").text.split()[-1]
    assert browser.post(f"{url}/editor/7", data={"csrf": token}).text.startswith("some-editor 7")
    assert browser.post(f"{url}/editor/7", headers={"X-CSRF-Token": token}).text.startswith("some-editor 7")
    for wrong in ({}, {"csrf": ""}, {"csrf": others}, {"csrf": token + "x"}, {"csrf": "狗"}):
        assert browser.post(f"{url}/editor/7", data=wrong).status_code == 403
    assert "刷新" in browser.post(f"{url}/editor/7").text


def test_a_visitors_form_needs_the_token_that_the_same_browser_was_given(open_url: str) -> None:
    browser, other = requests.Session(), requests.Session()
    token = browser.get(f"{open_url}/reader/7").text.split()[-1]
    assert browser.get(f"{open_url}/reader/7").text.split()[-1] == token
    assert browser.post(f"{open_url}/reader/7", data={"csrf": token}).status_code == 200
    assert other.post(f"{open_url}/reader/7", data={"csrf": token}).status_code == 403
    assert other.post(f"{open_url}/reader/7", data={"csrf": ""}).status_code == 403


@pytest.mark.parametrize(
    "cookie", ["rightdoor_session=unknown", "a@b=1", "rightdoor_session=\xff", "=;;=", "rightdoor_session="]
)
def test_a_cookie_that_is_none_of_ours_means_not_signed_in(url: str, cookie: str) -> None:
    refused = requests.get(f"{url}/reader/7", headers={"Cookie": cookie.encode("latin-1")})
    assert refused.status_code == 401


def test_staff_pages_are_not_kept_by_the_browser(database: Database, url: str) -> None:
    assert somebody(database, "reader").get(f"{url}/reader/7").headers["Cache-Control"] == "no-store"


ADDRESSES = st.one_of(
    st.text(max_size=30),
    st.lists(st.sampled_from("/\\.:@?#\t\n\r %-ae"), max_size=12).map("".join),
    st.sampled_from(["//evil.org", "/\\evil.org", "/\t/evil.org", "https://evil.org", "javascript:alert(1)"]),
)


@given(wanted=ADDRESSES)
def test_the_way_back_never_leaves_the_site(wanted: str) -> None:
    # As browsers read an address: a backslash is a slash; tabs and line breaks are not there.
    read = local_path(wanted).replace("\\", "/").translate({9: None, 10: None, 13: None}).strip()
    assert read.startswith("/")
    led = urlsplit(urljoin("https://rightdoor.example/signin", read))
    assert (led.scheme, led.netloc) == ("https", "rightdoor.example")


@pytest.mark.parametrize("wanted", ["/desk", "/desk?q=%E7%8B%97#duties/4/11", "/", "/review/7?a=b&c=[d]"])
def test_the_way_back_is_kept_where_it_is_ours(wanted: str) -> None:
    assert local_path(wanted) == wanted


@pytest.mark.parametrize("wanted", [None, "", "desk", "//evil.org", "/\\evil.org", "/a b", "/狗", "/desk\n"])
def test_any_other_way_leads_to_the_desk(wanted: str | None) -> None:
    assert local_path(wanted) == "/desk"
