from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from bot.accounts.lockout import Lockout
from bot.database import Database
from tests.bot.accounts.conftest import Clock

MINUTE = 60


def test_the_sixth_attempt_on_a_name_waits_fifteen_minutes_from_wherever_it_comes(
    database: Database, clock: Clock
) -> None:
    lockout = Lockout(database, clock)
    assert [lockout.begin("zhang", f"10.0.0.{n}") for n in range(7)] == [True] * 5 + [False] * 2
    assert lockout.begin("li", "10.0.0.1")
    clock.seconds += 15 * MINUTE - 1
    assert not lockout.begin("zhang", "10.0.0.8")
    clock.seconds += 1
    assert lockout.begin("zhang", "10.0.0.8")


def test_refused_attempts_do_not_make_it_longer(database: Database, clock: Clock) -> None:
    lockout = Lockout(database, clock)
    for _ in range(5):
        lockout.begin("zhang", "10.0.0.1")
    for _ in range(15):
        clock.seconds += MINUTE - 1
        assert not lockout.begin("zhang", "10.0.0.1")
    clock.seconds += 15
    assert lockout.begin("zhang", "10.0.0.1")


def test_failures_far_apart_do_not_add_up(database: Database, clock: Clock) -> None:
    lockout = Lockout(database, clock)
    for _ in range(20):
        assert lockout.begin("zhang", "10.0.0.1")
        clock.seconds += 4 * MINUTE


def test_an_address_may_try_twenty_names(database: Database, clock: Clock) -> None:
    lockout = Lockout(database, clock)
    assert [lockout.begin(f"name{n}", "10.0.0.1") for n in range(22)] == [True] * 20 + [False] * 2
    assert lockout.begin("name1", "10.0.0.2")


def test_who_signs_in_starts_afresh_and_the_address_forgets_only_that(database: Database, clock: Clock) -> None:
    lockout = Lockout(database, clock)
    for n in range(19):
        lockout.begin(f"victim{n}", "10.0.0.1")
    assert lockout.begin("mallory", "10.0.0.1")
    lockout.forgive("mallory")
    assert lockout.begin("victim", "10.0.0.1")
    assert not lockout.begin("mallory", "10.0.0.1")


def test_attempts_at_the_same_time_do_not_slip_through(database: Database, clock: Clock) -> None:
    lockout = Lockout(database, clock)
    with ThreadPoolExecutor(8) as pool:
        allowed = list(pool.map(lambda n: lockout.begin("zhang", f"10.0.0.{n}"), range(40)))
    assert allowed.count(True) <= 5
