"""An uploaded spreadsheet, xlsx or csv, as rows of cells; whatever the bytes, a table or one clear reason."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from zipfile import ZipFile

from openpyxl import load_workbook

from knowledge.edit_rules import clean

LARGEST_FILE = 2**20  # bytes; a contact list has some ten thousand
LARGEST_UNPACKED = 10 * 2**20  # bytes
MOST_ROWS, MOST_COLUMNS = 1000, 50
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_AS_TEXT = "请把单元格设成文本再填"


class SpreadsheetError(Exception):
    """The bytes are no table that can be read: one line saying why."""


@dataclass(frozen=True)
class Cell:
    """``fault``: why the cell cannot be used, if so; ``is_number``: a leading zero may have been lost."""

    text: str = ""
    is_number: bool = False
    fault: str = ""


@dataclass(frozen=True)
class Fault:
    """What must be mended before anything is written. ``row`` counts from 1, the heading included; 0: the file."""

    row: int
    column: str
    reason: str


def read_rows(content: bytes, filename: str) -> list[list[Cell]]:
    """Return all rows of the first sheet, from row 1. SpreadsheetError for anything else than a small table."""
    if len(content) > LARGEST_FILE:
        raise SpreadsheetError(f"“{filename}”太大：最多{LARGEST_FILE // 2**20} MB")
    if content.startswith(_OLD_EXCEL):
        raise SpreadsheetError(f"“{filename}”是旧的xls格式：请在Excel里另存为xlsx")
    rows = _xlsx(content, filename) if content.startswith(_ZIP) else _csv(content, filename)
    found: list[list[Cell]] = []
    for row in rows:
        if len(found) == MOST_ROWS:
            raise SpreadsheetError(f"“{filename}”太长：最多{MOST_ROWS}行")
        if any(cell != Cell() for cell in row[MOST_COLUMNS:]):
            raise SpreadsheetError(f"“{filename}”太宽：最多{MOST_COLUMNS}列")
        found.append(row)
    return found


def find_columns(heading: Sequence[Cell], known: Sequence[str], needed: str) -> tuple[dict[str, int], list[Fault]]:
    """Where each of the known columns stands, in any order, and what is wrong with the first row."""
    columns: dict[str, int] = {}
    faults = []
    for position, cell in enumerate(heading):
        name = clean(cell.text)
        if name in columns:
            faults.append(Fault(1, name, "这一列有两个"))
        elif name in known:
            columns[name] = position
        elif cell != Cell():
            faults.append(Fault(1, name[:20], f"不认识这一列：只收{'、'.join(known)}"))
    if needed not in columns:
        faults.append(Fault(1, needed, "第一行的表头里没有这一列"))
    return columns, faults


def _xlsx(content: bytes, filename: str) -> Iterator[list[Cell]]:
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST_UNPACKED:
                raise SpreadsheetError(f"“{filename}”解开后太大：最多{LARGEST_UNPACKED // 2**20} MB")
        book = load_workbook(io.BytesIO(content), read_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what the file says of its own size need not be true
        for row in sheet.iter_rows(max_col=MOST_COLUMNS + 1):
            yield [_cell(cell.value, cell.data_type) for cell in row]
    except (SpreadsheetError, MemoryError):
        raise
    except Exception as error:  # a damaged file makes openpyxl raise almost anything
        raise SpreadsheetError(f"“{filename}”不是完好的xlsx表格") from error


def _cell(value: Any, kind: str) -> Cell:
    if kind == "f":
        return Cell(fault=f"是公式，{_AS_TEXT}")
    if value is None or (isinstance(value, str) and kind != "e"):
        return _text(value or "")
    if isinstance(value, (int, float)) and not isinstance(value, bool) and float(value).is_integer():
        return Cell(str(int(value)), is_number=True)
    return Cell(fault=f"是小数、日期、时间或出错的值，{_AS_TEXT}")


def _text(text: str) -> Cell:
    return Cell(fault=f"是公式，{_AS_TEXT}") if text.startswith("=") else Cell(text)


def _csv(content: bytes, filename: str) -> Iterator[list[Cell]]:
    text = _decoded(content)
    if text is None or "\0" in text:
        raise SpreadsheetError(f"“{filename}”不是电子表格：请用xlsx，或UTF-8、GBK编码的csv")
    try:
        for row in csv.reader(io.StringIO(text, newline="")):
            yield [_text(field) for field in row]
    except csv.Error as error:
        raise SpreadsheetError(f"“{filename}”不是完好的csv表格") from error


def _decoded(content: bytes) -> str | None:
    for encoding in ("utf-8-sig", "gb18030"):  # Chinese Excel writes csv in GBK
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
