from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from knowledge.contact_file import (
    COLUMNS,
    Change,
    Fault,
    Preview,
    read_changes,
    write_changes,
    write_csv,
    write_xlsx,
)
from knowledge.curation import Curation
from knowledge.document import Document
from knowledge.edit_rules import checked
from knowledge.edits import EditError, Edits
from knowledge.query import Knowledge, LiveKnowledge
from knowledge.store import Store
from tests.knowledge.given import with_given
from tests.knowledge.sheets import xlsx

GIVEN = {
    ("unit", "户政科", "phone"): "0319-7722999",
    ("unit", "户政科", "address"): "槐阳大街1号",
    ("unit", "政治处", "note"): "周三下午学习，不办公",
}


@pytest.fixture(scope="module")
def informed(knowledge: Knowledge) -> Knowledge:
    return with_given(knowledge, GIVEN)


def preview(knowledge: Knowledge, *rows: tuple[Any, ...]) -> Preview:
    """What a file with these rows would do; a csv does the same where all cells are text."""
    return read_changes(xlsx(*rows), "通讯录.xlsx", knowledge)


def faults(knowledge: Knowledge, *rows: tuple[Any, ...]) -> list[tuple[int, str, str]]:
    return [(fault.row, fault.column, fault.reason) for fault in preview(knowledge, *rows).faults]


# --- out ------------------------------------------------------------------------------


def test_each_unit_has_a_row_with_the_documents_phone_and_what_staff_have_given(informed: Knowledge):
    rows = list(csv.reader(io.StringIO(write_csv(informed).decode("utf-8-sig"), newline="")))

    assert rows[0] == ["科室", "文件所载电话", "电话", "地址", "办公时间", "备注"]
    assert [row[0] for row in rows[1:]] == list(informed.document.units)
    assert ["户政科", "", "0319-7722999", "槐阳大街1号", "", ""] in rows
    assert ["政治处", "7722206", "", "", "", "周三下午学习，不办公"] in rows


def test_both_files_say_the_same(informed: Knowledge):
    sheet = load_workbook(io.BytesIO(write_xlsx(informed))).worksheets[0]
    of_xlsx = [["" if cell is None else cell for cell in row] for row in sheet.iter_rows(values_only=True)]
    of_csv = list(csv.reader(io.StringIO(write_csv(informed).decode("utf-8-sig"), newline="")))

    assert of_xlsx == of_csv
    assert {cell.number_format for row in sheet.iter_rows() for cell in row} == {"@"}


def test_excel_is_told_that_the_csv_is_utf_8(informed: Knowledge):
    assert write_csv(informed).startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("note", ["=1+1", "+1", "-1", "@SUM(A1)", "'=1", "''@x"])
def test_no_cell_is_taken_for_a_formula(knowledge: Knowledge, note: str):
    noted = with_given(knowledge, {("unit", "户政科", "note"): note})

    for content in (write_csv(noted), write_xlsx(noted)):
        assert read_changes(content, "a", noted) == Preview((), ())
    sheet = load_workbook(io.BytesIO(write_xlsx(noted))).worksheets[0]
    assert [cell.value for row in sheet.iter_rows() for cell in row if cell.value and note in str(cell.value)] == [
        f"'{note}"
    ]
    assert f",'{note}\r\n" in write_csv(noted).decode("utf-8-sig")


# --- and back ---------------------------------------------------------------------------


@settings(max_examples=40)
@given(data=st.data())
def test_what_was_written_is_read_as_no_change(knowledge: Knowledge, data: st.DataObject):
    values = {}
    for unit in knowledge.document.units[:4]:
        for field in ("address", "hours", "note"):
            try:
                values["unit", unit, field] = checked(knowledge, "unit", unit, field, data.draw(st.text()))
            except EditError:
                continue
    informed = with_given(knowledge, values)

    assert read_changes(write_csv(informed), "a.csv", informed) == Preview((), ())
    assert read_changes(write_xlsx(informed), "a.xlsx", informed) == Preview((), ())


def test_a_cell_that_differs_is_a_change_and_an_empty_one_removes(informed: Knowledge):
    assert preview(
        informed,
        COLUMNS,
        ("户政科", "", "（0319）7722111", "", "", "新备注"),
        ("政治处", "7722206", "", "", "", "周三下午学习，不办公"),
    ) == Preview(
        (
            Change(2, "户政科", "phone", "0319-7722999", "0319-7722111"),
            Change(2, "户政科", "address", "槐阳大街1号", ""),
            Change(2, "户政科", "note", "", "新备注"),
        ),
        (),
    )


def test_a_missing_column_and_a_missing_unit_leave_what_is_there(informed: Knowledge):
    assert preview(informed, ("备注", "科室"), ("新备注", "看守所")) == Preview(
        (Change(2, "看守所", "note", "", "新备注"),), ()
    )


def test_a_row_cut_short_is_one_with_empty_cells(informed: Knowledge):
    cut = "科室,电话,地址\r\n户政科,0319-7722999\r\n".encode()

    assert read_changes(cut, "a.csv", informed).changes == (Change(2, "户政科", "address", "槐阳大街1号", ""),)


def test_empty_rows_are_passed_over_and_counted(informed: Knowledge):
    changes = preview(informed, ("科室", "备注"), (), ("看守所", "一"), (), ("拘留所", "二")).changes

    assert [(change.row, change.subject) for change in changes] == [(3, "看守所"), (5, "拘留所")]


def test_a_csv_saved_by_a_chinese_excel_is_read(informed: Knowledge):
    content = "科室,备注\r\n看守所,周日不会见\r\n".encode("gbk")

    assert read_changes(content, "a.csv", informed).changes == (Change(2, "看守所", "note", "", "周日不会见"),)


def test_a_number_that_is_a_phone_is_one(informed: Knowledge):
    assert preview(informed, ("科室", "电话"), ("看守所", 7722333)).changes == (
        Change(2, "看守所", "phone", "", "7722333"),
    )


# --- faults -------------------------------------------------------------------------------


def test_every_fault_is_told_with_its_row_and_column(informed: Knowledge):
    assert faults(
        informed,
        COLUMNS,
        ("户籍科", "", "110", "", "", ""),
        ("户政科", "", "12", "", "", "长" * 301),
        ("看守所", "", 3197722206, "", "", ""),
        ("看守所", "", "", "", "", ""),
        ("拘留所", "7722206", "", "=1+1", 0.5, ""),
        ("政治处", "7722207", "", "", "", ""),
        ("", "", "110", "", "", ""),
    ) == [
        (2, "科室", "没有“户籍科”这个科室，请用文件中的名称"),
        (3, "电话", "“12”不像电话号码（写作0319-7722206、13912345678、110，分机写作7722206转8012）"),
        (3, "备注", "备注最多300个字，现在有301个"),
        (
            4,
            "电话",
            "“3197722206”不像电话号码（写作0319-7722206、13912345678、110，分机写作7722206转8012）"
            "；单元格是数字，开头的0可能丢了，请设成文本再填",
        ),
        (5, "科室", "“看守所”在第4行已经有了"),
        (6, "文件所载电话", "这一列照文件填，不能改：文件未载明"),
        (6, "地址", "是公式，请把单元格设成文本再填"),
        (6, "办公时间", "是小数、日期、时间或出错的值，请把单元格设成文本再填"),
        (7, "文件所载电话", "这一列照文件填，不能改：文件为7722206"),
        (8, "科室", "这一行没有写哪个科室"),
    ]


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        (
            ("名称", "电话"),
            [(1, "名称", f"不认识这一列：只收{'、'.join(COLUMNS)}"), (1, "科室", "第一行的表头里没有这一列")],
        ),
        (("科室", "电话", "电话"), [(1, "电话", "这一列有两个")]),
        (("科室", "文件所载电话"), [(1, "", "电话、地址、办公时间、备注一列也没有")]),
        ((), [(1, "科室", "第一行的表头里没有这一列")]),
    ],
)
def test_headings_are_looked_at_before_anything_below(
    informed: Knowledge, heading: tuple[str, ...], told: list[tuple[int, str, str]]
):
    assert faults(informed, heading, ("户籍科", "110")) == told


def test_what_is_no_spreadsheet_is_one_fault(informed: Knowledge):
    assert read_changes(b"%PDF-1.7\0", "a.pdf", informed) == Preview(
        (), (Fault(0, "", "“a.pdf”不是电子表格：请用xlsx，或UTF-8、GBK编码的csv"),)
    )


@given(content=st.binary() | st.text().map(str.encode) | st.text("科室电话备注,\n户政0'=+").map(str.encode))
def test_any_bytes_are_changes_or_faults(informed: Knowledge, content: bytes):
    told = read_changes(content, "a.csv", informed)

    assert all(change.old != change.new for change in told.changes)
    assert all(len(fault.reason.splitlines()) == 1 for fault in told.faults)


# --- made ---------------------------------------------------------------------------------


def test_a_preview_is_written_all_at_once_or_not_at_all(store: Store, document: Document, curation: Curation):
    store.replace(document, curation)
    edits, live = Edits(store, document.id), LiveKnowledge(store, document.id)
    seen = preview(live.current(), COLUMNS, ("户政科", "", "110"), ("看守所", "", "7722333"))

    edits.change("李强", "unit", "看守所", "phone", "7722444")
    with pytest.raises(EditError, match=r"电话在您看过之后已由李强于.*改为“7722444”"):
        write_changes(seen.changes, edits, "王敏")
    assert live.current().contact_of("户政科").phone is None

    again = preview(live.current(), COLUMNS, ("户政科", "", "110"), ("看守所", "", "7722333"))
    made = write_changes(again.changes, edits, "王敏")

    assert [(edit.who, edit.subject, edit.new) for edit in made] == [
        ("王敏", "户政科", "110"),
        ("王敏", "看守所", "7722333"),
    ]
    assert read_changes(write_xlsx(live.current()), "a.xlsx", live.current()) == Preview((), ())
