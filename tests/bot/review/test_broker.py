"""From a resident's question to the trainers' table, through a running server."""

from __future__ import annotations

import time
from pathlib import Path

import requests

from bot.bench.server import running_server
from bot.channels.wechat import texts
from bot.database import Database
from bot.review.turns import Filter, Turn, Turns
from tests.bot.channels.wechat.platform import TOKEN, USER, message, signed

SENDER = "web-0123456789abcdef"


def ask(url: str, words: str) -> None:
    requests.post(f"{url}/webhooks/rest/webhook", json={"sender": SENDER, "message": words}, timeout=30)


def push(url: str, xml: str) -> str:
    return requests.post(f"{url}/webhooks/wechat/webhook", params=signed(), data=xml.encode(), timeout=30).text


def newest_first(turns: Turns, channel: str) -> list[Turn]:
    return list(turns.find(Filter(channel=channel)).rows)


def until_opinions_are(turns: Turns, channel: str, opinions: list[str]) -> None:
    for _ in range(100):
        if [one.feedback for one in newest_first(turns, channel)] == opinions:
            return
        time.sleep(0.1)
    raise AssertionError(newest_first(turns, channel))


def test_turns_are_kept_masked_with_what_became_of_them(home: Path, tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/rightdoor.db")
    turns = Turns(database)
    settings = {"DATABASE_URL": f"sqlite:///{tmp_path}/rightdoor.db", "WECHAT_TOKEN": TOKEN}
    with running_server(home, tmp_path / "log", **settings) as url:
        ask(url, "证件丢了")
        ask(url, "1")
        ask(url, "我叫张三，电话13800138000，狗天天叫归谁管")
        rated = requests.post(f"{url}/feedback", json={"sender": SENDER, "useful": False}, timeout=10)
        assert rated.json() == {"ok": True}
        push(url, message(number=1, Content="身份证丢了上哪补"))
        assert texts.NOTED in push(url, message(number=2, Content="有用"))
        until_opinions_are(turns, "wechat", ["useful"])
        push(url, message("event", Event="unsubscribe"))
        until_opinions_are(turns, "wechat", [])
        ask(url, "谢谢")  # written when the server stops
    thanks, dog, picked, asked_back = newest_first(turns, "rest")
    assert (thanks.text, thanks.kind, thanks.intent) == ("谢谢", "smalltalk", "thanks")
    assert (dog.text, dog.matter) == ("我叫**，电话***********，狗天天叫归谁管", "dog_barking")
    assert (dog.feedback, dog.evidence, len(dog.guesses)) == ("useless", "dog_barking", 5)
    assert (picked.text, picked.confidence, picked.matter) == ("1", 1.0, asked_back.options[0])
    assert (asked_back.kind, asked_back.outcome, asked_back.model) == ("clarify", "option", dog.model)
    assert dog.answer.startswith("【犬类管理】") and len(dog.model) == 32
    kept = b"".join(file.read_bytes() for file in tmp_path.glob("rightdoor.db*"))
    for name in (SENDER, USER, "张三", "13800138000"):
        assert name.encode() not in kept
    database.engine.dispose()
