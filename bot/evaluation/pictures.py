"""Pictures of an evaluation (matplotlib). Labels are ids, so that no Chinese font is needed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import matplotlib
import numpy as np

from bot.evaluation.measures import Bin

matplotlib.use("Agg")
from matplotlib import pyplot

_CELL = 0.24  # inches


def draw_confusion(pairs: Sequence[tuple[str, str]], file: Path) -> None:
    """``pairs``: (wanted, given) of every turn. Cells off the diagonal carry their counts."""
    names = sorted({name for pair in pairs for name in pair})
    place = {name: number for number, name in enumerate(names)}
    counts = np.zeros((len(names), len(names)), dtype=int)
    for (wanted, given), times in Counter(pairs).items():
        counts[place[wanted], place[given]] = times
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    side = 3 + _CELL * len(names)
    figure, axes = pyplot.subplots(figsize=(side, side))
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    for row, column in zip(*np.nonzero(counts), strict=True):
        colour = "white" if shares[row, column] > 0.5 else "black" if row == column else "crimson"
        axes.text(column, row, counts[row, column], ha="center", va="center", fontsize=7, color=colour)
    axes.set_xticks(range(len(names)), names, rotation=90, fontsize=7)
    axes.set_yticks(range(len(names)), names, fontsize=7)
    axes.set_xlabel("given")
    axes.set_ylabel("wanted")
    _save(figure, file)


def draw_reliability(bins: Sequence[Bin], file: Path) -> None:
    figure, axes = pyplot.subplots(figsize=(5, 5))
    axes.plot([0, 1], [0, 1], linestyle="--", color="grey", linewidth=1)
    axes.plot([b.confidence for b in bins], [b.right.rate for b in bins], marker="o")
    for b in bins:
        axes.annotate(
            str(b.right.of), (b.confidence, b.right.rate), fontsize=8, xytext=(4, -10), textcoords="offset points"
        )
    axes.set_xlabel("confidence")
    axes.set_ylabel("share right")
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1.02)
    _save(figure, file)


def _save(figure: pyplot.Figure, file: Path) -> None:
    figure.savefig(file, dpi=110, bbox_inches="tight")
    pyplot.close(figure)
