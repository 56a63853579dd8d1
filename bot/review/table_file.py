"""Labels as a spreadsheet: out for trainers to fill in or look through, and back as wishes to look at first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Optional, Union

from bot.examples.checking import fold
from bot.review.label_rules import LabelError, Wish, checked
from bot.review.wording import INTENTS, VERDICTS
from knowledge.curation import Matter
from knowledge.edit_rules import clean
from knowledge.spreadsheet import Cell, Fault, SpreadsheetError, find_columns, read_rows
from knowledge.spreadsheet_writing import as_csv, as_xlsx, unguarded

SAID, REWORDED, VERDICT, MATTERS, INTENT, NUMBERS = COLUMNS = ("原话", "改写", "判定", "事项", "意图", "号码")
_WIDTHS = (50, 50, 16, 40, 16, 12)  # characters
_SEVERAL = "；"  # between matters: their titles have commas of their own
_SEPARATORS = re.compile("[；;]")
_BETWEEN_NUMBERS = re.compile(r"[\s、，,；;/]+")


@dataclass(frozen=True)
class TableRow:
    """``said``: what was said, masked; ``wish`` is None where a trainer has yet to say what would have been right."""

    said: str
    wish: Optional[Wish] = None


@dataclass(frozen=True)
class Preview:
    """What a file says; nothing is kept yet. ``wishes``: by the rows in which they stand, counted from 1."""

    wishes: Mapping[int, Wish]
    faults: tuple[Fault, ...]


# --- out ----------------------------------------------------------------------------------


def write_xlsx(rows: Iterable[TableRow], matters: Mapping[str, Matter]) -> bytes:
    return as_xlsx("标注", _table(rows, matters), _WIDTHS)


def write_csv(rows: Iterable[TableRow], matters: Mapping[str, Matter]) -> bytes:
    return as_csv(_table(rows, matters))


def _table(rows: Iterable[TableRow], matters: Mapping[str, Matter]) -> Iterator[tuple[str, ...]]:
    yield COLUMNS
    for row in rows:
        wish = row.wish or Wish(row.said, "")
        titles = (matters[one].title if one in matters else one for one in wish.matters)
        yield (
            row.said,
            "" if wish.text == row.said else wish.text,
            VERDICTS.get(wish.verdict, ""),
            _SEVERAL.join(titles),
            INTENTS.get(wish.intent, ""),
            "、".join(wish.numbers),
        )


# --- and back -----------------------------------------------------------------------------


def read_wishes(content: bytes, filename: str, matters: Mapping[str, Matter]) -> Preview:
    """The labels that a spreadsheet gives; a row without a verdict gives none.

    ``filename`` is only for the faults' words. Matters may be named by title or id, intents by name or id.
    """
    try:
        heading, *rows = read_rows(content, filename) or [[]]
    except SpreadsheetError as error:
        return Preview({}, (Fault(0, "", str(error)),))
    columns, faults = find_columns(heading, COLUMNS, SAID)
    if VERDICT not in columns and not faults:
        faults.append(Fault(1, VERDICT, "第一行的表头里没有这一列"))
    ids = {title: key for key, matter in matters.items() for title in (key, matter.title)}
    wishes: dict[int, Wish] = {}
    first_row: dict[str, int] = {}
    for number, row in enumerate(rows if not faults else (), 2):
        cells = {column: row[place] if place < len(row) else Cell() for column, place in columns.items()}
        faults += [Fault(number, column, cell.fault) for column, cell in cells.items() if cell.fault]
        wish = _wish(number, {column: unguarded(cell.text) for column, cell in cells.items()}, ids)
        if isinstance(wish, Fault):
            faults.append(wish)
        elif wish is not None and first_row.setdefault(fold(wish.text), number) != number:
            faults.append(Fault(number, SAID, f"这句话在第{first_row[fold(wish.text)]}行已经有了"))
        elif wish is not None:
            wishes[number] = wish
    return Preview(wishes, tuple(faults))


def _wish(number: int, row: Mapping[str, str], ids: Mapping[str, str]) -> Union[Wish, Fault, None]:
    """What one row wishes, or what is wrong with it; None without a verdict. ``ids``: of matters, by title and id."""
    verdict, about, asked, numbers = (clean(row.get(column, "")) for column in (VERDICT, MATTERS, INTENT, NUMBERS))
    if not verdict:
        return None
    named = [name for part in _SEPARATORS.split(about) if (name := part.strip())]
    unknown = [name for name in named if name not in ids]
    if unknown:
        return Fault(number, MATTERS, f"没有“{unknown[0][:30]}”这个事项；几件之间用“{_SEVERAL}”隔开")
    intent = _key(INTENTS, asked)
    if intent is None:
        return Fault(number, INTENT, f"没有“{asked[:30]}”这种意图：只有{'、'.join(INTENTS.values())}")
    wish = Wish(
        text=row.get(REWORDED, "").strip() or row[SAID],
        verdict=_key(VERDICTS, verdict) or verdict[:30],
        matters=tuple(ids[name] for name in named),
        intent=intent,
        numbers=tuple(filter(None, _BETWEEN_NUMBERS.split(numbers))),
    )
    try:
        return checked(wish)
    except LabelError as error:
        return Fault(number, "", str(error))


def _key(titles: Mapping[str, str], named: str) -> Optional[str]:
    """The id of what is named by its id or in Chinese; None where there is no such thing."""
    if not named or named in titles:
        return named
    return next((key for key, title in titles.items() if title == named), None)
