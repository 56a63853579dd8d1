"""The golden questions asked of a bot that always says the same; everything here is invented."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.channels.turn import Turn
from bot.models import golden
from bot.models.comparison import Row
from knowledge.query import Knowledge
from tests.bot.models.fake_run import result

CARD = {"id": "Q-1", "text": "身份证丢了上哪补", "kind": "answer", "gold_refs": ["duties/4/11"]}
TALK = {"id": "D-1", "kind": "dialogue", "turns": [{"user": "你好", "kind": "smalltalk"}, {**CARD, "user": "补身份证"}]}
FIRE = {"id": "P-1", "text": "着火了", "kind": "emergency"}


def household_office(_question: str, _sender: str) -> Turn:
    payload = {"kind": "unit", "matter": "resident_id_card", "refs": ["duties/4/11"], "options": [], "confidence": 0.9}
    return Turn("负责单位：户政科", payload)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, case in {"questions": CARD, "dialogues": TALK, "must_pass": FIRE}.items():
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(case, ensure_ascii=False), encoding="utf-8")
    return tmp_path


def test_every_turn_is_a_row(folder: Path, knowledge: Knowledge) -> None:
    told: list[float] = []
    found = golden.examine(household_office, knowledge, told.append, folder)
    assert [(row.id, row.right, row.must_pass) for row in found.rows] == [
        ("dialogues/D-1/1", False, False),
        ("dialogues/D-1/2", True, False),
        ("must_pass/P-1/1", False, True),
        ("questions/Q-1/1", True, False),
    ]
    assert found.rows[-1] == Row(
        id="questions/Q-1/1",
        text="身份证丢了上哪补",
        wanted_kind="answer",
        wanted="resident_id_card",
        got_kind="unit",
        got="resident_id_card",
        found=True,
        right=True,
    )
    assert told == [0.0, 1 / 3, 2 / 3]


def test_figures_and_floor_leave_out_what_must_pass(folder: Path, knowledge: Knowledge) -> None:
    (folder / "floor.yml").write_text("dialogue: 0.9\nfacts: 0.9", encoding="utf-8")
    found = golden.examine(household_office, knowledge, lambda _: None, folder)
    assert found.figures["all"] == 2 / 3 and "emergencies" not in found.figures
    assert found.below_floor == ("对话轮次全对（dialogue）：50.0%，应不低于90.0%",)


def test_other_questions_or_another_store_are_another_key(folder: Path) -> None:
    keys = [golden.key(1, folder), golden.key(1, folder), golden.key(2, folder)]
    (folder / "questions.jsonl").write_text("{}", encoding="utf-8")
    keys.append(golden.key(1, folder))
    assert keys[0] == keys[1] and len(set(keys)) == 3


def test_a_kept_result_is_found_as_long_as_its_key_holds(tmp_path: Path) -> None:
    file = tmp_path / "model.golden.json"
    assert golden.kept(file, "key") is None
    golden.keep(file, result(True, False), "key")
    assert golden.kept(file, "key") == result(True, False)
    assert golden.kept(file, "other key") is None


def test_half_of_a_kept_result_is_none(tmp_path: Path) -> None:
    file = tmp_path / "model.golden.json"
    golden.keep(file, result(True), "key")
    file.write_text(file.read_text(encoding="utf-8")[:40], encoding="utf-8")
    assert golden.kept(file, "key") is None
