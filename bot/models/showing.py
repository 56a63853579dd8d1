"""A comparison and a running training, on the terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from typing import Optional

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from bot.evaluation.measures import MEASURES
from bot.models.comparison import Change, Comparison, Row
from bot.models.job import STEPS, Job
from bot.models.job import Progress as Told

_LOOK_EVERY = 0.2  # seconds
_OVERALL = "all"


def follow_job(job: Job) -> Optional[Told]:
    """Show a training's progress until it has ended; how it ended, or None where there was none."""
    console = Console(file=sys.stderr)
    bars = Progress(
        TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn(), console=console
    )
    with bars:
        shown = ""
        while (told := job.progress()) and told.running:
            step = STEPS.get(told.step)
            if step:
                _advance(bars, step, told)
            if step and told.message != shown and not console.is_terminal:
                console.print(f"{told.message}……")
            shown = told.message
            time.sleep(_LOOK_EVERY)
        for task in bars.tasks:
            bars.update(task.id, completed=100)
    return told


def _advance(bars: Progress, step: str, told: Told) -> None:
    """The bar of a step, made when the step begins; those of the steps before are full."""
    completed = int(told.done * 100)
    task = next((task for task in bars.tasks if task.fields["step"] == step), None)
    if task is None:
        for former in bars.tasks:
            bars.update(former.id, completed=100)
            bars.stop_task(former.id)
        bars.add_task(f"{step}：{told.message}", completed=completed, step=step)
    else:
        bars.update(task.id, description=f"{step}：{told.message}", completed=completed)


def show_comparison(comparison: Comparison) -> None:
    """Figures side by side, matters that moved, and every question that got better or worse."""
    console = Console()
    figures = Table("指标", "在用的", "新的")
    figures.add_row(MEASURES[_OVERALL][0], _percent(comparison.old), _percent(comparison.new))
    for figure in comparison.figures:
        if figure.name != _OVERALL:
            figures.add_row(MEASURES[figure.name][0], _percent(figure.old), _percent(figure.new))
    console.print(figures)
    moved = [one for one in comparison.matters if one.old != one.new]
    if moved:
        matters = Table("事项", "考题", "F1 在用的", "F1 新的")
        for one in moved:
            matters.add_row(one.matter, str(one.asked), f"{one.old:.2f}", f"{one.new:.2f}")
        console.print(matters)
    _show_changes(console, "变好", comparison.better)
    _show_changes(console, "变差", comparison.worse)
    for reason in comparison.reasons:
        console.print(f"没有过关：{reason}", highlight=False, soft_wrap=True)


def _show_changes(console: Console, title: str, changes: Sequence[Change]) -> None:
    if changes:
        table = Table(f"{title}的考题（{len(changes)}句）", "在用的", "新的")
        for change in changes:
            table.add_row(change.new.text, _answer(change.old), _answer(change.new))
        console.print(table)


def _answer(row: Row) -> str:
    return " ".join(word for word in (row.got_kind, row.got) if word)


def _percent(share: Optional[float]) -> str:
    return "—" if share is None else f"{share:.1%}"
