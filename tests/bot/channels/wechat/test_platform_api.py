"""Against a stand-in for the platform's API on loopback; ids, secrets and tokens are invented."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.channels.wechat.menu import read_menu
from bot.channels.wechat.platform_api import Access, PlatformApi, PlatformError
from bot.settings import ROOT
from tests.bot.channels.wechat.stand_in import StandIn


def test_the_menu_arrives_and_the_token_is_asked_for_once(platform: StandIn, tmp_path: Path) -> None:
    for _ in range(2):  # as two processes would
        PlatformApi(Access("wx1", "secret", platform.base), tmp_path).push_menu(read_menu())
    assert platform.menus == [read_menu()] * 2
    assert platform.given == 1
    assert (tmp_path / "secrets" / "wechat_token.json").stat().st_mode & 0o777 == 0o600


def test_a_token_that_somebody_else_replaced_is_renewed(platform: StandIn, tmp_path: Path) -> None:
    api = PlatformApi(Access("wx1", "secret", platform.base), tmp_path)
    api.push_menu({"button": []})
    platform.given += 1
    api.push_menu({"button": []})
    assert len(platform.menus) == 2


@pytest.mark.parametrize(
    ("refusal", "why"),
    [
        ({"errcode": 40164, "errmsg": "invalid ip"}, "白名单"),
        ({"errcode": 48001, "errmsg": "api unauthorized"}, "没有认证"),
        ({"errcode": 99999, "errmsg": "of 2030"}, "错误99999.*of 2030"),
    ],
)
def test_a_refusal_says_what_to_do(platform: StandIn, tmp_path: Path, refusal: dict[str, Any], why: str) -> None:
    platform.refusal = refusal
    with pytest.raises(PlatformError, match=why):
        PlatformApi(Access("wx1", "secret", platform.base), tmp_path).push_menu({})


def test_a_platform_that_cannot_be_reached_is_one_line_without_the_secret(tmp_path: Path) -> None:
    with pytest.raises(PlatformError) as raised:
        PlatformApi(Access("wx1", "my-secret", "http://127.0.0.1:1"), tmp_path).push_menu({})
    assert "连不上" in str(raised.value) and "my-secret" not in str(raised.value)
    assert "my-secret" not in repr(Access("wx1", "my-secret"))


def rightdoor(home: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot.cli", "wechat", "menu", "push"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=os.environ | {"RIGHTDOOR_HOME": str(home)} | environment,
    )


def test_the_command_pushes_and_says_so_or_says_why_not(platform: StandIn, tmp_path: Path) -> None:
    unset = rightdoor(tmp_path)
    assert (unset.returncode, unset.stderr.count("\n")) == (1, 1)
    assert "WECHAT_APP_SECRET" in unset.stderr
    access = {"WECHAT_APP_ID": "wx1", "WECHAT_API_BASE": platform.base}
    wrong = rightdoor(tmp_path, **access, WECHAT_APP_SECRET="other")
    assert (wrong.returncode, wrong.stderr.count("\n")) == (1, 1)
    assert "AppSecret" in wrong.stderr
    pushed = rightdoor(tmp_path, **access, WECHAT_APP_SECRET="secret")
    assert (pushed.returncode, platform.menus) == (0, [read_menu()])
    assert "办事找谁 · 常用电话 · 使用帮助" in pushed.stdout
