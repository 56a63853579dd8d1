from __future__ import annotations

import json
from pathlib import Path

from rich.console import Console

from bot.bench.bench import Figures, as_table, write
from bot.bench.load import Waits

FIGURES = Figures(
    wechat=Waits((0.5,) * 90 + (3.0,) * 10, total=50.0),
    page=Waits((0.01,) * 50 + (0.1,) * 50, total=1.0),
    early=0.020,
    late=0.021,
    faults=("没有回复",),
)


def test_the_file_holds_what_was_measured_and_the_ratios(tmp_path: Path) -> None:
    write(FIGURES, tmp_path / "results" / "bench.json")
    found = json.loads((tmp_path / "results" / "bench.json").read_text(encoding="utf-8"))
    assert found["wechat"] == {"p50_ms": 500, "p99_ms": 3000, "within_2s": 0.9, "per_second": 2.0}
    assert found["healthz"] == {"p99_ms": 100}
    assert found["ratios"] == {"wechat_p99_to_healthz_p99": 30.0, "turn_300_to_turn_3": 1.05}
    assert found["load"] == {"users": 50, "messages": 20, "doubled": 0.2}
    assert found["faults"] == 1


def test_the_table_says_it_in_words() -> None:
    console = Console(width=100)
    with console.capture() as captured:
        console.print(as_table(FIGURES))
    shown = captured.get()
    assert "50人同时各说20句" in shown
    assert "3000毫秒" in shown and "90.0%" in shown and "1.05" in shown
