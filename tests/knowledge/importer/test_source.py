from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.importer.errors import DocumentError
from knowledge.importer.source import Cell, Source, cells
from knowledge.text import heal
from tests.knowledge.paper import row, source


def test_lines_are_counted_from_one(tmp_path: Path):
    file = tmp_path / "export.txt"
    file.write_text("部门职责\n\n部门名称：某局", encoding="utf-8")

    read = Source.read(file)

    assert [(line.number, line.text) for line in read.lines] == [(1, "部门职责"), (2, ""), (3, "部门名称：某局")]


@pytest.mark.parametrize(
    "raw",
    [
        "部门职责\r\n部门名称：某局\r\n".encode(),
        "部门职责\r部门名称：某局\r".encode(),
        "\ufeff部门职责\n部门名称：某局\n".encode(),
    ],
    ids=["Windows line ends", "old Macintosh line ends", "byte order mark"],
)
def test_line_ends_and_byte_order_mark_make_no_difference(tmp_path: Path, raw: bytes):
    plain, other = tmp_path / "plain.txt", tmp_path / "other.txt"
    plain.write_bytes("部门职责\n部门名称：某局\n".encode())
    other.write_bytes(raw)

    assert Source.read(other).lines == Source.read(plain).lines
    assert Source.read(other).checksum == Source.read(plain).checksum


def test_another_text_has_another_checksum(tmp_path: Path):
    one, other = tmp_path / "one.txt", tmp_path / "other.txt"
    one.write_text("某局", encoding="utf-8")
    other.write_text("某县", encoding="utf-8")

    assert Source.read(one).checksum != Source.read(other).checksum


def test_a_missing_file_is_named(tmp_path: Path):
    file = tmp_path / "nowhere.txt"

    with pytest.raises(DocumentError) as caught:
        Source.read(file)

    assert str(caught.value) == f"{file}：无法读取文件（No such file or directory）"


def test_a_folder_is_no_document(tmp_path: Path):
    with pytest.raises(DocumentError) as caught:
        Source.read(tmp_path)

    assert str(caught.value) == f"{tmp_path}：无法读取文件（Is a directory）"


def test_the_line_that_is_not_utf8_is_named(tmp_path: Path):
    file = tmp_path / "export.txt"
    file.write_bytes("第一行\n第二行\n".encode() + "第三行\n".encode("gb18030"))

    with pytest.raises(DocumentError) as caught:
        Source.read(file)

    assert str(caught.value) == f"{file} 第3行：不是UTF-8编码，请另存为UTF-8文本"


def test_a_heading_is_found_whatever_its_spaces():
    text = source("目录\n部  门  职  责\n部门职责如下\n部门职责 ")

    assert text.heading("部门职责") == 1
    assert text.heading("部门职责", after=2) == 3


def test_a_heading_that_is_missing_is_named():
    with pytest.raises(DocumentError) as caught:
        source("部门职责如下").heading("部门职责")

    assert str(caught.value) == "export.txt：没有找到“部门职责”这一节"


def test_a_cell_goes_on_until_the_next_tab():
    lines = source("柏乡县\n\t安全生产监\n\n督管理局\n\n\t\n\t负责 2 项\n").lines

    assert cells(lines) == [
        Cell("安全生产监督管理局", first_line=2, last_line=4),
        Cell("", first_line=6, last_line=6),
        Cell("负责2项", first_line=7, last_line=7),
    ]


@given(st.lists(st.text(st.characters(exclude_characters="\t", exclude_categories=["Cs"]))))
def test_any_cells_come_back_one_by_one(texts: list[str]):
    lines = source(row(*texts)).lines

    found = cells(lines)

    assert [cell.text for cell in found] == [heal(text) for text in texts]
    for cell in found:
        own = "\n".join(line.text for line in lines[cell.first_line - 1 : cell.last_line])
        assert heal(own) == cell.text
