from __future__ import annotations

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st

from bot.accounts.passwords import hashed, is_outdated, matches, one_time_password, password_fault

ASCII = st.characters(max_codepoint=127)
NAMES = st.from_regex(r"[a-z0-9_.-]{2,20}", fullmatch=True)


@pytest.mark.parametrize("password", ["correct horse", "七上八下的水桶打水来", "Xk3!vv0-_q", "zhangsan 爱吃柏乡熏鸡"])
def test_a_long_and_varied_password_will_do(password: str) -> None:
    assert password_fault(password, "zhangsan") is None


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("", "至少要10个字符"),
        ("Xk3!vv0-_", "至少要10个字符"),
        ("zhangsan123", "除去用户名"),
        ("ZHANGSANzhangsan", "除去用户名"),
        ("aaaaaaaaaa", "5种不同的字符"),
        ("121212121212", "5种不同的字符"),
        ("1234567890", "连续的数字"),
        ("0987654321", "连续的数字"),
        ("qwertyuiop", "键盘上相邻"),
        ("password123", "太常见"),
        ("P@ssw0rd2026", "太常见"),
        ("admin12345", "太常见"),
    ],
)
def test_what_is_guessed_first_is_refused(password: str, says: str) -> None:
    assert says in (password_fault(password, "zhangsan") or "")


@given(name=NAMES, around=st.tuples(st.text(ASCII, max_size=2), st.text(ASCII, max_size=3)))
def test_no_name_is_a_password_with_little_around_it(name: str, around: tuple[str, str]) -> None:
    assert password_fault(name.join(around), name) is not None


@given(password=st.text())
def test_every_accepted_password_is_long_enough(password: str) -> None:
    assert password_fault(password, "zhangsan") is not None or len(password) >= 10


def test_one_time_passwords_can_be_read_out_and_are_good_and_differ() -> None:
    some = {one_time_password() for _ in range(100)}
    assert len(some) == 100
    assert not set("".join(some)) & set("01ilo")
    assert {password_fault(password, "zhangsan") for password in some} == {None}


def test_a_password_matches_its_own_hash_only() -> None:
    kept = hashed("correct horse")
    assert kept.startswith("$argon2id$") and "correct" not in kept
    assert kept != hashed("correct horse")
    assert matches("correct horse", kept)
    assert not matches("Correct horse", kept)
    assert not matches("correct horse", None)
    assert not matches("correct horse", "no hash")


def test_full_width_typing_makes_no_difference() -> None:
    assert matches("ｃｏｒｒｅｃｔ　ｈｏｒｓｅ", hashed("correct horse"))


def test_a_hash_with_other_parameters_is_outdated() -> None:
    assert not is_outdated(hashed("correct horse"))
    assert is_outdated(PasswordHasher(time_cost=1, memory_cost=64).hash("correct horse"))
