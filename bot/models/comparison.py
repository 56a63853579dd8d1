"""May a new model take the old one's place? Two results of the same golden questions, side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Optional

from pydantic import BaseModel

from bot.evaluation.measures import Share

F1_TOLERANCE = 0.05
FEWEST_QUESTIONS = 3  # about a matter: with fewer, one question says nothing about it
_NAMED = 5  # questions that a reason names


class _Value(BaseModel):
    class Config:
        allow_mutation = False


class Row(_Value):
    """One turn of the golden questions, and what a model made of it.

    ``wanted`` and ``got`` are matters, empty where there is none; the kinds are the answers' (contract, section 2).
    ``found``: the right door; ``right``: with every needed fact. ``must_pass`` rows count for themselves only.
    """

    id: str
    text: str
    wanted_kind: str
    wanted: str
    got_kind: str
    got: str
    found: bool
    right: bool
    must_pass: bool = False


class Result(_Value):
    """What one model made of all golden questions.

    ``figures``: the rates of ``bot.evaluation.measures`` by name; ``below_floor``: a line for each below the floor.
    """

    rows: tuple[Row, ...]
    figures: dict[str, float] = {}
    below_floor: tuple[str, ...] = ()


class MatterF1(_Value):
    """``asked``: questions about the matter; ``old`` and ``new``: F1, 0 to 1."""

    matter: str
    asked: int
    old: float
    new: float


class Figure(_Value):
    """``name``: of ``bot.evaluation.measures``; ``old`` is None where there was nothing to compare with."""

    name: str
    old: Optional[float]
    new: float


class Change(_Value):
    """A question that the two models answer differently well."""

    old: Row
    new: Row


class Comparison(_Value):
    """``old`` and ``new``: share of the turns that are right; ``old`` is None where there was nothing to compare with.

    ``reasons``: why the new model may not go live, a line each; ``against``: the old model's version.
    """

    against: str
    old: Optional[float]
    new: float
    figures: tuple[Figure, ...]
    matters: tuple[MatterF1, ...]
    better: tuple[Change, ...]
    worse: tuple[Change, ...]
    failed: tuple[Row, ...]
    reasons: tuple[str, ...]

    @property
    def passed(self) -> bool:
        return not self.reasons


def compare(old: Optional[Result], new: Result, against: str = "", title_of: Callable[[str], str] = str) -> Comparison:
    """``title_of`` turns a matter's id into words. Both results are of the same questions, or ValueError."""
    changes = _changes(old.rows, new.rows) if old else ()
    matters = _matters(old.rows, new.rows) if old else ()
    overall = _overall(old.rows) if old else None
    failed = tuple(row for row in new.rows if row.must_pass and not row.right)
    reasons = (
        *(_worse_overall(overall, _overall(new.rows)) if overall else ()),
        *_worse_matters(matters, title_of),
        *_failed_questions(failed),
        *new.below_floor,
    )
    return Comparison(
        against=against,
        old=overall.rate if overall else None,
        new=_overall(new.rows).rate,
        figures=tuple(
            Figure(name=name, old=old.figures.get(name) if old else None, new=rate)
            for name, rate in new.figures.items()
        ),
        matters=matters,
        better=tuple(change for change in changes if change.new.right and not change.old.right),
        worse=tuple(change for change in changes if change.old.right and not change.new.right),
        failed=failed,
        reasons=reasons,
    )


def _changes(old: Sequence[Row], new: Sequence[Row]) -> tuple[Change, ...]:
    before = {row.id: row for row in old}
    if before.keys() != {row.id for row in new}:
        raise ValueError("not the same questions")
    return tuple(Change(old=before[row.id], new=row) for row in new)


def _overall(rows: Sequence[Row]) -> Share:
    counted = [row.right for row in rows if not row.must_pass]
    return Share(sum(counted), len(counted))


def f1(rows: Sequence[Row]) -> dict[str, float]:
    """Of each matter that is asked about or answered with.

    A question belongs to the matter that it is about, whichever right matter
    answered it: else a model would be worse in one for being as right by another.
    """
    found, missed, false = Counter[str](), Counter[str](), Counter[str]()
    for row in rows:
        (found if row.found else missed)[row.wanted] += 1
        if not row.found:
            false[row.got] += 1
    return {
        matter: 2 * found[matter] / (2 * found[matter] + missed[matter] + false[matter])
        for matter in {*found, *missed, *false} - {""}
    }


def _matters(old: Sequence[Row], new: Sequence[Row]) -> tuple[MatterF1, ...]:
    before, after = f1(old), f1(new)
    asked = Counter(row.wanted for row in new)
    return tuple(
        MatterF1(matter=matter, asked=asked[matter], old=before.get(matter, 0.0), new=after.get(matter, 0.0))
        for matter in sorted({*before, *after})
        if asked[matter]
    )


def _worse_overall(old: Share, new: Share) -> Iterator[str]:
    if new.hits < old.hits:
        yield f"总的变差了：{old.rate:.1%} → {new.rate:.1%}（{old.of}句中对的从{old.hits}句降到{new.hits}句）"


def _worse_matters(matters: Sequence[MatterF1], title_of: Callable[[str], str]) -> Iterator[str]:
    for one in matters:
        if one.asked >= FEWEST_QUESTIONS and one.old - one.new > F1_TOLERANCE:
            yield f"“{title_of(one.matter)}”变差了：F1 {one.old:.2f} → {one.new:.2f}（考题{one.asked}句）"


def _failed_questions(failed: Sequence[Row]) -> Iterator[str]:
    if failed:
        named = "、".join(f"“{row.text}”" for row in failed[:_NAMED])
        yield f"必过题有{len(failed)}道没有答对：{named}{'等' if len(failed) > _NAMED else ''}"
