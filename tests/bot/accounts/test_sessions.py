from __future__ import annotations

from sqlalchemy import func, select

from bot.accounts.sessions import Sessions
from bot.accounts.users import User, Users
from bot.database import Database
from bot.schema import session
from tests.bot.accounts.conftest import Clock

HOUR = 3600


def test_a_session_knows_its_user_as_of_now(database: Database) -> None:
    users, sessions = Users(database), Sessions(database)
    users.add("zhangsan", "reader")
    token = sessions.open("zhangsan")
    found = sessions.find(token)
    assert found is not None and found.user == User("zhangsan", "reader", False, True)
    users.set_role("zhangsan", "editor")
    promoted = sessions.find(token)
    assert promoted is not None and promoted.user.role == "editor" and promoted.csrf == found.csrf


def test_tokens_are_not_in_the_table(database: Database) -> None:
    Users(database).add("zhangsan", "reader")
    token = Sessions(database).open("zhangsan")
    with database.engine.connect() as connection:
        row = connection.execute(select(session)).one()
    assert token not in str(row) and len(token) > 40
    assert Sessions(database).find(row.token) is None


def test_two_sessions_share_nothing(database: Database) -> None:
    Users(database).add("zhangsan", "reader")
    sessions = Sessions(database)
    one, other = sessions.open("zhangsan"), sessions.open("zhangsan")
    assert one != other
    assert sessions.find(one).csrf != sessions.find(other).csrf  # type: ignore[union-attr]
    sessions.close(one)
    assert sessions.find(one) is None and sessions.find(other) is not None


def test_it_ends_after_eight_idle_hours(database: Database, clock: Clock) -> None:
    Users(database).add("zhangsan", "reader")
    sessions = Sessions(database, clock)
    token = sessions.open("zhangsan")
    clock.seconds += 8 * HOUR
    assert sessions.find(token) is not None
    clock.seconds += 8 * HOUR + 1
    assert sessions.find(token) is None


def test_it_ends_after_a_day_however_busy(database: Database, clock: Clock) -> None:
    Users(database).add("zhangsan", "reader")
    sessions = Sessions(database, clock)
    token = sessions.open("zhangsan")
    for _ in range(24):
        clock.seconds += HOUR
        assert sessions.find(token) is not None
    clock.seconds += 1
    assert sessions.find(token) is None


def test_rows_that_are_over_are_removed_when_another_opens(database: Database, clock: Clock) -> None:
    Users(database).add("zhangsan", "reader")
    sessions = Sessions(database, clock)
    for _ in range(3):
        sessions.open("zhangsan")
    clock.seconds += 9 * HOUR
    sessions.open("zhangsan")
    with database.engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(session)) == 1


def test_an_unknown_token_finds_nothing(database: Database) -> None:
    sessions = Sessions(database)
    assert sessions.find("") is None and sessions.find("\ud83d") is None
    sessions.close("unknown")
