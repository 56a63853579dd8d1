"""What the pictures show and what their files say, from figures that are given."""

from __future__ import annotations

import csv
import io
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation.measures import Share
from bot.review.pictures import DRAWINGS, Picture, named
from bot.review.statistics import Bin, Pair

TITLES = {"dog_barking": "狗叫扰民", "hotel": "旅馆业"}


class Figures:
    """Statistics that say what they are told."""

    def __init__(self, **told: Any) -> None:
        for name, value in told.items():
            setattr(self, name, lambda value=value: value)


def drawn(name: str, **told: Any) -> Picture:
    return DRAWINGS[name](Figures(**told), TITLES)  # type: ignore[arg-type]


def test_matters_and_kinds_are_called_in_words_and_unknown_ones_by_their_ids() -> None:
    assert [named(name, TITLES) for name in ("dog_barking", "clarify", "gone")] == ["狗叫扰民", "反问", "gone"]


def test_the_picture_has_the_most_asked_and_the_table_all() -> None:
    picture = drawn("matters", matters=tuple((f"m{n}", 100 - n) for n in range(30)))

    assert len(picture.rows) == 30
    assert picture.data()["rows"] == list(picture.rows[:20])


def test_a_pair_leads_to_its_questions() -> None:
    picture = drawn("confusion", confusion=(Pair("dog_barking", "clarify", 3, 1),))

    assert picture.rows == (("狗叫扰民", "反问", 3, 2),)
    assert picture.links == ("/review/charts/confusion?wanted=dog_barking&got=clarify",)
    assert picture.data()["links"] == list(picture.links)


def test_the_heat_map_is_about_the_most_frequent_mistakes_and_what_is_right_of_them() -> None:
    mistakes = [Pair(f"w{n}", f"g{n}", 50 - n, 0) for n in range(10)]
    right = [Pair("w0", "w0", 9, 9), Pair("w9", "w9", 8, 8)]

    rows = drawn("confusion", confusion=(*mistakes, *right)).data()["rows"]

    assert [row[:2] for row in rows] == [(f"w{n}", f"g{n}") for n in range(6)] + [("w0", "w0")]


def test_shares_of_nothing_are_left_empty() -> None:
    picture = drawn("reliability", reliability=(Bin(9, 0.953, Share(3, 4), Share(0, 0)),))

    assert picture.rows == (("90–100%", 0.953, 4, 0.75, 0, None),)
    assert picture.csv().decode("utf-8-sig").splitlines()[1] == "90–100%,0.9530,4,0.7500,0,"


def test_the_file_has_what_excel_needs_and_no_formula() -> None:
    content = drawn("matters", matters=(("=1+1", 2),)).csv()

    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig").splitlines() == ["事项,问了几次", "'=1+1,2"]


PRINTED = st.text(st.characters(blacklist_categories=("Cc", "Cs")))  # what a title can be


@given(st.lists(st.tuples(PRINTED, st.integers(0)), max_size=5))
def test_whatever_a_matter_is_called_the_file_has_its_rows(counted: list[tuple[str, int]]) -> None:
    content = drawn("matters", matters=counted).csv().decode("utf-8-sig")

    rows = list(csv.reader(io.StringIO(content, newline="")))
    assert [int(row[1]) for row in rows[1:]] == [n for _, n in counted]
    assert not [row for row in rows if row[0].startswith(("=", "+", "-", "@"))]
