from __future__ import annotations

import pytest

from knowledge.search.entry import FAMILY, TEXT
from knowledge.search.matching import find
from knowledge.search.ranking import Found, together
from tests.knowledge.search.conftest import tape


def value(word: str, name: str, weight: float = 1.0) -> float:
    return max(Found(match, weight).value for match in find(tape(name), word))


def test_a_whole_name_beats_a_part_its_front_its_back_and_its_inside():
    values = [
        value("户口", "户口"),
        value("户口", "迁移（户口）"),
        value("户口", "户口迁移等"),
        value("户口", "迁移等户口"),
        value("户口", "等户口迁移"),
    ]

    assert values == sorted(values, reverse=True)
    assert values[0] == 1.0 and len(set(values)) == 5


def test_the_more_of_a_name_is_covered_the_better():
    assert value("户口", "户口本") > value("户口", "户口主项变更")


def test_what_is_guessed_loses_more_within_a_longer_name():
    assert value("hk", "户口") / value("户口", "户口") > value("hk", "等户口等") / value("户口", "等户口等")


def test_in_running_text_a_longer_phrase_is_worth_more():
    text = tape("名", running=["负责居民身份证的核发"])

    short, long = (Found(find(text, word)[0], TEXT).value for word in ("居民", "居民身份证"))

    assert short < long


def found(word: str, name: str = "户口", weight: float = 1.0) -> list[Found]:
    return [Found(match, weight) for match in find(tape(name), word)]


def test_an_entry_with_all_words_beats_one_with_the_rarer_word():
    one = found("户口")

    scores = together([{1: one, 2: one, 3: one}, {1: one, 4: one}], [1.0, 1.0], entries=10)

    assert max(scores, key=lambda entry: scores[entry]) == 1
    assert scores[1] == pytest.approx(1.0)
    assert scores[4] > scores[2] == scores[3]


def test_what_tells_less_counts_for_less():
    one = found("户口")

    scores = together([{1: one}, {2: one}], [1.0, 0.5], entries=10)

    assert scores[1] > scores[2]


def test_a_word_that_is_only_guessed_counts_for_less():
    scores = together([{1: found("户口")}, {2: found("hk")}], [1.0, 1.0], entries=10)

    assert scores[1] > 2 * scores[2]


def test_relatives_names_add_to_a_score_but_bring_nothing_up():
    own, relative = found("户口"), found("户口", weight=FAMILY)

    assert together([{1: own, 2: relative}], [1.0], entries=10) == {1: pytest.approx(1.0)}
    both = together([{1: relative}, {1: own, 2: own}], [1.0, 1.0], entries=10)
    assert set(both) == {1, 2}
    assert both[1] > both[2]


def test_a_word_that_nothing_has_costs_all_alike():
    (score,) = together([{1: found("户口")}, {}], [1.0, 1.0], entries=10).values()

    assert 0 < score < 1
