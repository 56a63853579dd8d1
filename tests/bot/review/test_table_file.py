"""Labels as a spreadsheet, out and back in."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.review.label_rules import LabelError, Wish, checked
from bot.review.table_file import COLUMNS, Preview, TableRow, read_wishes, write_csv, write_xlsx
from bot.review.wording import INTENTS, VERDICTS
from knowledge.spreadsheet import Fault
from tests.bot.review.conftest import MATTERS
from tests.knowledge.sheets import xlsx

DOGS = Wish("狗叫归谁管", "matter", ("dogs",), "ask_unit")
EACH = [
    DOGS,
    Wish("狗和工地都吵", "two_matters", ("dogs", "noise"), "ask_unit"),
    Wish("楼上冒烟了", "emergency", numbers=("119", "110")),
    Wish("那电话呢", "follow_up", intent="ask_contact"),
    Wish("谢谢您嘞", "talk", intent="thanks"),
    Wish("股票涨不涨", "out_of_scope"),
    Wish("无人机归谁管", "new_matter"),
    Wish("嗯嗯嗯嗯", "unusable"),
]


def read(*rows: tuple[Any, ...]) -> Preview:
    return read_wishes(xlsx(COLUMNS, *rows), "标注.xlsx", MATTERS)


def test_what_a_trainer_fills_in_is_read_by_names_and_by_ids() -> None:
    preview = read(
        ("狗叫归谁管", None, "一件事", "犬吠扰民", "归谁管", None),
        ("我是*******狗叫", "狗叫得睡不着", "matter", "dogs", "ask_unit", ""),
        ("狗和工地都吵", "", "几件事都说得通", "犬吠扰民；环境噪声", "归谁管", ""),
        ("楼上冒烟了", "", "紧急情况", "", "", "119、110"),
        ("楼下冒烟了", "", "紧急情况", "", "", 119),
    )
    assert preview == Preview(
        {
            2: DOGS,
            3: Wish("狗叫得睡不着", "matter", ("dogs",), "ask_unit"),
            4: Wish("狗和工地都吵", "two_matters", ("dogs", "noise"), "ask_unit"),
            5: Wish("楼上冒烟了", "emergency", numbers=("119", "110")),
            6: Wish("楼下冒烟了", "emergency", numbers=("119",)),
        },
        (),
    )


def test_a_row_without_a_verdict_is_left_for_later() -> None:
    assert read(("狗叫归谁管",), (None, None, None), ("狗叫", "", "范围外")).wishes == {4: Wish("狗叫", "out_of_scope")}


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (("狗叫", "", "对的"), Fault(2, "", "没有“对的”这种判定：只有" + "、".join(VERDICTS.values()))),
        (
            ("狗叫", "", "一件事", "猫叫", "归谁管"),
            Fault(2, "事项", "没有“猫叫”这个事项；几件之间用“；”隔开"),
        ),
        (
            ("狗叫", "", "一件事", "dogs", "归谁"),
            Fault(2, "意图", "没有“归谁”这种意图：只有" + "、".join(INTENTS.values())),
        ),
        (("狗叫", "", "范围外", "dogs"), Fault(2, "", "判为“范围外”的，不写事项")),
        (("我是*******", "", "范围外"), Fault(2, "", "这句话里有遮掉的号码（***），请改写：去掉，或编一个说法")),
        ((None, "", "范围外"), Fault(2, "", "这句话是空的")),
        (("狗叫", "", "=A1"), Fault(2, "判定", "是公式，请把单元格设成文本再填")),
    ],
)
def test_a_fault_says_in_which_row_it_is(row: tuple[Any, ...], fault: Fault) -> None:
    assert read(row) == Preview({}, (fault,))


def test_the_same_words_twice_are_a_fault() -> None:
    preview = read(("狗叫", "", "范围外"), ("狗，叫！", "", "用不上"))
    assert preview.faults == (Fault(3, "原话", "这句话在第2行已经有了"),)


@pytest.mark.parametrize(
    ("heading", "fault"),
    [
        (("改写", "判定"), Fault(1, "原话", "第一行的表头里没有这一列")),
        (("原话", "改写"), Fault(1, "判定", "第一行的表头里没有这一列")),
        (("原话", "判定", "备注"), Fault(1, "备注", "不认识这一列：只收原话、改写、判定、事项、意图、号码")),
    ],
)
def test_headings_must_be_known(heading: tuple[str, ...], fault: Fault) -> None:
    assert read_wishes(xlsx(heading, ("狗叫", "范围外", "x")), "标注.xlsx", MATTERS).faults == (fault,)


def test_columns_that_no_row_needs_may_be_missing_and_stand_in_any_order() -> None:
    content = "判定,原话\n范围外,股票涨不涨\n".encode("gb18030")
    assert read_wishes(content, "标注.csv", MATTERS) == Preview({2: Wish("股票涨不涨", "out_of_scope")}, ())


def test_what_is_no_table_says_so() -> None:
    assert read_wishes(b"\xff\x00", "a.pdf", MATTERS).faults == (
        Fault(0, "", "“a.pdf”不是电子表格：请用xlsx，或UTF-8、GBK编码的csv"),
    )


def test_a_table_shows_what_was_said_and_what_it_became() -> None:
    rows = [TableRow("我是*******狗叫归谁管", DOGS), TableRow("猫叫归谁管")]
    assert list(csv.reader(io.StringIO(write_csv(rows, MATTERS).decode("utf-8-sig"), newline=""))) == [
        list(COLUMNS),
        ["我是*******狗叫归谁管", "狗叫归谁管", "一件事", "犬吠扰民", "归谁管", ""],
        ["猫叫归谁管", "", "", "", "", ""],
    ]


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_every_kind_of_label_comes_back_as_it_went_out(write: Any) -> None:
    content = write([TableRow(wish.text, wish) for wish in EACH], MATTERS)
    assert read_wishes(content, "标注", MATTERS) == Preview(dict(enumerate(EACH, 2)), ())


@given(st.text())
def test_any_words_come_back_as_they_went_out(text: str) -> None:
    try:
        wish = checked(Wish(text, "out_of_scope"))
    except LabelError:
        return
    content = write_csv([TableRow(wish.text, wish)], MATTERS)
    assert read_wishes(content, "标注.csv", MATTERS).wishes == {2: wish}
