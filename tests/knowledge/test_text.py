from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from knowledge.text import fold, heal

any_text = st.text() | st.text(st.sampled_from("aZ 9中，。\n\t\r\u3000\x00\x1c\u0301"))

# What Chinese names are written with: one character folds into one, so nothing can be lost or added.
name_characters = st.one_of(
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),  # Chinese
    st.characters(min_codepoint=0x21, max_codepoint=0x7E),  # ASCII
    st.characters(min_codepoint=0xFF01, max_codepoint=0xFF5E),  # ASCII in full width
    st.sampled_from(" \t\n\u3000《》〔〕“”、。"),
)


def without_white_space(text: str) -> str:
    return "".join(character for character in text if not character.isspace())


def test_heal_takes_out_the_spaces_and_line_breaks_of_the_export():
    assert heal("刑侦类共119 种刑事案件") == "刑侦类共119种刑事案件"
    assert heal("  部  门  职  责  ") == "部门职责"
    assert heal("安全生产监\n\n督管理局") == "安全生产监督管理局"
    assert heal("不少于\u30002\t次\r\n") == "不少于2次"


def test_heal_leaves_one_space_between_two_latin_words():
    assert heal("用 Wi \n Fi 上网") == "用Wi Fi上网"
    assert heal("A 4 纸") == "A4纸"


def test_heal_leaves_width_case_and_punctuation_as_printed():
    assert heal("（1）ＡＢ，a；") == "（1）ＡＢ，a；"


@given(any_text)
@example("a\x00 b")
def test_heal_loses_white_space_and_nothing_else(text: str):
    healed = heal(text)

    assert without_white_space(healed) == without_white_space(text)
    assert len(healed) <= len(text)
    assert heal(healed) == healed


def test_fold_makes_one_of_widths_cases_and_spacings():
    assert fold("ＡＢＣ１２３（第 591 号）") == "abc123(第591号)"
    assert fold("Wi Fi") == fold("ｗｉｆｉ") == "wifi"


@given(any_text)
@example("e \u0301")
@example("\u00b4")
def test_folding_twice_is_folding_once(text: str):
    folded = fold(text)

    assert fold(folded) == folded
    assert folded == without_white_space(folded)


@given(st.text(name_characters))
def test_spaces_make_no_difference_to_fold(name: str):
    assert fold(" \n".join(name)) == fold(without_white_space(name))


@given(st.text(name_characters))
def test_fold_loses_no_character_of_a_name_but_white_space(name: str):
    folded = fold(name)

    assert len(folded) == len(without_white_space(name))
    assert folded == "".join(fold(character) for character in name)
