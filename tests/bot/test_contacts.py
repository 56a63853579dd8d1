"""``rightdoor contacts``: out, filled in, back, and heard in the bot's answers."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.bot.test_cli import rightdoor


@pytest.fixture
def imported(tmp_path: Path) -> Path:
    """A data folder with the document, and nothing from staff."""
    assert rightdoor("knowledge", "import", home=tmp_path).returncode == 0
    return tmp_path


def fill_in(file: Path, unit: str, column: str, value: str) -> None:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    for row in rows:
        row[column] = value if row["科室"] == unit else row[column]
    with file.open("w", encoding="utf-8-sig", newline="") as opened:
        writer = csv.DictWriter(opened, rows[0])
        writer.writeheader()
        writer.writerows(rows)


@pytest.mark.parametrize("name", ["contacts.xlsx", "contacts.csv"])
def test_what_was_exported_is_imported_as_no_change(imported: Path, name: str) -> None:
    file = imported / name

    out = rightdoor("contacts", "export", str(file), home=imported)
    back = rightdoor("contacts", "import", str(file), "--yes", home=imported)

    assert (out.returncode, out.stdout) == (0, f"通讯录写在{file}\n")
    assert (back.returncode, back.stdout, back.stderr) == (0, "没有要改的。\n", "")


def test_a_change_is_shown_first_and_written_when_told_to(imported: Path) -> None:
    file = imported / "contacts.csv"
    rightdoor("contacts", "export", str(file), home=imported)
    fill_in(file, "户政科", "电话", "0319-7722999")
    line = "第11行 户政科 电话：（空） → 0319-7722999\n"

    shown = rightdoor("contacts", "import", str(file), home=imported)
    written = rightdoor("contacts", "import", str(file), "--yes", home=imported)
    again = rightdoor("contacts", "import", str(file), home=imported)

    assert (shown.returncode, shown.stdout) == (0, f"{line}会改1处，还没有写入；加 --yes 写入。\n")
    assert (written.returncode, written.stdout) == (0, f"{line}改了1处，机器人马上用新的回答。\n")
    assert again.stdout == "没有要改的。\n"


def test_one_fault_and_nothing_is_written(imported: Path) -> None:
    file = imported / "contacts.csv"
    rightdoor("contacts", "export", str(file), home=imported)
    fill_in(file, "户政科", "电话", "0319-7722999")
    fill_in(file, "看守所", "电话", "12")

    stopped = rightdoor("contacts", "import", str(file), "--yes", home=imported)

    assert stopped.returncode == 1
    assert stopped.stderr == (
        "错误：第12行“电话”：“12”不像电话号码（写作0319-7722206、13912345678、110，分机写作7722206转8012）\n"
    )
    fill_in(file, "看守所", "电话", "")
    assert "会改1处" in rightdoor("contacts", "import", str(file), home=imported).stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("export", "contacts.pdf"), "错误：contacts.pdf：文件名要以.xlsx或.csv结尾"),
        (("export", "/nowhere/contacts.csv"), "错误：/nowhere/contacts.csv：无法写入（No such file or directory）"),
        (("import", "/nowhere.csv"), "错误：/nowhere.csv：无法读取（No such file or directory）"),
        (("import", "Makefile"), "错误：第1行"),
    ],
)
def test_errors_are_lines_that_say_where(imported: Path, arguments: tuple[str, ...], says: str) -> None:
    done = rightdoor("contacts", *arguments, home=imported)

    assert done.returncode == 1
    assert done.stderr.startswith(says)
    assert "Traceback" not in done.stderr


def test_before_the_first_import_there_is_nothing_to_export(tmp_path: Path) -> None:
    done = rightdoor("contacts", "export", str(tmp_path / "contacts.csv"), home=tmp_path)

    assert done.returncode == 1
    assert done.stderr == "错误：知识库中没有文件“baixiang-gongan”：请先运行 rightdoor knowledge import\n"


def test_the_bot_answers_with_the_phone_that_was_imported(home: Path, tmp_path: Path) -> None:
    (tmp_path / "models").symlink_to(home / "models")
    file = tmp_path / "contacts.csv"
    rightdoor("knowledge", "import", home=tmp_path)
    file.write_text("科室,电话\n户政科,0319-7722999\n", encoding="utf-8")

    rightdoor("contacts", "import", str(file), "--yes", home=tmp_path)
    answer = json.loads(rightdoor("ask", "--json", "户政科电话", home=tmp_path).stdout)

    assert answer["kind"] == "contact"
    assert "校注：户政科电话：0319-7722999（由工作人员于" in answer["text"]
    assert "文件未载明户政科的电话" not in answer["text"]
