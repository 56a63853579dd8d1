"""The golden questions, asked of a model, as the gate compares them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Optional

from pydantic import BaseModel

from bot.evaluation.cases import read_cases
from bot.evaluation.doors import matter_of_ref
from bot.evaluation.exam import FLOOR, MUST_PASS
from bot.evaluation.floor import below, read_floor
from bot.evaluation.measures import measures
from bot.evaluation.playing import Ask, Played, play
from bot.models.comparison import Result, Row
from bot.settings import GOLDEN, ROOT
from knowledge.query import Knowledge

_ANSWERED_BY = ("actions", "bot", "knowledge")  # packages whose files may change what is answered


class _Kept(BaseModel):
    key: str
    result: Result


def examine(ask: Ask, knowledge: Knowledge, tell: Callable[[float], None], folder: Path = GOLDEN) -> Result:
    """Ask everything; ``tell`` hears which share is done. Raises CaseError and FloorError."""
    floor = read_floor(folder / FLOOR) if (folder / FLOOR).exists() else {}
    cases = [(file.name, case) for file in sorted(folder.glob("*.jsonl")) for case in read_cases(file)]
    first = matter_of_ref(knowledge)
    played, rows = [], []
    for done, (file, case) in enumerate(cases):
        tell(done / len(cases))
        for turn in play([case], ask):
            rows.append(_row(file, turn, first))
            if file != MUST_PASS:
                played.append(turn)
    figures = measures(played)
    return Result(
        rows=tuple(rows),
        figures={name: figure.rate for name, figure in figures.items()},
        below_floor=tuple(below(floor, figures)),
    )


def _row(file: str, turn: Played, first: dict[str, str]) -> Row:
    return Row(
        id=f"{file.removesuffix('.jsonl')}/{turn.case.id}/{turn.number}",
        text=turn.turn.text,
        wanted_kind=turn.turn.kind,
        wanted=first.get(turn.turn.gold[0], "") if turn.turn.gold else "",
        got_kind=turn.payload.get("kind") or "",
        got=turn.payload.get("matter") or "",
        found=turn.verdict.found,
        right=turn.verdict.right,
        must_pass=file == MUST_PASS,
    )


def key(revision: int, folder: Path = GOLDEN) -> str:
    """What a result depends on besides the model: the questions, the program, and the store's ``revision``."""
    digest = hashlib.sha256(str(revision).encode())
    for file in (*sorted(folder.iterdir()), *_program()):
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()


def _program() -> Iterator[Path]:
    for package in _ANSWERED_BY:
        yield from sorted(f for f in (ROOT / package).rglob("*") if f.suffix in (".py", ".yml", ".npz", ".tsv"))


def keep(file: Path, result: Result, key: str) -> None:
    """Write down a model's result, so that it need not be asked again."""
    file.write_text(_Kept(key=key, result=result).json(ensure_ascii=False), encoding="utf-8")


def kept(file: Path, key: str) -> Optional[Result]:
    """What was written down, if it depends on nothing that has changed since."""
    try:
        found = _Kept.parse_raw(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):  # half of one: the disk was full
        return None
    return found.result if found.key == key else None
