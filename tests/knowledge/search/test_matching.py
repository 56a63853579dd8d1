from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.search.matching import find, standing
from knowledge.search.tape import Tape
from tests.knowledge.search.conftest import tape

NAMES = ("身份证", "户口簿", "拘留所", "烟花爆竹", "旅馆业", "KTV", "110指挥中心", "流动人口", "出入境管理大队")


def found(word: str, laid: Tape | None = None, guess: bool = True) -> set[str]:
    """The stretches that the word is taken to mean."""
    matches = find(laid or tape(*NAMES), word, guess)
    return {match.line.spelling.written[match.start : match.end] for match in matches}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("身份证", "身份证"),
        ("份证", "份证"),
        ("ktv", "ktv"),
        ("指挥", "指挥"),
        ("拘流所", "拘留所"),
        ("烟花暴竹", "烟花爆竹"),
        ("shenfenzheng", "身份证"),
        ("shenfenzh", "身份证"),
        ("sfz", "身份证"),
        ("shfzh", "身份证"),
        ("shenfz", "身份证"),
        ("户kou", "户口"),
        ("hk簿", "户口簿"),
        ("身分zheng", "身份证"),
        ("lvg", "旅馆"),
        ("luguan", "旅馆"),
        ("senfenzen", "身份证"),
        ("身证", "身份证"),
        ("流口", "流动人口"),
        ("出入境理大队", "出入境管理大队"),
        ("出入境管埋大队", "出入境管理大队"),
        ("出入管境理大队", "出入境管理大队"),
        ("shenfnzheng", "身份证"),
        ("shenfenzhegn", "身份证"),
        ("henfenzheng", "身份证"),
    ],
)
def test_a_name_is_found_however_it_is_typed(typed: str, meant: str):
    assert found(typed) == {meant}


@pytest.mark.parametrize("typed", ["护照", "huzhao", "qz", "中指", "所留拘", "xyz"])
def test_what_is_not_there_is_not_found(typed: str):
    assert found(typed) == set()


def test_the_more_is_guessed_the_lower_the_quality():
    quality = [
        max(match.quality for match in find(tape(*NAMES), word)) for word in ("身份证", "shenfenzheng", "身分证", "sfz")
    ]

    assert quality == sorted(quality, reverse=True)
    assert quality[0] == 1.0


def test_nothing_is_guessed_where_that_is_not_wanted():
    assert found("身证", guess=False) == set()
    assert found("拘流所", guess=False) == {"拘留所"}


def test_initials_are_not_looked_for_in_running_text():
    laid = tape("户口", running=["负责身份证"])

    assert found("sfz", laid) == set()
    assert found("shenfenzheng", laid) == {"身份证"}


def test_one_letter_means_the_beginning_of_a_name():
    assert found("s", tape("身份证", "户政所")) == {"身"}


def test_a_number_that_goes_on_is_another_number():
    whole, cut = find(tape("11号", "110号"), "11")

    assert (whole.line.spelling.written, cut.line.spelling.written) == ("11号", "110号")
    assert whole.quality == 1.0 > cut.quality


def test_a_word_stands_as_a_name_in_one_in_its_sound_only_in_text_or_nowhere():
    laid = tape("拘留所", running=["核准迁移"])

    surely = [standing(laid, word) for word in ("拘留所", "拘留", "拘流", "迁移", "护照")]

    assert surely == sorted(surely, reverse=True)
    assert len(set(surely)) == 5 and surely[-1] == 0
    assert standing(laid, "juliu") > standing(laid, "hz") == 0


@given(st.text(st.sampled_from("身份证户口簿拘流所110ktvshenfzg"), min_size=1, max_size=12))
def test_any_match_lies_within_its_line(word: str):
    for match in find(tape(*NAMES), word):
        assert 0 <= match.start < match.end <= match.line.length
        assert 0 < match.quality <= 1
