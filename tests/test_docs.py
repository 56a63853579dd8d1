"""Every command, setting and page is in the docs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from bot.cli import app as command_line
from bot.server import create_app
from bot.settings import ROOT, read_settings

REFERENCE = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")


def commands(command: Any, path: str) -> Iterator[str]:
    """The full names of a Typer command line's leaves."""
    below = getattr(command, "commands", {})
    for name, sub in below.items():
        yield from commands(sub, f"{path} {name}")
    if not below:
        yield path


def test_every_command_is_documented() -> None:
    found = list(commands(typer.main.get_command(command_line), "rightdoor"))
    assert len(found) >= 6
    assert [name for name in found if f"`{name}" not in REFERENCE] == []


def test_every_make_target_is_documented() -> None:
    targets = re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert [target for target in targets if f"`make {target}" not in REFERENCE] == []


def test_every_setting_is_documented() -> None:
    read: list[str] = []

    class Recording(dict[str, str]):
        def get(self, key: str, default: str | None = None) -> str | None:  # type: ignore[override]
            read.append(key)
            return super().get(key, default)

    read_settings(Recording(WECHAT_TOKEN="token", WECHAT_APP_ID="wx", WECHAT_APP_SECRET="secret"))
    keys = {"WECHAT_AES_KEY", "WECHAT_AES_KEY_PREVIOUS", "WECHAT_APP_SECRET"}
    switches = {"WECHAT_CUSTOMER_SERVICE", "WECHAT_MENU_LINKS"}
    wechat = {"WECHAT_TOKEN", "WECHAT_APP_ID", "WECHAT_API_BASE", *keys, *switches}
    data = {"DATABASE_URL", "RIGHTDOOR_HOME", "REVIEW_DAYS", "REVIEW_CONFIRM"}
    assert set(read) == {"PORT", "HOST", "PROXIES_COUNT", "DESK_SIGN_IN", *data, *wechat}
    assert [name for name in read if f"`{name}`" not in REFERENCE] == []


def test_every_page_is_documented(tmp_path: Path) -> None:
    app = create_app(read_settings({"RIGHTDOOR_HOME": str(tmp_path), "WECHAT_TOKEN": "token"}))
    paths = {"/" + route.path.lstrip("/") for route in app.router.routes}
    assert "/" in paths and "/webhooks/rest/webhook" in paths
    missing = [path for path in paths if f"`{path.split('<')[0]}" not in REFERENCE]
    assert missing == []


def test_links_in_the_readme_lead_somewhere() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#]+)\)", readme)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
