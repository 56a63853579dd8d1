from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.review.alike import group_key, similar


@pytest.mark.parametrize(
    "other",
    ["请问狗叫归谁管啊？", "狗叫 归谁管", "我想问一下狗叫归谁管", "狗叫规谁管", "goujiao gui shui guan", "狗叫歸誰管"],
)
def test_near_duplicates_share_a_key(other: str) -> None:
    assert group_key(other) == group_key("狗叫归谁管")


@pytest.mark.parametrize("other", ["狗叫的电话", "猫叫归谁管", "2", "你好", ""])
def test_others_do_not(other: str) -> None:
    assert group_key(other) != group_key("狗叫归谁管")


@given(st.text())
def test_every_text_has_a_key(text: str) -> None:
    assert len(group_key(text)) == 16
    assert group_key(text) == group_key(text)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("身份证丢了上哪补", "身份证丢了怎么补", True),
        ("身份证丢了上哪补", "请问身份证丢了上哪补？", True),
        ("身份证丢了上哪补", "狗叫归谁管", False),
        ("好", "好", True),
        ("1", "2", False),
    ],
)
def test_what_is_said_again_in_other_words_is_similar(one: str, other: str, expected: bool) -> None:
    assert similar(one, other) is expected
