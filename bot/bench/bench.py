"""One run of everything that is measured, its file and its table."""

from __future__ import annotations

import json
import os
import secrets
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.table import Table

from bot.bench.load import DOUBLED, MESSAGES, TURNS, USERS, Waits, of_a_conversation, of_page, of_wechat
from bot.bench.server import running_server
from bot.channels.wechat.envelope import Account
from bot.channels.wechat.simulate import Platform
from bot.settings import Settings

_SOON = 2.0  # seconds


@dataclass(frozen=True)
class Figures:
    """``early`` and ``late``: seconds of a 3rd turn, and of one from the 300th on."""

    wechat: Waits
    page: Waits
    early: float
    late: float
    faults: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "cores": os.cpu_count(),
            "load": {"users": USERS, "messages": MESSAGES, "doubled": DOUBLED},
            "wechat": {
                "p50_ms": _milliseconds(self.wechat.percentile(0.5)),
                "p99_ms": _milliseconds(self.wechat.percentile(0.99)),
                "within_2s": round(self.wechat.within(_SOON), 4),
                "per_second": round(len(self.wechat.seconds) / self.wechat.total, 1),
            },
            "healthz": {"p99_ms": _milliseconds(self.page.percentile(0.99))},
            "ratios": {
                "wechat_p99_to_healthz_p99": round(self.wechat.percentile(0.99) / self.page.percentile(0.99), 2),
                f"turn_{TURNS}_to_turn_3": round(self.late / self.early, 2),
            },
            "faults": len(self.faults),
        }


def measure(settings: Settings, questions: Sequence[str]) -> Figures:
    """Start a server with the trained model over an empty data folder, and measure it. Raises ServerError."""
    token = secrets.token_hex(8)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "models").symlink_to(settings.models)
        with running_server(home, home / "log", WECHAT_TOKEN=token, WECHAT_AES_KEY="") as url:
            early, late, faults = of_a_conversation(url)  # first: it warms the server up
            page = of_page(f"{url}/healthz")
            wechat = of_wechat(Platform(f"{url}/webhooks/wechat/webhook", Account(token), "plain"), questions)
    return Figures(wechat, page, early, late, (*faults, *page.faults, *wechat.faults))


def write(figures: Figures, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(figures.as_json(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def as_table(figures: Figures) -> Table:
    found = figures.as_json()
    wechat, ratios = found["wechat"], found["ratios"]
    table = Table(
        "量什么", "多少", title=f"{USERS}人同时各说{MESSAGES}句，{DOUBLED:.0%}的推送来两遍（{found['cores']}核）"
    )
    table.add_row("公众号的回复，一半在多久以内", f"{wechat['p50_ms']}毫秒")
    table.add_row("公众号的回复，99%在多久以内", f"{wechat['p99_ms']}毫秒")
    table.add_row("两秒以内的", f"{wechat['within_2s']:.1%}")
    table.add_row("每秒答多少句", f"{wechat['per_second']}")
    table.add_row("同样多的人看 /healthz，99%在多久以内", f"{found['healthz']['p99_ms']}毫秒")
    table.add_row("公众号是 /healthz 的几倍（99%）", f"{ratios['wechat_p99_to_healthz_p99']}")
    table.add_row(f"一段对话的第{TURNS}轮是第3轮的几倍", f"{ratios[f'turn_{TURNS}_to_turn_3']}")
    table.add_row("毛病", f"{found['faults']}")
    return table


def _milliseconds(seconds: float) -> int:
    return round(seconds * 1000)
