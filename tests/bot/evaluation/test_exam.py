"""An evaluation from end to end, of a bot that always says the same."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.channels.turn import Turn
from bot.evaluation.cases import CaseError
from bot.evaluation.exam import examine
from knowledge.query import Knowledge

CASE = {"id": "Q-1", "text": "身份证丢了上哪补", "kind": "answer", "gold_refs": ["duties/4/11"], "must": [["户政科"]]}


class Parrot:
    """Always answers with the household office; invented."""

    def ask(self, question: str, sender: str = "") -> Turn:
        payload = {"kind": "unit", "matter": "resident_id_card", "refs": ["duties/4/11"], "options": []}
        return Turn("负责单位：户政科", {**payload, "confidence": 0.9})

    def understand(self, words: str) -> dict[str, Any]:
        return {"text": words}


def folder(place: Path, floor: str = "", **files: dict[str, Any]) -> Path:
    for name, case in files.items():
        (place / f"{name}.jsonl").write_text(json.dumps(case, ensure_ascii=False), encoding="utf-8")
    if floor:
        (place / "floor.yml").write_text(floor, encoding="utf-8")
    return place


def faults(place: Path, knowledge: Knowledge) -> list[str]:
    return examine(Parrot(), place, place / "results", knowledge)  # type: ignore[arg-type]


def test_a_bot_above_the_floor_has_no_fault(tmp_path: Path, knowledge: Knowledge) -> None:
    assert faults(folder(tmp_path, "facts: 0.9", questions=CASE), knowledge) == []
    assert (tmp_path / "results" / "measures.csv").exists()


def test_a_bot_below_the_floor_is_told_where(tmp_path: Path, knowledge: Knowledge) -> None:
    wrong = {**CASE, "must": [["交通警察大队"]]}
    assert faults(folder(tmp_path, "facts: 0.9", questions=wrong), knowledge) == [
        "单句提问：找对门，该有的话都有（facts）：0.0%，应不低于90.0%"
    ]


def test_a_question_that_must_pass_fails_alone_and_does_not_count(tmp_path: Path, knowledge: Knowledge) -> None:
    missed = {"id": "P-1", "text": "着火了", "kind": "emergency"}
    assert faults(folder(tmp_path, "facts: 1.0\nall: 1.0", questions=CASE, must_pass=missed), knowledge) == [
        "必过题P-1没有答对：“着火了”，答成了unit"
    ]


def test_without_questions_there_is_nothing_to_say(tmp_path: Path, knowledge: Knowledge) -> None:
    with pytest.raises(CaseError, match="没有考题"):
        faults(tmp_path, knowledge)
