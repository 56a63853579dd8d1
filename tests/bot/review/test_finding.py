from __future__ import annotations

import pytest

from bot.review.finding import Choice, find_choices
from bot.review.wording import INTENTS, VERDICTS
from knowledge.query import Knowledge
from knowledge.search import SearchIndex


@pytest.fixture(scope="module")
def index(knowledge: Knowledge) -> SearchIndex:
    return SearchIndex(knowledge)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("狗叫", "dog_barking"),
        ("sfz", "resident_id_card"),
        ("jiaojing", "unit_traffic"),
        ("户政科", "unit_household"),
    ],
)
def test_matters_are_found_by_name_and_by_pinyin(
    knowledge: Knowledge, index: SearchIndex, typed: str, first: str
) -> None:
    found = find_choices(knowledge, index, typed)
    assert (found[0].kind, found[0].key) == ("matter", first)
    assert {choice.kind for choice in found} == {"matter"}
    assert {choice.key for choice in found} <= set(knowledge.matters)


def test_verdicts_and_intents_are_found_by_their_names(knowledge: Knowledge, index: SearchIndex) -> None:
    found = find_choices(knowledge, index, "紧急")
    assert found[:2] == (
        Choice("verdict", "emergency", VERDICTS["emergency"], marks=((0, 2),)),
        Choice("intent", "emergency", INTENTS["emergency"], marks=((0, 2),)),
    )


def test_only_so_many_and_none_for_nothing(knowledge: Knowledge, index: SearchIndex) -> None:
    assert len(find_choices(knowledge, index, "狗", limit=3)) == 3
    assert find_choices(knowledge, index, "  ") == ()
