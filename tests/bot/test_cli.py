"""The console command: exit status, one-line errors, what is printed."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.settings import DOCUMENT, ROOT


def rightdoor(*arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot.cli", *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=os.environ | {"RIGHTDOOR_HOME": str(home), "DATABASE_URL": ""},
    )


def test_check_prints_the_counts_and_no_fault(tmp_path: Path) -> None:
    assert rightdoor("knowledge", "import", home=tmp_path).returncode == 0
    checked = rightdoor("knowledge", "check", home=tmp_path)
    assert checked.returncode == 0
    for line in (
        "部门职责（行）：58",
        "责任科室：18",
        "边界分工（行）：40",
        "边界事项：11",
        "公共服务事项：6",
        "监管制度：10",
    ):
        assert line in checked.stdout
    assert "boundaries/7/5" in checked.stdout


def test_damaged_document_stops_with_one_line_and_status_1(tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.txt"
    damaged.write_text(DOCUMENT.read_text(encoding="utf-8").replace("\t户政科\n", "", 1), encoding="utf-8")
    stopped = rightdoor("knowledge", "import", str(damaged), home=tmp_path)
    assert stopped.returncode == 1
    assert stopped.stderr.startswith(f"错误：{damaged} 第")
    assert "Traceback" not in stopped.stderr


def test_show_gives_the_words_of_a_place(tmp_path: Path) -> None:
    rightdoor("knowledge", "import", home=tmp_path)
    shown = rightdoor("knowledge", "show", "baixiang-gongan:duties/4/11", home=tmp_path)
    assert "核准居民身份证、临时身份证、户口簿。" in shown.stdout
    assert "户政科" in shown.stdout


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (("knowledge", "show", "duties/99/1"), 1, "没有“duties/99/1”这个条目"),
        (("ask",), 2, "请给出一个问题"),
        (("ask", "x", "--batch", "y"), 2, "请给出一个问题"),
        (("knowledge", "import", "/nowhere.txt"), 1, "无法读取"),
        (("nonsense",), 2, "nonsense"),
    ],
)
def test_errors_are_one_clear_line(tmp_path: Path, arguments: tuple[str, ...], status: int, says: str) -> None:
    rightdoor("knowledge", "import", home=tmp_path)
    done = rightdoor(*arguments, home=tmp_path)
    assert done.returncode == status
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_check_of_an_empty_store_says_what_to_do(tmp_path: Path) -> None:
    done = rightdoor("knowledge", "check", home=tmp_path)
    assert done.returncode == 1
    assert "rightdoor knowledge import" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_ask_json_gives_text_and_payload(home: Path) -> None:
    asked = rightdoor("ask", "--json", "身份证丢了上哪补", home=home)
    answer = json.loads(asked.stdout)
    assert "户政科" in answer["text"]
    assert answer["kind"] == "unit"
    assert answer["refs"][0] == "duties/4/11"


def test_the_store_of_an_older_version_is_brought_up_to_date(home: Path, tmp_path: Path) -> None:
    (tmp_path / "models").symlink_to(home / "models")
    rightdoor("knowledge", "import", home=tmp_path)
    with closing(sqlite3.connect(tmp_path / "rightdoor.db")) as database:
        database.executescript("DROP TABLE edit; UPDATE alembic_version SET version_num = '0001';")
    assert json.loads(rightdoor("ask", "--json", "身份证丢了上哪补", home=tmp_path).stdout)["kind"] == "unit"


def test_batch_answers_every_line_in_order(home: Path, tmp_path: Path) -> None:
    questions = tmp_path / "questions.txt"
    questions.write_text("身份证丢了上哪补\n\n旅馆多久查一次\n", encoding="utf-8")
    answers = [json.loads(line) for line in rightdoor("ask", "--batch", str(questions), home=home).stdout.splitlines()]
    assert [answer["kind"] for answer in answers] == ["unit", "out_of_scope", "supervision"]


def test_examples_check_counts_and_finds_no_fault(home: Path) -> None:
    rightdoor("knowledge", "import", home=home)
    checked = rightdoor("examples", "check", home=home)
    assert (checked.returncode, checked.stderr) == (0, "")
    assert "151件事" in checked.stdout
    assert checked.stdout.endswith("没有错误。\n")


def test_evaluate_fails_below_the_floor_and_says_where(home: Path, tmp_path: Path) -> None:
    case = {"id": "Q-1", "text": "身份证丢了上哪补", "kind": "answer", "gold_refs": ["duties/6/1"]}
    (tmp_path / "questions.jsonl").write_text(json.dumps(case), encoding="utf-8")
    (tmp_path / "floor.yml").write_text("facts: 0.5", encoding="utf-8")
    judged = rightdoor("evaluate", str(tmp_path), "--results", str(tmp_path / "results"), home=home)
    assert judged.returncode == 1
    assert "（facts）：0.0%，应不低于50.0%" in judged.stderr
    assert (tmp_path / "results" / "misjudged_matter.csv").exists()


def test_evaluate_of_a_broken_file_is_one_line(home: Path, tmp_path: Path) -> None:
    (tmp_path / "questions.jsonl").write_text("{}", encoding="utf-8")
    judged = rightdoor("evaluate", str(tmp_path), "--results", str(tmp_path / "results"), home=home)
    assert judged.returncode == 1
    assert "questions.jsonl 第1行：不是一道考题" in judged.stderr
    assert "Traceback" not in judged.stderr
