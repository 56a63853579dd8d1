import pytest

from bot import rate as module
from bot.rate import Rate


def test_each_may_so_often_and_nobody_less_for_another() -> None:
    rate = Rate(2)
    assert [rate.allows("a"), rate.allows("a"), rate.allows("a"), rate.allows("b")] == [True, True, False, True]


def test_after_a_minute_it_may_be_again(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: now[0])
    rate = Rate(1)
    assert rate.allows("a")
    now[0] = 59.9
    assert not rate.allows("a")
    now[0] = 60.0
    assert rate.allows("a")


def test_who_is_forgotten_starts_afresh() -> None:
    rate = Rate(1)
    rate.allows("a")
    rate.forget("a")
    rate.forget("unknown")
    assert rate.allows("a")


def test_only_the_users_heard_last_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_KNOWN_USERS", 2)
    rate = Rate(1)
    assert [rate.allows(user) for user in ("a", "b", "c", "a")] == [True] * 4
