"""A server of one's own: started as `make run` does, on loopback, and stopped again."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import requests

from bot.settings import ROOT

_PATIENCE = 120.0  # seconds until it must be ready


class ServerError(Exception):
    """The server did not come up: the end of its log."""


@contextmanager
def running_server(
    home: Path, log: Path, path: str = "/readyz", program: Sequence[str] = ("-m", "bot.cli", "run"), **settings: str
) -> Iterator[str]:
    """The address of a server over the data folder ``home``, as soon as it answers at ``path``.

    ``settings`` are environment variables. Raises ServerError.
    """
    port = free_port()
    ours = {"RIGHTDOOR_HOME": str(home), "PORT": str(port), "DATABASE_URL": "", "HOST": ""}
    with log.open("w") as out:
        server = subprocess.Popen(
            [sys.executable, *program], cwd=ROOT, env=os.environ | ours | settings, stdout=out, stderr=subprocess.STDOUT
        )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_until(url + path, server, log)
        yield url
    finally:
        server.terminate()
        server.wait(timeout=20)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            if requests.get(url, timeout=2).ok:
                return
        except requests.RequestException:
            pass
        time.sleep(0.25)
    raise ServerError(f"服务没有起来，日志的末尾是：\n{log.read_text(errors='replace')[-3000:]}")
