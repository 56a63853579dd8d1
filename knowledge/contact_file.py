"""The units' contacts as a spreadsheet: out for staff to fill in, and back as changes to look at first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Union

from knowledge.edit_rules import check_subject, checked, clean
from knowledge.edits import Edit, EditError, Edits, Wish
from knowledge.query import Knowledge
from knowledge.spreadsheet import Cell, Fault, SpreadsheetError, find_columns, read_rows
from knowledge.spreadsheet_writing import as_csv, as_xlsx, unguarded
from knowledge.staff import FIELDS

UNIT, PUBLISHED = "科室", "文件所载电话"
FIELD_OF = {FIELDS[field]: field for field in ("phone", "address", "hours", "note")}
COLUMNS = (UNIT, PUBLISHED, *FIELD_OF)
_WIDTHS = (28, 14, 24, 32, 28, 40)  # characters


@dataclass(frozen=True)
class Change:
    """One cell that differs from what is stored. ``row`` counts from 1, the heading included."""

    row: int
    subject: str
    field: str
    old: str
    new: str


@dataclass(frozen=True)
class Preview:
    """What a file would change; nothing is written yet."""

    changes: tuple[Change, ...]
    faults: tuple[Fault, ...]


# --- out ----------------------------------------------------------------------------------


def write_xlsx(knowledge: Knowledge) -> bytes:
    """The contact list as an xlsx file, one row a unit."""
    return as_xlsx("通讯录", _table(knowledge), _WIDTHS)


def write_csv(knowledge: Knowledge) -> bytes:
    """The contact list as a csv file, one row a unit."""
    return as_csv(_table(knowledge))


def _table(knowledge: Knowledge) -> Iterator[list[str]]:
    yield list(COLUMNS)
    for unit in knowledge.document.units:
        values = [_value(knowledge, unit, field) for field in FIELD_OF.values()]
        yield [unit, _published(knowledge, unit), *values]


def _value(knowledge: Knowledge, unit: str, field: str) -> str:
    given = knowledge.given("unit", unit, field)
    return given.new if given else ""


def _published(knowledge: Knowledge, unit: str) -> str:
    phone = knowledge.phone_of(unit)
    return phone.number if phone else ""


# --- and back -----------------------------------------------------------------------------


def read_changes(content: bytes, filename: str, knowledge: Knowledge) -> Preview:
    """Compare a spreadsheet with what is stored: an empty cell removes a value, a missing column leaves all as it is.

    ``filename`` is only for the faults' words. Units that have no row stay as they are.
    """
    try:
        heading, *rows = read_rows(content, filename) or [[]]
    except SpreadsheetError as error:
        return Preview((), (Fault(0, "", str(error)),))
    columns, faults = _columns(heading)
    found: list[Union[Change, Fault]] = [*faults]
    first_row: dict[str, int] = {}
    for number, row in enumerate(rows if not faults else (), 2):
        cells = {column: row[position] if position < len(row) else Cell() for column, position in columns.items()}
        if any(cell != Cell() for cell in row):
            found += _compared(knowledge, number, cells, first_row)
    return Preview(
        tuple(one for one in found if isinstance(one, Change)), tuple(one for one in found if isinstance(one, Fault))
    )


def write_changes(changes: Iterable[Change], edits: Edits, who: str) -> tuple[Edit, ...]:
    """Make the changes of a preview, all or none. EditError where one was overtaken by somebody else's."""
    return edits.change_all(who, (Wish("unit", c.subject, c.field, c.new, expected_old=c.old) for c in changes))


def _columns(heading: list[Cell]) -> tuple[dict[str, int], list[Fault]]:
    """Where each column stands, and what is wrong with the headings."""
    columns, faults = find_columns(heading, COLUMNS, UNIT)
    if UNIT in columns and not columns.keys() & FIELD_OF.keys():
        faults.append(Fault(1, "", f"{'、'.join(FIELD_OF)}一列也没有"))
    return columns, faults


def _compared(
    knowledge: Knowledge, number: int, cells: dict[str, Cell], first_row: dict[str, int]
) -> Iterator[Union[Change, Fault]]:
    """What one row changes, or what is wrong with it. ``first_row``: where each unit was met, kept up to date."""
    unit = clean(unguarded(cells[UNIT].text))
    if not unit:
        yield Fault(number, UNIT, cells[UNIT].fault or "这一行没有写哪个科室")
        return
    try:
        check_subject(knowledge, "unit", unit)
    except EditError as error:
        yield Fault(number, UNIT, str(error))
        return
    if first_row.setdefault(unit, number) != number:
        yield Fault(number, UNIT, f"“{unit}”在第{first_row[unit]}行已经有了")
        return
    published = _published(knowledge, unit)
    told = cells.get(PUBLISHED, Cell())
    if told != Cell() and clean(told.text) != published:
        yield Fault(number, PUBLISHED, f"这一列照文件填，不能改：文件{f'为{published}' if published else '未载明'}")
    for column, field in FIELD_OF.items():
        if column in cells:
            yield from _changed(knowledge, number, unit, column, field, cells[column])


def _changed(
    knowledge: Knowledge, number: int, unit: str, column: str, field: str, cell: Cell
) -> Iterator[Union[Change, Fault]]:
    if cell.fault:
        yield Fault(number, column, cell.fault)
        return
    old, text = _value(knowledge, unit, field), clean(unguarded(cell.text))
    if text == old:
        return
    try:
        new = checked(knowledge, "unit", unit, field, text)
    except EditError as error:
        lost = "；单元格是数字，开头的0可能丢了，请设成文本再填" if cell.is_number else ""
        yield Fault(number, column, f"{error}{lost}")
        return
    if new != old:
        yield Change(number, unit, field, old, new)
