"""The contact list as a file, out and back in."""

from __future__ import annotations

import io
import json

import openpyxl

from tests.bot.desk.conftest import Counter


def changed(content: bytes, unit: str, column: str, value: str) -> bytes:
    """The workbook with one cell changed, as somebody does in a spreadsheet program."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.active
    assert sheet is not None
    columns = [cell.value for cell in sheet[1]]
    row = next(row for row in sheet.iter_rows(min_row=2) if row[0].value == unit)
    row[columns.index(column)].value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_makes_the_round_trip(counter: Counter) -> None:
    editor = counter.editor()
    exported = editor.get("/desk/upkeep/contacts.xlsx").content
    edited = changed(exported, "户政科", "电话", "0319-7700001")

    preview = editor.upload("/desk/upkeep", "/desk/upkeep/preview", "contacts", "contacts.xlsx", edited)

    assert "会改这1处" in preview.text and "0319-7700001" in preview.text
    assert "0319-7700001" not in counter.visitor.get("/desk/phones").text
    applied = editor.post("/desk/upkeep/apply", change=json.dumps(["户政科", "phone", "0319-7700001", ""]))
    assert applied.status_code == 303
    assert "0319-7700001" in counter.visitor.get("/desk/phones").text


def test_changes_that_no_preview_showed_are_refused(counter: Counter) -> None:
    editor = counter.editor()

    assert editor.post("/desk/upkeep/apply", change="no list").status_code == 400
    assert editor.post("/desk/upkeep/apply", change='["户政科"]').status_code == 400


def test_an_untouched_file_changes_nothing(counter: Counter) -> None:
    editor = counter.editor()
    for name in ("contacts.xlsx", "contacts.csv"):
        exported = editor.get(f"/desk/upkeep/{name}").content
        preview = editor.upload("/desk/upkeep", "/desk/upkeep/preview", "contacts", name, exported)
        assert "没有要改的" in preview.text, name


def test_faults_are_told_by_row_and_nothing_is_changed(counter: Counter) -> None:
    editor = counter.editor()
    exported = editor.get("/desk/upkeep/contacts.xlsx").content
    wrong = changed(exported, "户政科", "电话", "打这个")

    preview = editor.upload("/desk/upkeep", "/desk/upkeep/preview", "contacts", "contacts.xlsx", wrong)

    assert preview.status_code == 400
    assert "一处也没有改" in preview.text and "行" in preview.text


def test_a_picture_is_no_contact_list(counter: Counter) -> None:
    editor = counter.editor()

    preview = editor.upload("/desk/upkeep", "/desk/upkeep/preview", "contacts", "cat.png", b"\x89PNG\r\n\x1a\n\0\0")

    assert preview.status_code == 400
    assert 'role="alert"' in preview.text
