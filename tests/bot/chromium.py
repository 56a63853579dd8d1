"""What tests in a real browser share, beside the fixture ``browser``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot.settings import ROOT
from tests.bot.staff import GOOD_PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

sync_api = pytest.importorskip("playwright.sync_api", reason="Python package playwright is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
expect = sync_api.expect

CHROMIUM = Path("/usr/bin/chromium")
PATIENCE = 20_000  # milliseconds
PICTURES = ROOT / "results" / "pictures"
SCREEN = {"width": 1366, "height": 768}
TABLET = {"width": 820, "height": 1180}

BROWSER_TESTS = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason=f"{CHROMIUM} is not installed (apt-get install chromium)"),
]


@contextmanager
def watched_page(
    browser: Browser, url: str, trouble: list[str], size: Mapping[str, int] = SCREEN, cookies: Any = None
) -> Iterator[Page]:
    """An empty page of one site. Into ``trouble`` goes what must not happen: errors, requests that leave the site."""
    context = browser.new_context(viewport=size, base_url=url, locale="zh-CN", storage_state=cookies)  # type: ignore[arg-type]
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.on("console", lambda m: trouble.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("request", lambda r: None if r.url.startswith((f"{url}/", "data:")) else trouble.append(r.url))
    yield page
    context.close()


def sign_in(page: Page, name: str, back: str) -> None:
    """As a user who has the good password; lands at ``back``."""
    page.goto(f"/signin?next={back}")
    page.get_by_label("用户名").fill(name)
    page.get_by_label("密码").fill(GOOD_PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(f"**{back}")


def serious_faults(page: Page) -> list[tuple[str, str]]:
    """What axe finds on the page as it is shown: the rule, and the first place."""
    found = axe.Axe().run(page).response["violations"]
    return [(f["id"], f["nodes"][0]["html"]) for f in found if f["impact"] in ("serious", "critical")]
