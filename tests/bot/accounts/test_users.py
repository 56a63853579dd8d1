from __future__ import annotations

import pytest
from argon2 import PasswordHasher
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from bot.accounts.passwords import is_outdated, matches
from bot.accounts.sessions import Sessions
from bot.accounts.users import AccountError, SignInRefused, User, Users
from bot.database import Database
from bot.schema import account
from tests.bot.accounts.conftest import Clock

HERE = "10.0.0.1"
GOOD = "correct horse"


def test_a_new_user_signs_in_with_the_one_time_password_and_must_change_it(database: Database) -> None:
    users = Users(database)
    password = users.add("zhangsan", "editor")
    assert users.check("zhangsan", password, HERE) == User("zhangsan", "editor", False, must_change=True)

    users.set_password("zhangsan", GOOD)
    assert users.check("zhangsan", GOOD, HERE) == User("zhangsan", "editor", False, must_change=False)
    with pytest.raises(SignInRefused):
        users.check("zhangsan", password, HERE)


def test_no_password_is_in_the_database(database: Database) -> None:
    password = Users(database).add("zhangsan", "editor")
    with database.engine.connect() as connection:
        row = connection.execute(select(account)).one()
    assert password not in str(row) and row.password.startswith("$argon2id$")


def test_a_name_is_the_same_in_capitals_and_full_width(database: Database) -> None:
    users = Users(database)
    password = users.add(" ＺhangSan ", "reader")
    assert users.check("ZHANGSAN", password, HERE).name == "zhangsan"
    with pytest.raises(AccountError, match="已经有用户“zhangsan”"):
        users.add("Zhangsan", "admin")


@pytest.mark.parametrize("name", ["", "a", "a" * 21, "张 三", "a/b", "<b>", "a\x00b", "户政科：张"])
def test_a_name_that_could_be_mistaken_is_refused(database: Database, name: str) -> None:
    with pytest.raises(AccountError, match="用户名应为2到20个字"):
        Users(database).add(name, "reader")


def test_an_unknown_role_is_refused(database: Database) -> None:
    users = Users(database)
    with pytest.raises(AccountError, match="reader、editor、trainer、admin之一，实为“boss”"):
        users.add("zhangsan", "boss")
    users.add("zhangsan", "reader")
    with pytest.raises(AccountError, match="boss"):
        users.set_role("zhangsan", "boss")


def test_a_refusal_is_the_same_whatever_its_reason(database: Database) -> None:
    users = Users(database)
    users.add("admin", "admin")
    disabled = users.add("lisi", "reader")
    users.disable("lisi")
    locked = users.add("wangwu", "reader")
    for _ in range(5):
        with pytest.raises(SignInRefused):
            users.check("wangwu", "wrong", "10.0.0.9")
    said = set()
    for name, password in (("admin", "wrong"), ("nobody", "wrong"), ("lisi", disabled), ("wangwu", locked), ("", "")):
        with pytest.raises(SignInRefused) as caught:
            users.check(name, password, HERE)
        said.add(str(caught.value))
    assert len(said) == 1


def test_a_name_that_does_not_exist_costs_a_hash_too(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []

    def recording(password: str, kept: str | None) -> bool:
        compared.append((password, kept))
        return matches(password, kept)

    monkeypatch.setattr("bot.accounts.users.matches", recording)
    for name in ("nobody", "", "no body's"):
        with pytest.raises(SignInRefused):
            Users(database).check(name, "wrong", HERE)
    assert compared == [("wrong", None)] * 3


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(max_size=100), password=st.text(max_size=100), address=st.text(max_size=100))
def test_nothing_that_is_typed_breaks_it(database: Database, name: str, password: str, address: str) -> None:
    with pytest.raises(SignInRefused):
        Users(database).check(name, password, address)


def test_a_locked_name_lets_its_owner_in_after_a_new_password(database: Database, clock: Clock) -> None:
    users = Users(database, clock)
    users.add("zhangsan", "reader")
    for _ in range(5):
        with pytest.raises(SignInRefused):
            users.check("zhangsan", "wrong", HERE)
    password = users.reset_password("zhangsan")
    assert users.check("zhangsan", password, HERE).must_change


def test_signing_in_forgets_the_failures_before(database: Database, clock: Clock) -> None:
    users = Users(database, clock)
    password = users.add("zhangsan", "reader")
    for _ in range(3):
        for _ in range(4):
            with pytest.raises(SignInRefused):
                users.check("zhangsan", "wrong", HERE)
        assert users.check("zhangsan", password, HERE)


def test_a_disabled_user_is_out_at_once_and_enabled_again_must_sign_in_anew(database: Database) -> None:
    users, sessions = Users(database), Sessions(database)
    users.add("admin", "admin")
    password = users.add("zhangsan", "reader")
    token = sessions.open("zhangsan")
    users.disable("zhangsan")
    assert sessions.find(token) is None
    with pytest.raises(SignInRefused):
        users.check("zhangsan", password, HERE)
    users.enable("zhangsan")
    assert sessions.find(token) is None
    assert users.check("zhangsan", password, HERE)


def test_a_new_password_ends_the_sessions_of_its_user_only(database: Database) -> None:
    users, sessions = Users(database), Sessions(database)
    users.add("zhangsan", "reader")
    users.add("lisi", "reader")
    own, other = sessions.open("zhangsan"), sessions.open("lisi")
    users.set_password("zhangsan", GOOD)
    assert sessions.find(own) is None and sessions.find(other) is not None
    own = sessions.open("zhangsan")
    users.reset_password("zhangsan")
    assert sessions.find(own) is None and sessions.find(other) is not None


def test_a_weak_password_is_refused_and_the_old_one_stays(database: Database) -> None:
    users = Users(database)
    password = users.add("zhangsan", "reader")
    with pytest.raises(AccountError, match="除去用户名"):
        users.set_password("ZhangSan", "zhangsan1234")
    assert users.check("zhangsan", password, HERE)


def test_the_last_admin_stays_one(database: Database) -> None:
    users = Users(database)
    users.add("admin", "admin")
    users.add("zhangsan", "reader")
    with pytest.raises(AccountError, match="至少要留一名"):
        users.disable("admin")
    with pytest.raises(AccountError, match="至少要留一名"):
        users.set_role("admin", "reader")
    users.set_role("zhangsan", "admin")
    users.disable("admin")
    assert users.list() == (User("admin", "admin", True, True), User("zhangsan", "admin", False, True))


def test_without_any_admin_the_others_can_still_be_changed(database: Database) -> None:
    users = Users(database)
    users.add("zhangsan", "reader")
    users.disable("zhangsan")
    assert users.list() == (User("zhangsan", "reader", True, True),)


def test_changing_somebody_who_is_not_there_is_told(database: Database) -> None:
    for name in ("nobody", "no\x00body"):
        with pytest.raises(AccountError, match=f"没有用户“{name}”"):
            Users(database).disable(name)


def test_the_first_admin_is_made_once(database: Database) -> None:
    users = Users(database)
    password = users.add_first("admin")
    assert password is not None and users.check("admin", password, HERE).role == "admin"
    assert users.add_first("admin") is None


def test_a_hash_with_old_parameters_is_renewed_by_signing_in(database: Database) -> None:
    users = Users(database)
    users.add("zhangsan", "reader")
    with database.engine.begin() as connection:
        old = PasswordHasher(time_cost=1, memory_cost=64).hash(GOOD)
        connection.execute(update(account).values(password=old))
    assert users.check("zhangsan", GOOD, HERE)
    with database.engine.connect() as connection:
        kept = connection.scalar(select(account.c.password))
    assert kept != old and not is_outdated(kept)
    assert users.check("zhangsan", GOOD, HERE)


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("reader", ["reader"]),
        ("editor", ["reader", "editor"]),
        ("trainer", ["reader", "trainer"]),
        ("admin", ["reader", "editor", "trainer", "admin"]),
    ],
)
def test_everyone_may_read_and_an_admin_may_all(role: str, may: list[str]) -> None:
    user = User("zhangsan", role, False, False)
    assert [one for one in ("reader", "editor", "trainer", "admin") if user.may(one)] == may
