from __future__ import annotations

from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from bot.review.filters import Filter
from bot.review.look import Look, find_matter, read_look, read_place
from knowledge.query import Knowledge
from knowledge.search import SearchIndex
from tests.bot.review.given import NOON, opened, turn
from tests.bot.review.room import refused


@pytest.fixture(scope="module")
def index(knowledge: Knowledge) -> SearchIndex:
    return SearchIndex(knowledge)


@pytest.mark.parametrize(
    "look",
    [
        Look(Filter()),
        Look(Filter(state="labelled", reason="sample"), everything=True),
        Look(Filter(matter="dog_barking", since=date(2026, 11, 1), until=date(2026, 11, 24), least=0.4, most=0.65)),
        Look(Filter(text="a&b=c ?", sampled=True)),
        Look(Filter(), unknown="没有这件事qqq"),
    ],
)
def test_an_address_says_the_whole_look(look: Look, knowledge: Knowledge, index: SearchIndex) -> None:
    query = dict(parse_qsl(urlsplit(look.address()).query))
    assert read_look(query, knowledge, index) == look


def test_what_is_empty_is_not_in_the_address(knowledge: Knowledge, index: SearchIndex) -> None:
    look = read_look({"text": " ", "matter": "", "state": "new"}, knowledge, index)
    assert look.address() == "/review"
    assert look.address("/review/turn/3", at=5) == "/review/turn/3?at=5"


@pytest.mark.parametrize("words", ["dog_barking", "犬吠扰民", "quanfei", "狗叫"])
def test_a_matter_is_found_by_id_title_name_and_pinyin(words: str, knowledge: Knowledge, index: SearchIndex) -> None:
    assert find_matter(knowledge, index, words) == "dog_barking"


@pytest.mark.parametrize(("text", "place"), [(None, 1), ("", 1), ("7", 7), ("0", 1), ("-3", 1), ("x", 1)])
def test_a_place_is_a_number_from_one(text: str | None, place: int) -> None:
    assert read_place(text) == place


def test_the_queue_counts_groups_and_all_turns_are_counted_one_by_one(tmp_path: Path) -> None:
    turns = opened(tmp_path)
    turns.keep_all([refused("社保怎么办"), refused("请问社保怎么办", "web-b", NOON + 1), turn("身份证", user="web-c")])

    queue = Look(Filter()).page(turns, 1, 10)
    everything = Look(Filter(), everything=True).page(turns, 2, 2)

    assert [(seen.turn.text, seen.alike, seen.place) for seen in queue.rows] == [("社保怎么办", 2, 1)]
    assert [(seen.turn.text, seen.alike, seen.place) for seen in everything.rows] == [("社保怎么办", 1, 3)]
    assert Look(Filter()).at(turns, 2) is None
    assert Look(Filter(), unknown="没有").page(turns, 1, 10).rows == ()
