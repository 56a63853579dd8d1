from __future__ import annotations

import pytest

from knowledge.search.questions import typed_words, without_asking


def test_words_are_what_stands_between_spaces_and_punctuation():
    assert typed_words(" 户政科，電話 ＫＴＶ! ") == ["户政科", "电话", "ktv"]


@pytest.mark.parametrize("text", ["", "   ", "？！", "的", "在 的 了"])
def test_what_says_nothing_has_no_words(text: str):
    assert typed_words(text) == []


def test_a_long_text_is_cut():
    assert typed_words("公安" * 200) == ["公安" * 20]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("狗叫归谁管", ["狗叫"]),
        ("身份证丢了上哪补", ["身份证丢了"]),
        ("刷单被骗找谁", ["刷单被骗"]),
        ("公章丢了怎么办", ["公章丢了"]),
        ("放焰火谁批", ["放焰火"]),
        ("户政科电话", ["户政科"]),
        ("拘留所的电话", ["拘留所"]),
        ("刑警队几点上班", ["刑警队"]),
        ("huzhengkedianhua", ["huzhengke"]),
        ("旅馆多久查一次", ["旅馆", "查"]),
    ],
)
def test_what_only_asks_is_left_out(question: str, told: list[str]):
    assert without_asking([question]) == told


@pytest.mark.parametrize("word", ["网吧", "酒吧", "贴吧", "身份证", "道路交通事故"])
def test_a_name_is_left_whole(word: str):
    assert without_asking([word]) == [word]


@pytest.mark.parametrize("question", ["归谁管", "怎么办", "电话"])
def test_of_a_bare_question_nothing_is_left(question: str):
    assert without_asking([question]) == []
