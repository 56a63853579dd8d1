from __future__ import annotations

import io
from datetime import date
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from knowledge.spreadsheet import MOST_ROWS, Cell, Fault, SpreadsheetError, find_columns, read_rows
from tests.knowledge.sheets import xlsx


def repacked(content: bytes, part: str, text: bytes) -> bytes:
    """The same xlsx file with one of its parts replaced."""
    packed = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(packed, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, text if name == part else old.read(name))
    return packed.getvalue()


def texts(rows: list[list[Cell]]) -> list[list[str]]:
    return [[cell.text for cell in row if cell.text] for row in rows]


def refused(content: bytes, filename: str = "通讯录.xlsx") -> str:
    with pytest.raises(SpreadsheetError) as caught:
        read_rows(content, filename)
    return str(caught.value)


# --- what can be read -----------------------------------------------------------------


def test_rows_are_those_of_the_sheet_empty_ones_included():
    assert texts(read_rows(xlsx(("科室", "电话"), (), ("户政科", "110")), "a.xlsx")) == [
        ["科室", "电话"],
        [],
        ["户政科", "110"],
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
def test_a_csv_may_be_in_any_encoding_of_a_chinese_office(encoding: str):
    content = '科室,备注\r\n\r\n户政科,"一行\n又一行，“引号”"\r\n'.encode(encoding)

    assert texts(read_rows(content, "a.csv")) == [["科室", "备注"], [], ["户政科", "一行\n又一行，“引号”"]]


def test_what_it_is_counts_and_not_what_it_is_called():
    assert texts(read_rows(xlsx(("科室",)), "a.csv")) == texts(read_rows("科室".encode(), "a.xlsx")) == [["科室"]]


def test_a_sheet_that_lies_about_its_size_is_read_to_the_end():
    content = xlsx(("科室",), ("户政科",), ("看守所",))
    with ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    lying = repacked(content, "xl/worksheets/sheet1.xml", sheet.replace(b"A1:A3", b"A1:A2"))

    assert texts(read_rows(lying, "a.xlsx")) == [["科室"], ["户政科"], ["看守所"]]


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("0319-7722206", Cell("0319-7722206")),
        (7722206, Cell("7722206", is_number=True)),
        (3197722206.0, Cell("3197722206", is_number=True)),
        ("=1+1", Cell(fault="是公式，请把单元格设成文本再填")),
        (0.5, Cell(fault="是小数、日期、时间或出错的值，请把单元格设成文本再填")),
        (date(2026, 8, 12), Cell(fault="是小数、日期、时间或出错的值，请把单元格设成文本再填")),
        (True, Cell(fault="是小数、日期、时间或出错的值，请把单元格设成文本再填")),
        ("#REF!", Cell(fault="是小数、日期、时间或出错的值，请把单元格设成文本再填")),
    ],
)
def test_a_cell_is_text_or_says_why_not(value: Any, cell: Cell):
    assert read_rows(xlsx(("a", value)), "a.xlsx")[0][1] == cell


def test_a_formula_in_a_csv_is_one_too():
    assert read_rows(b"a,=1+1", "a.csv")[0][1].fault.startswith("是公式")


# --- what cannot be read ----------------------------------------------------------------


def test_the_old_format_says_how_to_save_it_anew():
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧.xls") == "“旧.xls”是旧的xls格式：请在Excel里另存为xlsx"


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7\n\xe2\xe3\xcf\xd3\x00", "科室".encode("utf-16"), b"\x89PNG\r\n\x1a\n\0"]
)
def test_what_is_no_spreadsheet_is_said_to_be_none(content: bytes):
    assert refused(content, "a.pdf") == "“a.pdf”不是电子表格：请用xlsx，或UTF-8、GBK编码的csv"


def test_a_damaged_file_is_said_to_be_damaged():
    content = xlsx(("科室",))

    assert refused(content[:-40]) == "“通讯录.xlsx”不是完好的xlsx表格"
    assert refused(repacked(content, "xl/worksheets/sheet1.xml", b"<worksheet>")) == "“通讯录.xlsx”不是完好的xlsx表格"
    assert refused(b'a,"' + b"x" * 200_000, "a.csv") == "“a.csv”不是完好的csv表格"


def test_a_file_that_unpacks_to_far_more_is_not_unpacked():
    bomb = repacked(xlsx(("科室",)), "xl/worksheets/sheet1.xml", b" " * (11 * 2**20))

    assert len(bomb) < 100_000
    assert refused(bomb) == "“通讯录.xlsx”解开后太大：最多10 MB"


def test_a_file_of_nested_entities_is_not_expanded():
    names = [f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "x" * 100}">' for n in range(9)]
    bomb = f"<!DOCTYPE x [{''.join(names)}]><worksheet>&e8;</worksheet>".encode()

    assert refused(repacked(xlsx(("科室",)), "xl/worksheets/sheet1.xml", bomb)) == "“通讯录.xlsx”不是完好的xlsx表格"


def test_a_table_is_no_longer_and_no_wider_than_a_contact_list_can_be():
    assert len(read_rows(b"a\n" * MOST_ROWS, "a.csv")) == MOST_ROWS
    assert refused(b"a\n" * (MOST_ROWS + 1), "a.csv") == "“a.csv”太长：最多1000行"
    assert refused(b"," * 50 + b"a", "a.csv") == "“a.csv”太宽：最多50列"
    assert refused(b"x" * (2**20 + 1), "a.csv") == "“a.csv”太大：最多1 MB"


def test_a_lone_cell_at_the_far_end_is_too_far():
    book = Workbook()
    book.worksheets[0].cell(1_048_576, 1, "科室")
    content = io.BytesIO()
    book.save(content)

    assert refused(content.getvalue()) == "“通讯录.xlsx”太长：最多1000行"


@given(content=st.binary() | st.binary().map(lambda tail: b"PK\x03\x04" + tail) | st.text().map(str.encode))
def test_any_bytes_are_a_table_or_one_line(content: bytes):
    try:
        rows = read_rows(content, "a.xlsx")
    except SpreadsheetError as error:
        assert "\n" not in str(error)
    else:
        assert len(rows) <= MOST_ROWS


@given(at=st.integers(0, 4000), byte=st.integers(0, 255))
def test_a_file_with_any_byte_spoilt_is_a_table_or_one_line(at: int, byte: int):
    content = bytearray(xlsx(("科室", "电话"), ("户政科", "110")))
    content[at % len(content)] = byte

    try:
        read_rows(bytes(content), "a.xlsx")
    except SpreadsheetError as error:
        assert "\n" not in str(error)


def test_columns_are_found_in_any_order() -> None:
    assert find_columns([Cell("乙"), Cell(), Cell(" 甲 ")], ("甲", "乙"), "甲") == ({"乙": 0, "甲": 2}, [])


def test_headings_that_are_unknown_double_or_missing_are_faults() -> None:
    columns, faults = find_columns([Cell("乙"), Cell("乙"), Cell("丙")], ("甲", "乙"), "甲")
    assert columns == {"乙": 0}
    assert faults == [
        Fault(1, "乙", "这一列有两个"),
        Fault(1, "丙", "不认识这一列：只收甲、乙"),
        Fault(1, "甲", "第一行的表头里没有这一列"),
    ]
