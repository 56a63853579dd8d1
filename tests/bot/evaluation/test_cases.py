import json
from pathlib import Path

import pytest

from bot.evaluation.cases import CaseError, Turn, read_cases

SINGLE = {
    "id": "Q-1",
    "text": "身份证丢了上哪补",
    "kind": "answer",
    "gold_refs": ["duties/4/11"],
    "accept_refs": ["supervision/10"],
    "must": [["户政科"]],
    "must_not": "治安",
    "style": "口语",
}


def write(folder: Path, *entries: object) -> Path:
    file = folder / "questions.jsonl"
    file.write_text("\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries), encoding="utf-8")
    return file


def test_a_single_question_is_a_case_of_one_turn(tmp_path: Path) -> None:
    (case,) = read_cases(write(tmp_path, SINGLE))
    assert (case.id, case.style, case.is_dialogue) == ("Q-1", "口语", False)
    assert case.turns == (
        Turn(
            "身份证丢了上哪补", "answer", ("duties/4/11",), ("supervision/10",), must=(("户政科",),), must_not=("治安",)
        ),
    )


def test_a_dialogue_has_its_turns_in_order(tmp_path: Path) -> None:
    turns = [{"user": "狗", "kind": "answer", "expect": "clarify"}, {"user": "谢谢", "kind": "smalltalk"}]
    (case,) = read_cases(write(tmp_path, {"id": "V-1", "kind": "dialogue", "turns": turns}))
    assert case.is_dialogue
    assert [(turn.text, turn.kind) for turn in case.turns] == [("狗", "clarify"), ("谢谢", "smalltalk")]


@pytest.mark.parametrize("entry", [{"id": "Q-2", "kind": "answer"}, {**SINGLE, "kind": "riddle"}, [1], "x"])
def test_what_is_no_case_is_named_with_file_and_line(tmp_path: Path, entry: object) -> None:
    with pytest.raises(CaseError, match=r"questions\.jsonl 第2行"):
        read_cases(write(tmp_path, SINGLE, entry))


def test_a_missing_file_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="无法读取"):
        read_cases(tmp_path / "none.jsonl")
