from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.privacy import hashed, masked, read_secret


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("身份证130524199001011234丢了", "身份证******************丢了"),
        ("号码13052419900101123X，补办", "号码******************，补办"),
        ("打我13800138000", "打我***********"),
        ("138 0013 8000", "*************"),
        ("卡号6222021234567890123被转走", "卡号*******************被转走"),
        ("6222 0212 3456 7890 没钱了", "******************* 没钱了"),
        ("冀E12345闯红灯", "*******闯红灯"),
        ("冀E·D12345 绿牌", "********* 绿牌"),
        ("打我１３８００１３８０００", "打我***********"),
        ("我叫张三丰，身份证丢了", "我叫***，身份证丢了"),
        ("姓名：李四 13800138000", "姓名：** ***********"),
    ],
)
def test_what_names_somebody_becomes_stars(said: str, kept: str) -> None:
    assert masked(said) == kept


@pytest.mark.parametrize(
    "said",
    [
        "7722206是哪的电话",
        "0319-7722206",
        "罚2000元还是5000元",
        "国务院令第455号",
        "2024年12月31日",
        "110",
        "豫剧在哪唱",
        "我叫高利贷逼得没办法",
        "我叫车被骗了",
        "１１０",
    ],
)
def test_everything_else_stays(said: str) -> None:
    assert masked(said) == said


@given(st.text())
def test_masking_keeps_the_length_and_finds_nothing_the_second_time(said: str) -> None:
    assert len(masked(said)) == len(said)
    assert masked(masked(said)) == masked(said)


def test_a_name_is_the_same_every_time_and_another_under_another_secret() -> None:
    assert hashed("wx", "oUser", b"1") == hashed("wx", "oUser", b"1")
    others = [("wx", "oUser", b"2"), ("wx", "oOther", b"1"), ("web", "oUser", b"1")]
    assert len({hashed("wx", "oUser", b"1"), *(hashed(*other) for other in others)}) == 4
    assert "oUser" not in hashed("wx", "oUser", b"1")


def test_the_secret_is_made_once_and_only_the_owner_reads_it(tmp_path: Path) -> None:
    secret = read_secret(tmp_path)
    assert read_secret(tmp_path) == secret
    assert len(secret) == 32
    assert (tmp_path / "secrets" / "openid.key").stat().st_mode & 0o777 == 0o600
