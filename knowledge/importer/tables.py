"""The three tables: 部门职责, 与相关部门的职责边界, 公共服务事项.

A first column that is empty continues the row above. A serial number that
comes again right after itself (item 3 of the county bureau stands in two
blocks) continues its item too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Optional

from knowledge.document import BoundaryMatter, BoundaryRow, DutyRow, Service
from knowledge.importer.source import Cell, Line, Source, cells

DUTY_COLUMNS = ("序号", "主要职责", "具体工作事项", "责任科室", "备注")
BOUNDARY_COLUMNS = ("序号", "管理事项", "相关部门", "职责分工", "相关依据", "案例")
SERVICE_COLUMNS = ("序号", "服务事项", "主要内容", "承办科室（单位）", "联系电话")

_SERIAL = re.compile(r"[1-9]\d{0,3}")
_PHONE = re.compile(r"[\d\-、/()（）]{5,}")
_LONGEST_NAME = 20  # characters; the longest name in the document has 15


def _table(source: Source, lines: Sequence[Line], columns: tuple[str, ...]) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows below the header, each as wide as ``columns``. ``lines`` begin with the section's heading."""
    found = cells(lines)
    width = len(columns)
    header = tuple(cell.text for cell in found[:width])
    if header != columns:
        line = found[0].first_line if found else lines[0].number
        raise source.error(f"表头应为“{'｜'.join(columns)}”，实为“{'｜'.join(header)}”", line)
    body = found[width:]
    for start in range(0, len(body), width):
        row = tuple(body[start : start + width])
        if len(row) < width:
            raise source.error(f"这一行只有{len(row)}格，应有{width}格：上文可能丢了一格", row[0].first_line)
        if row[0].text and not _SERIAL.fullmatch(row[0].text):
            raise source.error(f"序号格里是“{row[0].text[:20]}”：这一行或上一行可能丢了一格", row[0].first_line)
        yield row


def _serial(source: Source, cell: Cell, current: int, *, may_repeat: bool) -> int:
    """Return the item that a row belongs to, given the item of the row above (0: none)."""
    if not cell.text:
        if current == 0:
            raise source.error("第一行没有序号", cell.first_line)
        return current
    wanted = (current + 1, current) if may_repeat else (current + 1,)
    for number in wanted:
        # A merged cell at a page break is exported twice: "9" as "99".
        if cell.text in (str(number), str(number) * 2):
            return number
    raise source.error(f"序号应为{current + 1}，实为{cell.text}：中间可能少了一项", cell.first_line)


def _name(source: Source, cell: Cell, what: str) -> str:
    if not cell.text:
        raise source.error(f"这一行没有{what}", cell.first_line)
    if len(cell.text) > _LONGEST_NAME or "。" in cell.text:
        raise source.error(f"{what}一格里是“{cell.text[:20]}…”：这一行可能丢了一格", cell.first_line)
    return cell.text


def _text(source: Source, cell: Cell, what: str) -> str:
    if not cell.text:
        raise source.error(f"这一行没有{what}", cell.first_line)
    return cell.text


def _refuse_double(source: Source, seen: dict[tuple[object, ...], int], key: tuple[object, ...], line: int) -> None:
    if key in seen:
        raise source.error(f"这一行与第{seen[key]}行重复", line)
    seen[key] = line


def duty_rows(source: Source, lines: Sequence[Line]) -> tuple[DutyRow, ...]:
    found: list[DutyRow] = []
    seen: dict[tuple[object, ...], int] = {}
    item, row_number, item_text = 0, 0, ""
    for serial, duty, work, unit, remark in _table(source, lines, DUTY_COLUMNS):
        number = _serial(source, serial, item, may_repeat=True)
        if number != item:
            item, row_number = number, 0
            item_text = _text(source, duty, "主要职责")
        elif duty.text and duty.text != item_text:
            raise source.error(f"第{item}项的主要职责与上文不同：可能少了序号", duty.first_line)
        row_number += 1
        text = _text(source, work, "具体工作事项")
        name = _name(source, unit, "责任科室")
        _refuse_double(source, seen, (item, text, name), work.first_line)
        found.append(
            DutyRow(
                ref=f"duties/{item}/{row_number}",
                first_line=work.first_line,
                last_line=unit.last_line,
                item=item,
                row=row_number,
                item_text=item_text,
                text=text,
                unit=name,
                remark=remark.text,
            )
        )
    return tuple(found)


def boundary_matters(source: Source, lines: Sequence[Line]) -> tuple[BoundaryMatter, ...]:
    found: list[tuple[tuple[Cell, ...], list[BoundaryRow]]] = []
    seen: dict[tuple[object, ...], int] = {}
    number = 0
    for cells_of_row in _table(source, lines, BOUNDARY_COLUMNS):
        serial, matter, department, text = cells_of_row[:4]
        this = _serial(source, serial, number, may_repeat=False)
        if this != number:
            number = this
            _text(source, matter, "管理事项")
            found.append((cells_of_row, []))
        elif matter.text:
            raise source.error(f"“{matter.text[:20]}”前没有序号", matter.first_line)
        name = _name(source, department, "相关部门")
        share = _text(source, text, "职责分工")
        _refuse_double(source, seen, (number, name, share), department.first_line)
        rows = found[-1][1]
        row = len(rows) + 1
        ref = f"boundaries/{number}/{row}"
        rows.append(BoundaryRow(ref, department.first_line, text.last_line, number, row, name, share))
    return tuple(
        BoundaryMatter(
            ref=f"boundaries/{n}",
            first_line=head[0].first_line,
            last_line=rows[-1].last_line,
            number=n,
            title=head[1].text,
            basis=head[4].text,
            example=head[5].text,
            rows=tuple(rows),
        )
        for n, (head, rows) in enumerate(found, 1)
    )


def services(source: Source, lines: Sequence[Line]) -> tuple[Service, ...]:
    found: list[Service] = []
    for serial, title, content, unit, phone in _table(source, lines, SERVICE_COLUMNS):
        if not serial.text:
            raise source.error("这一行没有序号", serial.first_line)
        number = _serial(source, serial, len(found), may_repeat=False)
        found.append(
            Service(
                ref=f"services/{number}",
                first_line=serial.first_line,
                last_line=phone.last_line,
                number=number,
                title=_text(source, title, "服务事项"),
                text=_text(source, content, "主要内容"),
                unit=_name(source, unit, "承办科室"),
                phone=_phone(source, phone),
            )
        )
    return tuple(found)


def _phone(source: Source, cell: Cell) -> Optional[str]:
    if cell.text and not _PHONE.fullmatch(cell.text):
        raise source.error(f"联系电话一格里是“{cell.text[:20]}”：不是电话", cell.first_line)
    return cell.text or None
