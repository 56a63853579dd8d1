from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.search.spelling import fold, is_syllable, slur, sounds, sounds_alone, spell, split_letters


@pytest.mark.parametrize(
    ("typed", "folded"),
    [("ＫＴＶ", "ktv"), ("戶口遷移", "户口迁移"), ("户囗", "户口"), ("户口薄", "户口簿"), ("lüguan", "lvguan")],
)
def test_width_case_and_script_make_no_difference(typed: str, folded: str):
    assert fold(typed) == folded


def test_punctuation_is_left_out_and_the_places_stay_known():
    spelled = spell("“5·15”宣传")

    assert spelled.written == "515宣传"
    assert spelled.sounds == ("5", "1", "5", "xuan", "chuan")
    assert spelled.places == (1, 3, 4, 6, 7)


def test_a_character_is_read_as_its_word_is_read_or_by_itself():
    assert sounds("重庆") == ("chong", "qing")
    assert sounds_alone("重庆") == ("zhong", "qing")


@pytest.mark.parametrize(
    ("letters", "pieces"),
    [
        ("shenfenzheng", ("shen", "fen", "zheng")),
        ("sfz", ("s", "f", "z")),
        ("shfzh", ("sh", "f", "zh")),
        ("shenfz", ("shen", "f", "z")),
        ("hukoub", ("hu", "kou", "b")),
        ("lvguan", ("lv", "guan")),
    ],
)
def test_letters_are_cut_into_one_piece_a_character(letters: str, pieces: tuple[str, ...]):
    assert split_letters(letters)[0] == pieces


def test_letters_that_may_be_one_character_or_two_are_cut_both_ways():
    assert split_letters("xian")[:2] == (("xian",), ("xi", "an"))


def test_the_last_syllable_may_be_unfinished():
    assert ("shen", "fen", "zhen") in split_letters("shenfenzhen")
    assert ("hu", "zha") in split_letters("huzha")


def test_every_syllable_has_a_vowel():
    assert is_syllable("zheng") and is_syllable("lv") and is_syllable("e")
    assert not is_syllable("zh") and not is_syllable("ng") and not is_syllable("i")


def test_slurred_syllables_are_told_apart_no_more():
    assert slur("zheng") == slur("zen")
    assert slur("lv") == slur("lu")
    assert slur("fen") != slur("fan")


@given(st.text())
def test_any_text_is_spelled_with_a_sound_and_a_place_for_each_character(text: str):
    spelled = spell(text)

    assert len(spelled.written) == len(spelled.sounds) == len(spelled.places)
    assert all(spelled.sounds)
    assert list(spelled.places) == sorted(spelled.places)
    assert all(0 <= place < len(text) for place in spelled.places)


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=60))
def test_any_letters_are_cut_without_losing_one(letters: str):
    ways = split_letters(letters)

    assert ways
    assert {"".join(way) for way in ways} == {letters}
