"""Golden questions: JSON Lines, a case a line, with the answer that is wanted.

A single question::

    {"id": "Q-001", "text": "身份证丢了上哪补", "kind": "answer", "gold_refs": ["duties/4/11"],
     "accept_refs": ["supervision/10"], "must": [["户政科"]], "must_not": [], "clarify_ok": false}

A dialogue has ``"kind": "dialogue"`` and ``turns``, each like a single question
with ``user`` in place of ``text``. Source: contract, section 5.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

KINDS = ("answer", "split", "procedure", "clarify", "emergency", "out_of_scope", "smalltalk")


class CaseError(Exception):
    """A line that is no case: one line naming the file, the line and what is wrong."""


@dataclass(frozen=True)
class Turn:
    """What is said, and what makes its answer right.

    ``kind``: one of ``KINDS``; ``clarify`` where asking back is wanted.
    ``gold`` and ``accept``: refs of which one must be among the answer's.
    ``must``: of each group one string must stand in the text; ``must_not``: none of these.
    ``lookalike``: sounds like an emergency and is none.
    """

    text: str
    kind: str
    gold: tuple[str, ...] = ()
    accept: tuple[str, ...] = ()
    must: tuple[tuple[str, ...], ...] = ()
    must_not: tuple[str, ...] = ()
    clarify_ok: bool = False
    lookalike: bool = False


@dataclass(frozen=True)
class Case:
    """One conversation: a single question has one turn."""

    id: str
    style: str
    turns: tuple[Turn, ...]
    is_dialogue: bool


def read_cases(file: Path) -> list[Case]:
    """Read a file of cases. Raises CaseError."""
    return list(_cases(file))


def read_turns(folder: Path, dialogues: bool = False) -> list[Turn]:
    """All turns of a folder's single questions, and of its dialogues if asked. Raises CaseError."""
    cases = [case for file in sorted(folder.glob("*.jsonl")) for case in read_cases(file)]
    return [turn for case in cases if dialogues or not case.is_dialogue for turn in case.turns]


def _cases(file: Path) -> Iterator[Case]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CaseError(f"{file}：无法读取（{error}）") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield case_of(json.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise CaseError(f"{file} 第{number}行：不是一道考题（{error!r}）") from error


def case_of(entry: Mapping[str, Any]) -> Case:
    is_dialogue = entry["kind"] == "dialogue"
    turns = [_turn(turn, turn["user"]) for turn in entry["turns"]] if is_dialogue else [_turn(entry, entry["text"])]
    return Case(str(entry["id"]), str(entry.get("style", "")), tuple(turns), is_dialogue)


def _turn(entry: Mapping[str, Any], text: str) -> Turn:
    kind = "clarify" if entry.get("expect") == "clarify" else entry.get("kind", "answer")
    if kind not in KINDS:
        raise ValueError(f"kind: {kind}")
    unwanted = entry.get("must_not") or ()
    return Turn(
        text=text,
        kind=kind,
        gold=tuple(entry.get("gold_refs") or ()),
        accept=tuple(entry.get("accept_refs") or ()),
        must=tuple(tuple(group) for group in entry.get("must") or ()),
        must_not=(unwanted,) if isinstance(unwanted, str) else tuple(unwanted),
        clarify_ok=bool(entry.get("clarify_ok")),
        lookalike=bool(entry.get("lookalike")),
    )
