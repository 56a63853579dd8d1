"""``rightdoor review``: a table in, and its labels out into the examples."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from bot.examples.reading import read_examples
from bot.review import commands
from bot.review.commands import review_app
from bot.settings import ROOT
from knowledge.curation import Curation
from knowledge.document import Document
from knowledge.store import Store
from tests.bot.review.conftest import TOP, block

Command = Callable[..., Result]


@pytest.fixture
def rightdoor(
    tmp_path: Path, folder: Path, document: Document, curation: Curation, monkeypatch: pytest.MonkeyPatch
) -> Command:
    """The command in a data folder with the document, with a small nlu_data and one golden question."""
    (folder / "matters" / "home.yml").write_text(
        TOP + block("ask_unit", "{matter: dog_barking, voice: farmer}", "狗叫了一宿找谁"), encoding="utf-8"
    )
    golden = tmp_path / "golden"
    golden.mkdir()
    (golden / "some.jsonl").write_text(
        '{"id": "1", "kind": "answer", "text": "楼下跳广场舞归哪个部门"}\n', encoding="utf-8"
    )
    monkeypatch.setattr(commands, "EXAMPLES", folder)
    monkeypatch.setattr(commands, "QUESTIONS", (golden,))
    monkeypatch.setenv("RIGHTDOOR_HOME", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", "")
    store = Store(f"sqlite:///{tmp_path}/rightdoor.db")
    store.upgrade()
    store.replace(document, curation)
    return lambda *arguments: CliRunner().invoke(review_app, arguments)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "labels.csv"
    file.write_text(
        "原话,判定,事项,意图\n隔壁哈士奇嚎了一宿,一件事,犬吠扰民,归谁管\n股票涨不涨,范围外,,\n", encoding="utf-8"
    )
    return file


def test_a_table_is_shown_first_taken_when_told_to_and_written_into_the_examples(
    rightdoor: Command, table: Path, folder: Path
) -> None:
    lines = "第2行 “隔壁哈士奇嚎了一宿” 犬吠扰民（归谁管）\n第3行 “股票涨不涨” 范围外\n"

    shown = rightdoor("labels", str(table))
    taken = rightdoor("labels", str(table), "--yes")
    written = rightdoor("export")
    again = rightdoor("export")

    assert (shown.exit_code, shown.stdout) == (0, f"{lines}有2条标注，还没有收下；加 --yes 收下。\n")
    assert (taken.exit_code, taken.stdout) == (0, f"{lines}收下2条标注；用 rightdoor review export 写进例句。\n")
    assert (written.exit_code, written.stdout) == (
        0,
        "matters/home.yml：“隔壁哈士奇嚎了一宿” 犬吠扰民（归谁管）\n"
        "out_of_scope.yml：“股票涨不涨” 范围外\n"
        "写进2条，0条本来就有，0条不能写。\n",
    )
    assert again.stdout == "写进0条，0条本来就有，0条不能写。\n"
    assert {example.text: example.label for example in read_examples(folder)} == {
        "狗叫了一宿找谁": "dog_barking",
        "隔壁哈士奇嚎了一宿": "dog_barking",
        "股票涨不涨": "out_of_scope",
    }


def test_words_trained_as_something_else_are_taken_only_when_told_to_replace(
    rightdoor: Command, table: Path, folder: Path
) -> None:
    table.write_text("原话,判定\n狗叫了一宿，找谁,范围外\n", encoding="utf-8")

    stopped = rightdoor("labels", str(table), "--yes")
    assert (stopped.exit_code, stopped.stderr) == (
        1,
        "错误：第2行：这句话已经训练成别的；要照表格改，加 --replace\n",
    )
    assert rightdoor("export").stdout == "写进0条，0条本来就有，0条不能写。\n"

    assert rightdoor("labels", str(table), "--yes", "--replace").exit_code == 0
    assert rightdoor("export").stdout == (
        "out_of_scope.yml：“狗叫了一宿，找谁” 范围外\n"
        "  home.yml里的“狗叫了一宿找谁”是犬吠扰民（归谁管），也改成这样\n"
        "写进1条，0条本来就有，0条不能写。\n"
    )
    assert [(example.text, example.label) for example in read_examples(folder)] == [("狗叫了一宿找谁", "out_of_scope")]


def test_what_must_not_be_trained_is_refused_with_status_1(rightdoor: Command, table: Path) -> None:
    table.write_text("原话,判定\n楼下跳广场舞，归哪个部门？,范围外\n", encoding="utf-8")
    rightdoor("labels", str(table), "--yes")

    refused = rightdoor("export")

    assert (refused.exit_code, refused.stdout) == (1, "写进0条，0条本来就有，1条不能写。\n")
    assert refused.stderr == "错误：第1号标注“楼下跳广场舞，归哪个部门？”：是考题，不能用来训练\n"


def test_where_a_setting_asks_for_it_nothing_is_written_unconfirmed(
    rightdoor: Command, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REVIEW_CONFIRM", "1")
    rightdoor("labels", str(table), "--yes")
    assert rightdoor("export").stdout == "写进0条，0条本来就有，0条不能写。\n"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "labels.csv：无法读取（No such file or directory）"),
        ("原话,判定\n狗叫,对\n", "错误：第2行：没有“对”这种判定"),
        ("话\n狗叫\n", "错误：第1行“话”：不认识这一列"),
    ],
)
def test_errors_are_lines_that_say_where(rightdoor: Command, table: Path, content: str | None, says: str) -> None:
    table.unlink() if content is None else table.write_text(content, encoding="utf-8")

    done = rightdoor("labels", str(table))

    assert done.exit_code == 1
    assert says in done.stderr.splitlines()[0]


def test_a_broken_file_of_examples_stops_both(rightdoor: Command, table: Path, folder: Path) -> None:
    (folder / "talk.yml").write_text("nlu: [", encoding="utf-8")
    for arguments in (("labels", str(table)), ("export",)):
        done = rightdoor(*arguments)
        assert done.exit_code == 1
        assert done.stderr.startswith(f"错误：{folder / 'talk.yml'}：不是例句文件")
        assert len(done.stderr.splitlines()) == 1


def test_without_rabbitmq_in_the_settings_there_is_nothing_to_consume(rightdoor: Command) -> None:
    refused = rightdoor("consume")
    assert refused.exit_code == 1
    assert refused.stderr.splitlines()[-1] == (
        f"错误：{ROOT / 'endpoints.yml'}：event_broker的type应为bot.review.rabbit.RabbitBroker，才有RabbitMQ可收"
    )
