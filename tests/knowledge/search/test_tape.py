from __future__ import annotations

from knowledge.search.tape import places
from tests.knowledge.search.conftest import tape


def test_the_three_strings_and_the_lines_agree_place_by_place():
    laid = tape("户口", "KTV", running=["核准户口迁移。"])

    assert laid.written == "\n户口\nktv\n核准户口迁移\n"
    assert laid.initials == "\nhk\nktv\nhzhkqy\n"
    assert len(laid.sounded) == len(laid.written)
    assert laid.names_end == 8
    line = laid.line_at(laid.written.index("迁"))
    assert (line.text, line.running, line.start) == (2, True, 8)
    assert laid.line_at(4).text == 1


def test_characters_that_sound_alike_have_one_code():
    laid = tape("拘留所", "流动")

    assert laid.sounded[2] == laid.sounded[5] == laid.code(["liu"])
    assert laid.code(["zheng"]) == " "


def test_a_name_is_laid_once_for_each_way_to_read_it():
    laid = tape("重庆")

    assert laid.written == "\n重庆\n重庆\n"
    assert laid.initials == "\ncq\nzq\n"
    assert laid.line_at(1).text == laid.line_at(4).text == 0


def test_the_letters_lead_back_to_the_characters():
    laid = tape("户口")

    assert laid.letters == "\nhukou\n"
    assert laid.letter_places == [0, 1, 1, 2, 2, 2, 3]
    assert [laid.is_edge(letter) for letter in range(1, 7)] == [True, False, True, False, False, True]


def test_places_overlap_and_stop_at_the_end():
    assert list(places("哈哈", "哈哈哈哈", 4)) == [0, 1, 2]
    assert list(places("哈哈", "哈哈哈哈", 3)) == [0, 1]
