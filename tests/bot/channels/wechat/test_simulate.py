"""The simulator against servers that answer badly: it must not be content with them."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from click.testing import Result
from typer.testing import CliRunner

from bot.channels.wechat import simulate
from bot.channels.wechat.envelope import Account
from bot.channels.wechat.replies import LONGEST, text_reply
from bot.channels.wechat.simulate import ACCOUNT_NAME, Platform, SimulationError, conversations, play, summary
from bot.cli import app

PLAIN = Account("token")
Answer = Callable[[dict[str, str]], tuple[int, str]]


@contextmanager
def server(answer: Answer) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            pushed = {child.tag: child.text or "" for child in ElementTree.fromstring(body)}
            status, said = answer(pushed)
            self.send_response(status)
            self.send_header("Content-Length", str(len(said.encode())))
            self.end_headers()
            self.wfile.write(said.encode())

        def log_message(self, *_: Any) -> None:
            """Quiet."""

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{running.server_address[1]}"
    finally:
        running.shutdown()
        running.server_close()


def echo(pushed: dict[str, str]) -> tuple[int, str]:
    return 200, text_reply(pushed["FromUserName"], ACCOUNT_NAME, f"答：{pushed['Content']}")


def test_a_good_server_has_no_fault() -> None:
    with server(echo) as url:
        outcomes = list(play(Platform(url, PLAIN, "plain"), [["狗叫", "<&"], ["护照"]]))
    assert [(outcome.reply, outcome.faults) for outcome in outcomes] == [
        ("答：狗叫", ()),
        ("答：<&", ()),
        ("答：护照", ()),
    ]
    assert (summary(outcomes) or "").startswith("3句，0句有毛病")


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (lambda pushed: (403, ""), "状态是403"),
        (lambda pushed: (200, "success"), "没有回复"),
        (lambda pushed: (200, "<xml>"), "看不懂"),
        (lambda pushed: (200, text_reply("oOther", ACCOUNT_NAME, "答")), "写给了别人"),
        (lambda pushed: (200, text_reply(pushed["FromUserName"], ACCOUNT_NAME, "长" * LONGEST)), "字节"),
    ],
)
def test_every_fault_is_named(answer: Answer, fault: str) -> None:
    with server(answer) as url:
        outcome = Platform(url, PLAIN, "plain").say("oA", "狗叫")
    assert len(outcome.faults) == 1 and fault in outcome.faults[0]


def test_who_does_not_answer_in_time_is_asked_three_times(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(simulate, "PATIENCE", 0.2)
    heard: list[str] = []

    def slow(pushed: dict[str, str]) -> tuple[int, str]:
        heard.append(pushed["MsgId"])
        time.sleep(0.5)
        return echo(pushed)

    with server(slow) as url:
        outcome = Platform(url, PLAIN, "plain").say("oA", "狗叫")
    assert "推了3次" in outcome.faults[0]
    assert len(heard) == 3 and len(set(heard)) == 1


def test_doubles_must_be_answered_alike() -> None:
    count = iter(range(9))

    def fickle(pushed: dict[str, str]) -> tuple[int, str]:
        return 200, text_reply(pushed["FromUserName"], ACCOUNT_NAME, f"第{next(count)}次")

    with server(fickle) as url:
        outcome = Platform(url, PLAIN, "plain", doubled=True).say("oA", "狗叫")
    assert outcome.faults == ("同一条推送得到不同的回复",)
    assert outcome.note.endswith("又推了1遍，回复不同")


def test_out_of_order_every_push_comes_again_after_the_conversation() -> None:
    heard: list[tuple[str, str]] = []

    def listening(pushed: dict[str, str]) -> tuple[int, str]:
        heard.append((pushed["MsgId"], pushed["Content"]))
        return echo(pushed)

    with server(listening) as url:
        outcomes = list(play(Platform(url, PLAIN, "plain"), [["狗叫", "那电话呢", "护照"]], out_of_order=True))
    assert [words for _, words in heard[:3]] == ["狗叫", "那电话呢", "护照"]
    assert sorted(heard[3:]) == sorted(heard[:3])
    assert [(outcome.faults, outcome.repeats) for outcome in outcomes] == [((), 1)] * 3
    assert "又推了3遍，回复全都相同" in (summary(outcomes) or "")


def test_a_repeat_that_is_answered_as_a_new_message_is_a_fault() -> None:
    heard: list[str] = []

    def counting(pushed: dict[str, str]) -> tuple[int, str]:
        heard.append(pushed["Content"])
        return 200, text_reply(pushed["FromUserName"], ACCOUNT_NAME, f"第{len(heard)}句")

    with server(counting) as url:
        outcomes = list(play(Platform(url, PLAIN, "plain"), [["狗叫"]], out_of_order=True))
    assert [outcome.faults for outcome in outcomes] == [("同一条推送得到不同的回复",)]
    assert "又推了1遍，1句的回复前后不同" in (summary(outcomes) or "")


def test_conversations_are_parted_by_blank_lines() -> None:
    assert conversations("# 第一个人\n狗叫\n那电话呢\n\n\n护照\n") == [["狗叫", "那电话呢"], ["护照"]]


def test_a_mode_with_encryption_needs_a_key() -> None:
    with pytest.raises(SimulationError, match="WECHAT_AES_KEY"):
        Platform("http://127.0.0.1:1", PLAIN, "safe")


def test_the_command_shows_the_conversation_and_its_status_tells_of_faults(tmp_path: Path) -> None:
    file = tmp_path / "talk.txt"
    file.write_text("狗叫\n", encoding="utf-8")

    def simulate(*arguments: str, said: str = "", token: str = "token") -> Result:
        environment = {"WECHAT_TOKEN": token, "RIGHTDOOR_HOME": str(tmp_path)}
        return CliRunner().invoke(app, ["wechat", "simulate", *arguments], input=said, env=environment)

    with server(echo) as url:
        good = simulate(str(file), "--url", url, "--out-of-order")
        typed = simulate("--url", url, said="护照\n")
    with server(lambda pushed: (403, "")) as url:
        bad = simulate(str(file), "--url", url)
    assert (good.exit_code, typed.exit_code, bad.exit_code) == (0, 0, 1)
    assert "▷ 狗叫\n答：狗叫" in good.output and "又推了1遍，回复相同）" in good.output
    assert "▷ 护照\n答：护照" in typed.output
    unset, nothing = simulate(str(file), token=""), simulate("--out-of-order")
    assert unset.exit_code == 1 and "WECHAT_TOKEN" in unset.output
    assert nothing.exit_code == 2 and "对话文件" in nothing.output
