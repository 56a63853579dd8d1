"""The results folder: figures as CSV, pictures, and every misjudged turn."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.evaluation.doors import given_door, matter_of_ref, wanted_door
from bot.evaluation.measures import (
    MEASURES,
    PARTS,
    Share,
    by_matter,
    by_part,
    measures,
    part_of,
    reliability,
)
from bot.evaluation.pictures import draw_confusion, draw_reliability
from bot.evaluation.playing import Played
from knowledge.query import Knowledge


def write_report(folder: Path, turns: Sequence[Played], parse_seconds: Sequence[float], knowledge: Knowledge) -> None:
    """Write everything that is known of an evaluation into ``folder``; what stood there before goes."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in (*folder.glob("*.csv"), *folder.glob("*.png")):
        old.unlink()
    _write(folder / "measures.csv", ("measure", "hits", "of", "rate"), _measure_rows(measures(turns)))
    _write(folder / "parts.csv", ("part", "asked", "found", "right"), _part_rows(turns))
    _write(folder / "matters.csv", _MATTER_HEADER, _matter_rows(turns, knowledge))
    bins = reliability(turns)
    _write(
        folder / "reliability.csv",
        ("confidence", "right", "of"),
        ((f"{b.confidence:.3f}", f"{b.right.rate:.3f}", b.right.of) for b in bins),
    )
    _write(folder / "latency.csv", ("what", "n", "p50_ms", "p95_ms"), latency_rows(turns, parse_seconds))
    draw_reliability(bins, folder / "reliability.png")
    draw_confusion([(wanted_door(t, knowledge), given_door(t, knowledge)) for t in turns], folder / "confusion.png")
    for part in PARTS:
        wrong = [t for t in turns if part_of(t) == part and not t.verdict.right]
        if wrong:
            _write(folder / f"misjudged_{part}.csv", _MISJUDGED_HEADER, map(_misjudged_row, wrong))


def _write(file: Path, header: Iterable[str], rows: Iterable[Iterable[Any]]) -> None:
    with file.open("w", encoding="utf-8-sig", newline="") as out:  # the mark lets Excel read Chinese
        writer = csv.writer(out)
        writer.writerow(header)
        writer.writerows(rows)


def _measure_rows(figures: Mapping[str, Share]) -> Iterable[Sequence[Any]]:
    return (
        (name, figure.hits, figure.of, f"{figure.rate:.4f}") for name, figure in figures.items() if name in MEASURES
    )


def _part_rows(turns: Sequence[Played]) -> Iterable[Sequence[Any]]:
    return (
        (part, found.of, f"{found.rate:.4f}", f"{right.rate:.4f}") for part, (found, right) in by_part(turns).items()
    )


_MATTER_HEADER = ("matter", "title", "answered", "precision", "asked", "recall", "f1")


def _matter_rows(turns: Sequence[Played], knowledge: Knowledge) -> Iterable[Sequence[Any]]:
    for name, score in by_matter(turns, matter_of_ref(knowledge)).items():
        yield (
            name,
            knowledge.matters[name].title,
            score.answered.of,
            f"{score.answered.rate:.3f}",
            score.asked.of,
            f"{score.asked.rate:.3f}",
            f"{score.f1:.3f}",
        )


def latency_rows(turns: Sequence[Played], parse_seconds: Sequence[float]) -> list[tuple[str, int, str, str]]:
    return [_latency("parse", parse_seconds), _latency("turn", [t.seconds for t in turns])]


def _latency(what: str, seconds: Sequence[float]) -> tuple[str, int, str, str]:
    ordered = sorted(seconds) or [0.0]
    half, most = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]
    return what, len(seconds), f"{half * 1e3:.1f}", f"{most * 1e3:.1f}"


_MISJUDGED_HEADER = ("id", "turn", "said", "wanted", "must", "given", "matter", "refs", "options", "confidence", "text")


def _misjudged_row(played: Played) -> Sequence[Any]:
    payload = played.payload
    return (
        played.case.id,
        played.number,
        played.turn.text,
        f"{played.turn.kind} {' '.join(played.turn.gold)}",
        json.dumps(played.turn.must, ensure_ascii=False) if played.verdict.found else "",
        payload.get("kind"),
        payload.get("matter"),
        " ".join(payload.get("refs") or ()),
        " / ".join(option["title"] for option in payload.get("options") or ()),
        payload.get("confidence"),
        played.text,
    )
