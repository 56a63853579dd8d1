"""Against small servers that answer well, badly or not at all."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from xml.etree import ElementTree

import pytest

from bot.bench.load import TALK, Waits, of_a_conversation, of_page, of_wechat
from bot.channels.wechat.envelope import Account
from bot.channels.wechat.replies import text_reply
from bot.channels.wechat.simulate import ACCOUNT_NAME, Platform


class Server(ThreadingHTTPServer):
    """Answers pushes, chats and pages, with ``status``; remembers the pushes and who chatted."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.status = 200
        self.pushed: list[dict[str, str]] = []
        self.chatted: list[tuple[str, str]] = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self._say("ok")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/webhooks/rest/webhook":
            said = json.loads(body)
            self.server.chatted.append((said["sender"], said["message"]))
            return self._say("[]")
        pushed = {child.tag: child.text or "" for child in ElementTree.fromstring(body)}
        self.server.pushed.append(pushed)
        return self._say(text_reply(pushed["FromUserName"], ACCOUNT_NAME, "答", now=1.0))

    def _say(self, text: str) -> None:
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(text.encode())))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_: Any) -> None:
        """Quiet."""


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server()
    yield running
    running.shutdown()
    running.server_close()


def test_every_user_says_everything_and_some_pushes_come_twice(server: Server) -> None:
    waits = of_wechat(Platform(server.url, Account("token"), "plain"), ["狗叫", "护照"], users=5, messages=20)
    assert (len(waits.seconds), waits.faults) == (100, ())
    users = {pushed["FromUserName"] for pushed in server.pushed}
    numbers = {pushed["MsgId"] for pushed in server.pushed}
    assert (len(users), len(numbers)) == (5, 100)
    assert 105 <= len(server.pushed) <= 135


def test_what_goes_wrong_is_told(server: Server) -> None:
    server.status = 500
    waits = of_wechat(Platform(server.url, Account("token"), "plain"), ["狗叫"], users=1, messages=1)
    assert "状态是500" in waits.faults[0]
    assert of_page(server.url, users=2, messages=2).faults == ("应答的状态是500",) * 4
    server.shutdown()
    server.server_close()
    assert of_page(server.url, users=1, messages=1).faults == ("没有应答（ConnectionError）",)


def test_a_long_conversation_is_measured_beside_new_ones(server: Server) -> None:
    early, late, faults = of_a_conversation(server.url, turns=6, times=2)
    assert early > 0 and late > 0 and faults == ()
    conversations: dict[str, list[str]] = {}
    for sender, words in server.chatted:
        conversations.setdefault(sender, []).append(words)
    first, further = TALK
    assert list(conversations.values()) == [[first, further] * 2 + [further, first] * 2] + [[first, further, first]] * 2


def test_waits_are_counted_from_the_shortest() -> None:
    waits = Waits(tuple(float(seconds) for seconds in range(100, 0, -1)), total=100.0)
    assert (waits.percentile(0.5), waits.percentile(0.99), waits.within(2.0)) == (51.0, 100.0, 0.02)
