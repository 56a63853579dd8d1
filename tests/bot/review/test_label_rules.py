"""What is no label, and why."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cleaning import clean
from bot.review.label_rules import LabelError, Wish, checked

DOGS = Wish("狗叫归谁管", "matter", ("dogs",), "ask_unit")


@pytest.mark.parametrize(
    "wish",
    [
        DOGS,
        Wish("狗和噪声归谁管", "two_matters", ("dogs", "noise"), "ask_unit"),
        Wish("那电话呢", "follow_up", intent="ask_contact"),
        Wish("转人工", "talk", intent="handoff"),
        Wish("着火了", "emergency", numbers=("119", "110")),
        Wish("股票涨不涨", "out_of_scope", turns=(3, 7)),
        Wish("无人机归谁管", "new_matter"),
        Wish("****", "unusable"),
    ],
)
def test_each_verdict_with_what_it_needs_is_a_label(wish: Wish) -> None:
    assert checked(wish) == wish


@pytest.mark.parametrize(
    ("wish", "reason"),
    [
        (Wish("狗叫", "dogs"), "没有“dogs”这种判定：只有一件事、范围外、紧急情况"),
        (Wish("狗叫", "matter", (), "ask_unit"), "判为“一件事”的，要写明一件事项"),
        (Wish("狗叫", "matter", ("dogs", "noise"), "ask_unit"), "判为“一件事”的，要写明一件事项"),
        (Wish("狗叫", "two_matters", ("dogs",), "ask_unit"), "判为“几件事都说得通”的，要写明2到6件事项"),
        (Wish("狗叫", "two_matters", ("dogs", "dogs"), "ask_unit"), "判为“几件事都说得通”的，要写明2到6件事项"),
        (Wish("狗叫", "out_of_scope", ("dogs",)), "判为“范围外”的，不写事项"),
        (Wish("狗叫", "matter", ("犬",), "ask_unit"), "“犬”不是事项的编号"),
        (Wish("狗叫", "matter", ("dogs",)), "判为“一件事”的，要写明问的是归谁管、电话地址时间"),
        (Wish("狗叫", "talk", intent="ask_unit"), "判为“寒暄”的，要写明问的是打招呼"),
        (Wish("狗叫", "unusable", intent="ask_unit"), "判为“用不上”的，不写意图"),
        (Wish("着火", "emergency"), "判为“紧急情况”的，要写明拨110、119、120、122中的哪个"),
        (Wish("着火", "emergency", numbers=("911",)), "判为“紧急情况”的，要写明拨110"),
        (Wish("着火", "out_of_scope", numbers=("119",)), "判为“范围外”的，不写号码"),
        (Wish(" \n", "unusable"), "这句话是空的"),
        (Wish("长" * 2001, "out_of_scope"), "这句话太长：最多2000个字，现有2001个"),
        (Wish("？！", "out_of_scope"), "“？！”里没有字，不能当例句"),
        (Wish("我是***********", "out_of_scope"), "这句话里有遮掉的号码"),
        (Wish("我是13912345678", "out_of_scope"), "这句话里有证件、银行卡、手机或车牌号码"),
        (Wish("[狗](动物)叫", "out_of_scope"), "这句话里有“[…](…)”这样的写法"),
        (Wish('[狗]{"entity": "动物"}叫', "out_of_scope"), "这句话里有“[…](…)”这样的写法"),
    ],
)
def test_what_is_no_label_is_told_in_one_line(wish: Wish, reason: str) -> None:
    with pytest.raises(LabelError) as refused:
        checked(wish)
    assert str(refused.value).startswith(reason)
    assert "\n" not in str(refused.value)


@given(st.text())
def test_the_words_are_kept_as_the_bot_would_see_them_on_one_line(text: str) -> None:
    try:
        kept = checked(Wish(text, "out_of_scope")).text
    except LabelError:
        return
    assert kept.split() == clean(text).split()
    assert kept.splitlines() == [kept]
    assert checked(Wish(kept, "out_of_scope")).text == kept
