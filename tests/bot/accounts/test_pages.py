from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import requests

from bot.accounts.pages import add_accounts
from bot.accounts.users import Users
from bot.database import Database
from tests.bot.staff import GOOD_PASSWORD, Browser, serving, signed_in, small_app

BETTER = "七上八下的水桶打水来"


@pytest.fixture
def url(database: Database) -> Iterator[str]:
    app = small_app()
    add_accounts(app, database, open_reading=True)
    with serving(app) as address:
        yield address


@pytest.fixture
def users(database: Database) -> Users:
    return Users(database)


def where(response: requests.Response) -> tuple[int, str | None]:
    return response.status_code, response.headers.get("Location")


def test_the_first_sign_in_leads_over_a_new_password(url: str, users: Users) -> None:
    password = users.add("zhangsan", "admin")
    browser = Browser(url)
    assert where(browser.sign_in("zhangsan", password, "/users")) == (303, "/password")
    assert where(browser.get("/users")) == (303, "/password")
    assert where(browser.fill("/password", current=password, new=GOOD_PASSWORD, again=GOOD_PASSWORD)) == (303, "/desk")
    assert browser.get("/users").status_code == 200
    assert where(Browser(url).sign_in("zhangsan", GOOD_PASSWORD, "/users")) == (303, "/users")


def test_a_wrong_password_keeps_the_name_and_the_way_back(url: str, users: Users) -> None:
    users.add("zhangsan", "reader")
    page = Browser(url).sign_in('zhangsan"><script>', "wrong", "/desk?q=dog")
    assert page.status_code == 401
    assert "用户名或密码不对" in page.text
    assert 'value="zhangsan&#34;&gt;&lt;script&gt;"' in page.text and 'value="/desk?q=dog"' in page.text
    assert "wrong" not in page.text


def test_signing_in_never_leads_to_another_site(url: str, users: Users) -> None:
    users.add("zhangsan", "reader")
    users.set_password("zhangsan", GOOD_PASSWORD)
    browser = Browser(url)
    assert "evil" not in browser.get("/signin?next=//evil.org").text
    assert where(browser.sign_in("zhangsan", GOOD_PASSWORD, "//evil.org")) == (303, "/desk")


def test_another_site_cannot_sign_its_visitors_in(url: str, users: Users) -> None:
    users.add("zhangsan", "reader")
    users.set_password("zhangsan", GOOD_PASSWORD)
    forged = requests.post(f"{url}/signin", data={"name": "zhangsan", "password": GOOD_PASSWORD})
    assert forged.status_code == 403 and "rightdoor_session" not in forged.headers.get("Set-Cookie", "")


def test_after_five_failures_the_right_password_is_refused_too(url: str, users: Users) -> None:
    users.add("zhangsan", "reader")
    users.set_password("zhangsan", GOOD_PASSWORD)
    browser = Browser(url)
    assert [browser.sign_in("zhangsan", "wrong").status_code for _ in range(5)] == [401] * 5
    assert browser.sign_in("zhangsan", GOOD_PASSWORD).status_code == 401


def test_signing_out_ends_the_session_for_a_copied_cookie_too(url: str, users: Users) -> None:
    browser = signed_in(url, users, "zhangsan", "admin")
    copied = Browser(url)
    copied.session.cookies.update(browser.session.cookies)
    token = re.search(r'name="csrf" value="([^"]+)"', browser.get("/users").text)
    assert token
    left = browser.session.post(f"{url}/signout", data={"csrf": token[1]}, allow_redirects=False)
    assert where(left) == (303, "/signin")
    assert "rightdoor_session" not in browser.session.cookies
    assert where(copied.get("/users")) == (303, "/signin?next=/users")


def test_signing_in_anew_ends_the_session_before(url: str, users: Users) -> None:
    browser = signed_in(url, users, "zhangsan", "admin")
    copied = Browser(url)
    copied.session.cookies.update(browser.session.cookies)
    browser.sign_in("zhangsan", GOOD_PASSWORD)
    assert browser.get("/users").status_code == 200
    assert copied.get("/users").status_code == 303


def test_a_new_password_signs_out_elsewhere_but_not_here(url: str, users: Users) -> None:
    here = signed_in(url, users, "zhangsan", "admin")
    elsewhere = Browser(url)
    elsewhere.sign_in("zhangsan", GOOD_PASSWORD)
    assert here.fill("/password", current=GOOD_PASSWORD, new=BETTER, again=BETTER).status_code == 303
    assert here.get("/users").status_code == 200
    assert elsewhere.get("/users").status_code == 303


@pytest.mark.parametrize(
    ("current", "new", "again", "says"),
    [
        (GOOD_PASSWORD, "another horse", "another hose", "两次输入的新密码不一样"),
        (GOOD_PASSWORD, GOOD_PASSWORD, GOOD_PASSWORD, "新密码和现在的密码一样"),
        ("wrong", "another horse", "another horse", "现在的密码不对"),
        (GOOD_PASSWORD, "short", "short", "密码至少要10个字符"),
        (GOOD_PASSWORD, "", "", "密码至少要10个字符"),
    ],
)
def test_a_password_that_is_not_changed_is_told_why(
    url: str, users: Users, current: str, new: str, again: str, says: str
) -> None:
    browser = signed_in(url, users, "zhangsan", "reader")
    page = browser.fill("/password", current=current, new=new, again=again)
    assert page.status_code == 400 and says in page.text
    assert Browser(url).sign_in("zhangsan", GOOD_PASSWORD).status_code == 303


def test_only_who_is_signed_in_has_a_password_to_change(url: str) -> None:
    assert where(Browser(url).get("/password")) == (303, "/signin?next=/password")


def test_an_admin_adds_a_user_whose_password_is_shown_once(url: str, users: Users) -> None:
    browser = signed_in(url, users, "boss", "admin")
    added = browser.fill("/users", action="add", name="Zhangsan", role="editor")
    shown = re.search(r"<code>([^<]+)</code>", added.text)
    assert added.status_code == 200 and shown
    assert shown[1] not in browser.get("/users").text
    assert where(Browser(url).sign_in("zhangsan", shown[1])) == (303, "/password")


def test_an_admin_disables_enables_and_changes_roles(url: str, users: Users) -> None:
    browser = signed_in(url, users, "boss", "admin")
    other = signed_in(url, users, "zhangsan", "reader")
    assert other.get("/users").status_code == 403
    assert where(browser.fill("/users", action="role", name="zhangsan", role="admin")) == (303, "/users")
    assert other.get("/users").status_code == 200
    assert where(browser.fill("/users", action="disable", name="zhangsan")) == (303, "/users")
    assert other.get("/users").status_code == 303
    assert "停用" in browser.get("/users").text
    assert Browser(url).sign_in("zhangsan", GOOD_PASSWORD).status_code == 401
    assert where(browser.fill("/users", action="enable", name="zhangsan")) == (303, "/users")
    assert Browser(url).sign_in("zhangsan", GOOD_PASSWORD).status_code == 303


def test_an_admin_resets_a_password(url: str, users: Users) -> None:
    browser = signed_in(url, users, "boss", "admin")
    signed_in(url, users, "zhangsan", "reader")
    shown = re.search(r"<code>([^<]+)</code>", browser.fill("/users", action="reset", name="zhangsan").text)
    assert shown
    assert Browser(url).sign_in("zhangsan", GOOD_PASSWORD).status_code == 401
    assert where(Browser(url).sign_in("zhangsan", shown[1])) == (303, "/password")


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"action": "add", "name": "boss", "role": "reader"}, "已经有用户“boss”"),
        ({"action": "add", "name": "<b>", "role": "reader"}, "用户名应为2到20个字"),
        ({"action": "role", "name": "boss", "role": "king"}, "角色应为"),
        ({"action": "disable", "name": "boss"}, "至少要留一名"),
        ({"action": "enable", "name": "nobody"}, "没有用户“nobody”"),
        ({"action": "delete", "name": "boss"}, "没有这种操作"),
        ({}, "没有这种操作"),
    ],
)
def test_a_change_that_cannot_be_made_is_told(url: str, users: Users, fields: dict[str, str], says: str) -> None:
    refused = signed_in(url, users, "boss", "admin").fill("/users", **fields)
    assert refused.status_code == 400 and says in refused.text


def test_pages_have_the_headers_of_all_pages(url: str) -> None:
    page = Browser(url).get("/signin")
    assert page.headers["Content-Security-Policy"].startswith("default-src 'self';")
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert not re.search(r"<script(?![^>]* src=)|<style|style=|\son\w+=", page.text)


def test_a_database_that_cannot_be_used_stops_no_server(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("broken")
    (folder / "rightdoor.db").write_bytes(b"no database at all " * 100)
    app = small_app()
    add_accounts(app, Database(f"sqlite:///{folder}/rightdoor.db"), open_reading=False)
    with serving(app) as address:
        assert requests.get(f"{address}/signin").status_code == 200
