"""One evaluation from end to end: ask, judge, write the report, show the table, hold it against the floor."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from bot.asking import Asker
from bot.evaluation.cases import CaseError, read_cases
from bot.evaluation.floor import below, read_floor
from bot.evaluation.measures import MEASURES, PARTS, by_part, calibration_error, measures, reliability
from bot.evaluation.playing import Played, play
from bot.evaluation.report import latency_rows, write_report
from knowledge.query import Knowledge

FLOOR = "floor.yml"
MUST_PASS = "must_pass.jsonl"


def examine(asker: Asker, folder: Path, results: Path, knowledge: Knowledge) -> list[str]:
    """Ask every case of ``folder``, write ``results``, print the figures; return the faults, a line each.

    Raises CaseError and FloorError.
    """
    floor = read_floor(folder / FLOOR) if (folder / FLOOR).exists() else {}
    files = sorted(folder.glob("*.jsonl"))
    if not files:
        raise CaseError(f"{folder}：没有考题（*.jsonl）")
    cases = {file.name: read_cases(file) for file in files}
    console = Console(stderr=True)
    everyone = [case for file in cases.values() for case in file]
    played = list(play(track(everyone, description="提问", console=console, transient=True), asker.ask))
    must_pass = {case.id for case in cases.get(MUST_PASS, [])}
    counted = [turn for turn in played if turn.case.id not in must_pass]
    parse_seconds = _time_parsing(asker, counted, console)
    write_report(results, counted, parse_seconds, knowledge)
    _show(counted, parse_seconds, results)
    failed = [turn for turn in played if turn.case.id in must_pass and not turn.verdict.right]
    return [
        *below(floor, measures(counted)),
        *(f"必过题{turn.case.id}没有答对：“{turn.turn.text}”，答成了{turn.payload.get('kind')}" for turn in failed),
    ]


def _time_parsing(asker: Asker, turns: Sequence[Played], console: Console) -> list[float]:
    seconds = []
    for turn in track(turns, description="计时", console=console, transient=True):
        started = time.perf_counter()
        asker.understand(turn.turn.text)
        seconds.append(time.perf_counter() - started)
    return seconds


def _show(turns: Sequence[Played], parse_seconds: Sequence[float], results: Path) -> None:
    console = Console()
    table = Table("类", "条数", "找对门", "全对")
    for part, (found, right) in by_part(turns).items():
        table.add_row(PARTS.get(part, "全部"), str(found.of), f"{found.rate:.1%}", f"{right.rate:.1%}")
    console.print(table)
    for name, figure in measures(turns).items():
        console.print(f"{MEASURES[name][0]}（{name}）：{figure.rate:.1%}（{figure.hits}/{figure.of}）", highlight=False)
    console.print(f"把握与实际的平均差距：{calibration_error(reliability(turns)):.1%}", highlight=False)
    for what, n, half, most in latency_rows(turns, parse_seconds):
        console.print(f"{what} {n}次：p50 {half} ms，p95 {most} ms", highlight=False)
    console.print(f"详细成绩在{results}", highlight=False)
