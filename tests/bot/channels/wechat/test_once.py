from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.channels.wechat.once import KEPT, Pushes


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'test.db'}"


def test_a_push_is_claimed_once_however_many_ask(url: str) -> None:
    replicas = [Pushes(url), Pushes(url)]
    with ThreadPoolExecutor(8) as pool:
        claimed = list(pool.map(lambda n: replicas[n % 2].claim("message:7", "wx-a"), range(40)))
    assert claimed.count(True) == 1


def test_every_replica_sees_the_answer(url: str) -> None:
    one, other = Pushes(url), Pushes(url)
    one.claim("message:7", "wx-a")
    assert other.answer("message:7") is None
    one.finish("message:7", "户政科")
    assert other.answer("message:7") == "户政科"


def test_a_late_answer_is_handed_out_once_and_to_its_user(url: str) -> None:
    pushes = Pushes(url)
    pushes.claim("message:7", "wx-a")
    pushes.postpone("message:7")
    assert pushes.due("wx-a") == []
    pushes.finish("message:7", "户政科")
    assert pushes.due("wx-b") == []
    assert pushes.due("wx-a") == ["户政科"]
    assert pushes.due("wx-a") == []


def test_what_is_left_of_an_answer_is_the_latest_ones(url: str) -> None:
    pushes = Pushes(url)
    pushes.keep_rest("wx-a", "余下一")
    pushes.keep_rest("wx-a", "余下二")
    assert (pushes.rest("wx-a"), pushes.rest("wx-b")) == ("余下二", "")
    pushes.keep_rest("wx-a", "")
    assert pushes.rest("wx-a") == ""


def test_who_leaves_leaves_nothing(url: str) -> None:
    pushes = Pushes(url)
    for user in ("wx-a", "wx-b"):
        pushes.claim(f"message:{user}", user)
        pushes.finish(f"message:{user}", "答")
        pushes.keep_rest(user, "余下")
    pushes.forget("wx-a")
    assert (pushes.answer("message:wx-a"), pushes.rest("wx-a")) == (None, "")
    assert (pushes.answer("message:wx-b"), pushes.rest("wx-b")) == ("答", "余下")


def test_old_rows_go(url: str) -> None:
    clock = [0.0]
    pushes = Pushes(url, now=lambda: clock[0])
    pushes.claim("message:1", "wx-a")
    clock[0] = KEPT + 1
    pushes.claim("message:2", "wx-a")
    pushes.expire()
    assert pushes.claim("message:1", "wx-a")
    assert not pushes.claim("message:2", "wx-a")
