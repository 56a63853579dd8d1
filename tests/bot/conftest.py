"""A trained model and a running server, shared by the tests that need them."""

from __future__ import annotations

import hashlib
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

from bot.settings import ROOT

_MODEL_DEPENDS_ON = (
    "config.yml",
    "domain.yml",
    "requirements.lock",
    "nlu_data/**/*.yml",
    "knowledge/**/*.yml",
    "knowledge/**/*.txt",
    "bot/nlu/*.py",
    "bot/nlu/*.yml",
)


def _fingerprint() -> str:
    files = sorted(file for pattern in _MODEL_DEPENDS_ON for file in ROOT.glob(pattern))
    digest = hashlib.sha256()
    for file in files:
        digest.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    return digest.hexdigest()[:16]


@pytest.fixture(scope="session")
def home(pytestconfig: pytest.Config) -> Path:
    """A data folder with a model trained from the tree as it is; kept until the tree changes."""
    folder = ROOT / "var" / "tests" / _fingerprint()
    if not (folder / "models" / "rightdoor.tar.gz").exists():
        shutil.rmtree(folder.parent, ignore_errors=True)
        capture = pytestconfig.pluginmanager.getplugin("capturemanager")
        with capture.global_and_fixture_disabled():  # minutes of work: let its progress be seen
            subprocess.run(
                [sys.executable, "-m", "bot.cli", "train"],
                check=True,
                cwd=ROOT,
                env=os.environ | {"RIGHTDOOR_HOME": str(folder)},
            )
    return folder


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running_server(
    home: Path, log: Path, path: str = "/readyz", program: Sequence[str] = ("-m", "bot.cli", "run"), **settings: str
) -> Iterator[str]:
    """The address of a server started as `make run` does, as soon as it answers at ``path``."""
    port = free_port()
    with log.open("w") as out:
        server = subprocess.Popen(
            [sys.executable, *program],
            cwd=ROOT,
            env=os.environ
            | {"RIGHTDOOR_HOME": str(home), "PORT": str(port), "DATABASE_URL": "", "HOST": ""}
            | settings,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_until(url + path, server, log)
        yield url
    finally:
        server.terminate()
        server.wait(timeout=20)


@pytest.fixture(scope="session")
def server_url(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that answers with the trained model."""
    with running_server(home, tmp_path_factory.mktemp("server") / "log") as url:
        yield url


def _wait_until(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(240):
        if server.poll() is not None:
            pytest.fail(f"the server stopped:\n{log.read_text()[-3000:]}")
        try:
            if requests.get(url, timeout=2).ok:
                return
        except requests.ConnectionError:
            pass
        time.sleep(0.5)
    pytest.fail(f"the server is not ready:\n{log.read_text()[-3000:]}")
