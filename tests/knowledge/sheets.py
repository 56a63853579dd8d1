"""Spreadsheets as somebody might upload them."""

from __future__ import annotations

import io
from typing import Any

from openpyxl import Workbook


def xlsx(*rows: tuple[Any, ...]) -> bytes:
    """An xlsx file with these rows."""
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
