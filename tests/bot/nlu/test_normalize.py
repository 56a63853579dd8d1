import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.normalize import normalize


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("ＳＦＺ　丢了", "sfz 丢了"),
        ("領養的小孩要入戶口", "领养的小孩要入户口"),
        ("急急急急急急", "急急"),
        ("啥？？？？", "啥??"),
        ("a\x00b\tc\nd", "a b c d"),
        ("  多  空格  ", "多 空格"),
    ],
)
def test_many_spellings_one_reading(written: str, read: str) -> None:
    assert normalize(written) == read


@given(st.text())
def test_normal_stays_normal(text: str) -> None:
    once = normalize(text)
    assert not any(ord(c) < 32 for c in once)
    assert once == once.strip()
