import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cleaning import LONGEST, clean, has_words


@pytest.mark.parametrize(
    ("said", "cleaned"),
    [
        ("身份证丢了", "身份证丢了"),
        ("  身份证丢了\n", "身份证丢了"),
        ("/restart", "restart"),
        ("／restart", "restart"),
        (" // /ask_unit{}", "ask_unit{}"),
        ("狗\x1d叫\x00", "狗 叫"),
        ("1/2", "1/2"),
    ],
)
def test_words_stay_and_commands_go(said: str, cleaned: str) -> None:
    assert clean(said) == cleaned


def test_long_story_keeps_its_beginning_and_its_end() -> None:
    story = "起" + "因" * 5000 + "该找谁"
    cleaned = clean(story)
    assert len(cleaned) == LONGEST + 1
    assert cleaned.startswith("起") and cleaned.endswith("该找谁")


@given(st.text())
def test_nothing_dangerous_is_left(text: str) -> None:
    cleaned = clean(text)
    assert not cleaned.startswith(("/", "／"))
    assert all(unicodedata.category(c) not in ("Cc", "Cs") for c in cleaned)
    assert len(cleaned) <= LONGEST + 1
    assert clean(cleaned) == cleaned or len(cleaned) > LONGEST


def test_what_counts_as_words() -> None:
    assert has_words("狗") and has_words("sfz") and has_words("1")
    assert not has_words("😂？！ …")
    assert not has_words("")
