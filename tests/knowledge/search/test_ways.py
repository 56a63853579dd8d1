from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from knowledge.search.ways import known_pieces, ways
from tests.knowledge.search.conftest import tape

LAID = tape("歌厅", "消防", "身份证丢失", "环保局", "噪声", "狗")


def words(text: str) -> list[list[str]]:
    return [list(way.words) for way in ways(LAID, text)]


def test_one_word_is_looked_for_whole_and_then_in_pieces():
    assert words("歌厅消防") == [["歌厅消防"], ["歌厅", "消防"]]


def test_several_words_are_looked_for_run_together_and_each():
    assert words("环保局 噪声") == [["环保局噪声"], ["环保局", "噪声"], ["环保局", "噪声"]]
    assert [way.guess for way in ways(LAID, "环保局 噪声")] == [False, True, True]


def test_a_question_is_looked_for_as_it_stands_and_without_the_asking():
    assert words("歌厅归谁管") == [["歌厅归谁管"], ["歌厅"], ["歌厅"]]


def test_small_words_within_are_left_out_before_it_is_cut_to_pieces():
    assert words("身份证的丢失") == [["身份证的丢失"], ["身份证丢失"], ["身份证", "丢失"]]


def test_a_bare_question_is_only_looked_for_as_it_stands():
    assert words("归谁管") == [["归谁管"]]
    assert words("的") == words("") == []


def test_each_way_is_worth_less_than_the_one_before():
    worth = [way.worth for way in ways(LAID, "歌厅 消防谁查")]

    assert worth == sorted(worth, reverse=True)
    assert worth[0] == 1.0


def test_pieces_are_rather_few_and_long():
    assert known_pieces(LAID, "身份证丢了找狗") == ["身份证丢", "狗"]


def test_a_piece_may_be_known_by_its_sound_or_its_initials():
    assert known_pieces(LAID, "躁声ge厅") == ["躁声", "ge厅"]
    assert known_pieces(LAID, "sfz遗忘") == ["sfz"]


def test_pieces_of_which_less_is_known_are_worth_less():
    *_, known = ways(LAID, "歌厅消防")
    *_, guessed = ways(LAID, "歌厅消防都没有过")

    assert known.words == guessed.words == ("歌厅", "消防")
    assert known.worth > guessed.worth


def test_what_is_asked_of_a_matter_and_a_lone_character_tell_less():
    *_, pieces = ways(tape("旅馆", "处罚", "狗"), "旅馆处罚狗")
    _, typed, _ = ways(tape("旅馆", "处罚", "狗"), "旅馆 狗")

    assert pieces.words == ("旅馆", "处罚", "狗")
    assert pieces.tells[0] > pieces.tells[1] > pieces.tells[2]
    assert typed.tells == (1.0, 1.0)  # who types one character by itself means it


def test_a_piece_is_rather_a_whole_name():
    assert known_pieces(tape("人贩子", "贩毒"), "人贩毒") == ["人", "贩毒"]


@given(st.text(max_size=80))
def test_any_text_gives_words_that_say_something(text: str):
    for way in ways(LAID, text):
        assert way.words and all(way.words) and len(way.words) == len(way.tells)
        assert 0 < way.worth <= 1
