"""The pictures of what was asked and how it went: each a table with a title, a sentence, and how it is drawn.

The picture is drawn from the table's own rows (bot/web/static/charts.js), so
the two, and the file, always say the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import astuple, dataclass
from typing import Any, Optional, Union
from urllib.parse import urlencode

from bot.evaluation.measures import Share
from bot.review.called import KINDS
from bot.review.statistics import TENTHS, Pair, Statistics
from bot.review.wording import INTENTS
from knowledge.spreadsheet_writing import as_csv

Cell = Union[str, int, float, None]

_RANKED = 20  # matters in the picture
_CONFUSED = 12  # matters and kinds on each side of the heat map


@dataclass(frozen=True)
class Picture:
    """``shape``: how charts.js draws it; ``drawn``: the numbers of the rows that a picture has room for, or all.

    ``links``: one for each row, where a row leads to its questions. Cells that are not whole are shares, 0 to 1.
    """

    name: str
    title: str
    meaning: str
    shape: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    drawn: Optional[tuple[int, ...]] = None
    links: tuple[str, ...] = ()

    def data(self) -> dict[str, Any]:
        """For charts.js."""
        drawn = range(len(self.rows)) if self.drawn is None else self.drawn
        return {
            "shape": self.shape,
            "columns": self.columns,
            "rows": [self.rows[number] for number in drawn],
            "links": [self.links[number] for number in drawn] if self.links else [],
        }

    def csv(self) -> bytes:
        """The whole table as a file."""
        return as_csv([self.columns, *([_written(cell) for cell in row] for row in self.rows)])


Titles = Mapping[str, str]  # of the matters, by their ids


def named(name: str, titles: Titles) -> str:
    """A matter or a kind of answer in words."""
    return INTENTS.get(name) or KINDS.get(name) or titles.get(name, name)


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    return f"{cell:.4f}" if isinstance(cell, float) else str(cell)


def _kinds(statistics: Statistics, _titles: Titles) -> Picture:
    return Picture(
        name="kinds",
        title="每天怎样答复",
        meaning="每天的问话里，直接答复、反问、拒答、认作紧急情况的各占多少；寒暄和转人工不算。",
        shape="shares",
        columns=("日期", "直接答复", "反问", "拒答", "紧急情况"),
        rows=tuple(map(astuple, statistics.kinds())),
    )


def _matters(statistics: Statistics, titles: Titles) -> Picture:
    rows = tuple((named(matter, titles), n) for matter, n in statistics.matters())
    return Picture(
        name="matters",
        title="问得最多的事",
        meaning=f"机器人认作哪件事的问话最多；图上是前{_RANKED}件，表里是全部。",
        shape="ranks",
        columns=("事项", "问了几次"),
        rows=rows,
        drawn=tuple(range(min(_RANKED, len(rows)))),
    )


def _confusion(statistics: Statistics, titles: Titles) -> Picture:
    pairs = statistics.confusion()
    return Picture(
        name="confusion",
        title="该答什么，答了什么",
        meaning="标注过的问话里，应当是左边的，机器人当成了下边的：颜色越深越多，绿框里的都对；点一格看是哪些话。",
        shape="heat",
        columns=("应当是", "机器人当成", "几句", "其中错的"),
        rows=tuple((named(p.wanted, titles), named(p.got, titles), p.count, p.count - p.right) for p in pairs),
        drawn=_most_confused(pairs),
        links=tuple(f"/review/charts/confusion?{urlencode({'wanted': p.wanted, 'got': p.got})}" for p in pairs),
    )


def _most_confused(pairs: tuple[Pair, ...]) -> tuple[int, ...]:
    """The pairs among the names that the most frequent mistakes are about."""
    names: set[str] = set()
    for pair in pairs:
        if len(names | {pair.wanted, pair.got}) <= _CONFUSED:
            names |= {pair.wanted, pair.got}
    return tuple(number for number, pair in enumerate(pairs) if {pair.wanted, pair.got} <= names)


def _reliability(statistics: Statistics, _titles: Titles) -> Picture:
    return Picture(
        name="reliability",
        title="有几成把握，对了几成",
        meaning="机器人有几成把握的答复，按标注和居民的反馈实际对了几成：两条线越近，把握越可信。"
        "送来标注的多是难的，会显得偏低；随机抽查的不偏。",
        shape="reliability",
        columns=("把握", "平均把握", "几句", "答对", "抽查几句", "抽查答对"),
        rows=tuple(
            (_tenth(one.tenth), one.confidence, one.right.of, _rate(one.right), one.sampled.of, _rate(one.sampled))
            for one in statistics.reliability()
        ),
    )


def _tenth(number: int) -> str:
    step = 100 // TENTHS
    return f"{number * step}–{(number + 1) * step}%"


def _rate(share: Share) -> Optional[float]:
    return share.rate if share.of else None


def _feedback(statistics: Statistics, _titles: Titles) -> Picture:
    return Picture(
        name="feedback",
        title="居民的反馈",
        meaning="那天的答复，居民点了几次“有用”、几次“没用”；没有点的不算。",
        shape="stacks",
        columns=("日期", "有用", "没用"),
        rows=tuple(map(astuple, statistics.feedback())),
    )


def _progress(statistics: Statistics, _titles: Titles) -> Picture:
    return Picture(
        name="progress",
        title="标注进度",
        meaning="那天标注了几条，其中几条已经写进例句；那天问的，还有几句等着看。",
        shape="bars",
        columns=("日期", "标注", "已写进例句", "还等着看"),
        rows=tuple(map(astuple, statistics.progress())),
    )


DRAWINGS: dict[str, Callable[[Statistics, Titles], Picture]] = {
    "kinds": _kinds,
    "matters": _matters,
    "confusion": _confusion,
    "reliability": _reliability,
    "feedback": _feedback,
    "progress": _progress,
}
