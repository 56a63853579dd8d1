from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from knowledge.spreadsheet import Cell, read_rows
from knowledge.spreadsheet_writing import as_csv, as_xlsx, unguarded

ROWS = [("科室", "电话"), ("户政科", "0319-7722999"), ("=1+1", "'-2")]


def test_a_table_is_read_back_as_it_was_written() -> None:
    for content in (as_csv(ROWS), as_xlsx("表", ROWS, (20, 10))):
        assert [tuple(unguarded(cell.text) for cell in row[:2]) for row in read_rows(content, "表")] == ROWS


def test_nothing_is_taken_for_a_formula() -> None:
    assert read_rows(as_csv(ROWS), "表.csv")[2] == [Cell("'=1+1"), Cell("''-2")]


def test_an_xlsx_has_a_bold_heading_that_stays_and_text_cells() -> None:
    sheet = load_workbook(io.BytesIO(as_xlsx("表", ROWS, (20, 10)))).worksheets[0]
    assert (sheet.title, sheet.freeze_panes) == ("表", "B2")
    assert (sheet["A1"].font.bold, sheet["A2"].font.bold) == (True, False)
    assert sheet["B2"].number_format == "@"
    assert sheet.column_dimensions["A"].width == 20


@given(st.text(st.characters(blacklist_categories=("Cc", "Cs"))))
def test_any_text_is_read_back(text: str) -> None:
    (cell,) = read_rows(as_csv([[text or "x"]]), "表.csv")[0]
    assert unguarded(cell.text) == (text or "x")
