"""A stand-in for the platform's API on loopback; ids, secrets and tokens are invented."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class StandIn(ThreadingHTTPServer):
    """Gives out tokens t1, t2 …, of which the latest is good; remembers the menus and the messages."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.given = 0
        self.menus: list[Any] = []
        self.messages: list[Any] = []
        self.refusal: dict[str, Any] = {}  # of whatever needs a token
        self.open = threading.Event()  # without it, nothing that needs a token is answered
        self.open.set()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, *_: Any) -> None:
        """Who asked has not waited."""

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: StandIn

    def do_POST(self) -> None:
        content = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        answer = json.dumps(self._answer(content)).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def _answer(self, content: Any) -> dict[str, Any]:
        if self.path == "/cgi-bin/stable_token":
            if content["secret"] != "secret":
                return {"errcode": 40125, "errmsg": "invalid appsecret"}
            self.server.given += 1
            return {"access_token": f"t{self.server.given}", "expires_in": 7200}
        kept = {"/cgi-bin/menu/create": self.server.menus, "/cgi-bin/message/custom/send": self.server.messages}
        path, _, token = self.path.partition("?access_token=")
        if token != f"t{self.server.given}":
            return {"errcode": 42001, "errmsg": "access_token expired"}
        if self.server.refusal:
            return self.server.refusal
        self.server.open.wait()
        kept[path].append(content)
        return {"errcode": 0, "errmsg": "ok"}

    def log_message(self, *_: Any) -> None:
        """Quiet."""
