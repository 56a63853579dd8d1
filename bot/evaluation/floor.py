"""The floor that a model must not fall below (nlu_data/golden/floor.yml), and the questions that it must pass."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

from bot.evaluation.measures import MEASURES, Share


class FloorError(Exception):
    """The floor file cannot be used: one line saying why."""


def read_floor(file: Path) -> dict[str, float]:
    """``{"facts": 0.95, …}``: least rates, or greatest where less is better. Raises FloorError."""
    try:
        floor = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise FloorError(f"{file}：无法读取（{error}）") from error
    if not isinstance(floor, dict) or not floor:
        raise FloorError(f"{file}：应为“名称: 比率”的列表")
    for name, rate in floor.items():
        if name not in MEASURES:
            raise FloorError(f"{file}：没有“{name}”这个指标，可用的有{'、'.join(MEASURES)}")
        if not isinstance(rate, (int, float)) or not 0 <= rate <= 1:
            raise FloorError(f"{file}：“{name}”应为0到1的数，实为“{rate}”")
    return {name: float(rate) for name, rate in floor.items()}


def below(floor: Mapping[str, float], figures: Mapping[str, Share]) -> list[str]:
    """One line for each figure on the wrong side of its floor."""
    faults = []
    for name, limit in floor.items():
        what, more_is_better = MEASURES[name]
        figure = figures.get(name, Share(0, 0))
        kept = figure.of and (figure.rate >= limit if more_is_better else figure.rate <= limit)
        if not kept:
            wanted = "应不低于" if more_is_better else "应不高于"
            faults.append(f"{what}（{name}）：{figure.rate:.1%}，{wanted}{limit:.1%}")
    return faults
