"""A table as a file for a spreadsheet program, xlsx or csv."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

_DANGEROUS = re.compile("'*[=+@-]")  # what a spreadsheet takes for a formula, and what already stands behind a quote


def as_xlsx(title: str, rows: Iterable[Sequence[str]], widths: Sequence[int]) -> bytes:
    """The first row is the heading. ``widths``: of the columns, in characters."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for row in rows:
        sheet.append([_guarded(text) for text in row])
    for number, (column, width) in enumerate(zip(sheet.columns, widths, strict=True), 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
        for cell in column:
            cell.number_format = "@"  # text, so that a phone typed in keeps its leading zero
        column[0].font = Font(bold=True)
    sheet.freeze_panes = "B2"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def as_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """In UTF-8 with BOM, as Excel wants it."""
    content = io.StringIO(newline="")
    csv.writer(content).writerows([_guarded(text) for text in row] for row in rows)
    return content.getvalue().encode("utf-8-sig")


def unguarded(text: str) -> str:
    """What was written, of a cell that is read back."""
    return text[1:] if text.startswith("'") and _DANGEROUS.match(text) else text


def _guarded(text: str) -> str:
    return f"'{text}" if _DANGEROUS.match(text) else text
