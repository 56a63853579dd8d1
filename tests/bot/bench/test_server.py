from __future__ import annotations

from pathlib import Path

import pytest
import requests

from bot.bench.server import ServerError, running_server

PAGE = "import http.server, os; http.server.HTTPServer(('127.0.0.1', int(os.environ['PORT'])), {}).serve_forever()"
GOOD = PAGE.format("http.server.SimpleHTTPRequestHandler")


def test_a_server_runs_as_long_as_it_is_needed(tmp_path: Path) -> None:
    with running_server(tmp_path, tmp_path / "log", "/README.md", ("-c", GOOD)) as url:
        assert requests.get(f"{url}/README.md", timeout=5).ok
    with pytest.raises(requests.ConnectionError):
        requests.get(url, timeout=5)


def test_a_server_that_stops_says_why(tmp_path: Path) -> None:
    with (
        pytest.raises(ServerError, match=r"(?s)服务没有起来.*端口被占用"),
        running_server(tmp_path, tmp_path / "log", program=("-c", "raise SystemExit('端口被占用')")),
    ):
        pass
