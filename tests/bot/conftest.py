"""A trained model and a running server, shared by the tests that need them."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.bench.server import running_server
from bot.settings import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser

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


@pytest.fixture(scope="session")
def server_url(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that answers with the trained model."""
    with running_server(home, tmp_path_factory.mktemp("server") / "log") as url:
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # Only here, so that what needs no browser needs no Playwright either.
    from tests.bot.chromium import CHROMIUM, sync_api

    with sync_api.sync_playwright() as playwright:
        # Without its sandbox, because root (a container) cannot have it.
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()
