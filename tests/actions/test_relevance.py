from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.relevance import Passage, passages, rank
from knowledge.document import Clause, Figure, Regime, Section
from knowledge.query import Knowledge


def clause(number: int, text: str, *aspects: str) -> Clause:
    return Clause(f"supervision/1/{number}/1", 1, 1, "1、", "", text, aspects)


def regime(*clauses: Clause) -> Regime:
    sections = tuple(Section(number, "监督", (one,)) for number, one in enumerate(clauses, 1))
    return Regime("supervision/1", 1, 9, 1, "网吧监管", "", sections)


def test_clauses_are_cut_into_sentences_each_with_its_own_figures():
    weekly = Figure("supervision/1/1/1", "frequency", "每月不少于2次")
    homes = Figure("supervision/1/1/1", "places", "每次3家")

    found = passages(regime(clause(1, "每月不少于2次。每次3家。"), clause(2, "当场指出问题；")), [weekly, homes])

    assert [(passage.text, passage.figures) for passage in found] == [
        ("每月不少于2次。", (weekly,)),
        ("每次3家。", (homes,)),
        ("当场指出问题；", ()),
    ]


def test_a_figure_of_another_clause_is_not_lent_out():
    elsewhere = Figure("supervision/1/9/1", "frequency", "每月不少于2次")

    (passage,) = passages(regime(clause(1, "每月不少于2次。")), [elsewhere])

    assert passage.figures == ()


def test_a_bare_heading_is_no_passage():
    found = passages(regime(clause(1, "监督检查内容"), clause(2, "监督检查指标"), clause(3, "查看资质。")), [])

    assert [passage.text for passage in found] == ["查看资质。"]


def test_a_heading_within_a_clause_is_no_passage_either(knowledge: Knowledge):
    cafes = knowledge.document.regimes[3]

    texts = [passage.text for passage in passages(cafes, [])]

    assert "每月检查不少于2次，每次不少于3家单位。" in texts
    assert not {"监督检查内容。", "监督检查指标。"} & set(texts)


OFTEN = Passage(
    clause(1, "日常巡查每月不少于2次。", "指标"), "日常巡查每月不少于2次。", (Figure("", "frequency", "2次"),)
)
FINED = Passage(clause(2, "处二百元以下罚款。", "处理"), "处二百元以下罚款。", (Figure("", "fine", "二百元以下"),))
SHOWN = Passage(clause(3, "应当出示执法证件。", "程序"), "应当出示执法证件。", ())
ABOUT = Passage(clause(4, "检查登记制度。", "内容"), "检查登记制度。", ())


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("多久查一次", OFTEN),
        ("一个月来几趟", OFTEN),
        ("罚多少钱", FINED),
        ("要亮证吗", SHOWN),
        ("查啥", ABOUT),
        ("登记制度查不查", ABOUT),
    ],
)
def test_what_is_asked_for_comes_first(question: str, best: Passage):
    ranked = rank(question, "网吧", [ABOUT, SHOWN, FINED, OFTEN])

    assert ranked[0].text == best.text


def test_a_figure_of_the_kind_asked_for_outweighs_a_shared_word():
    words = Passage(clause(1, "民警来查看登记。"), "民警来查看登记。", ())
    homes = Passage(clause(2, "不少于3家。"), "不少于3家。", (Figure("", "places", "不少于3家"),))
    figure = Passage(clause(3, "每季度不少于1次。"), "每季度不少于1次。", (Figure("", "frequency", "每季度不少于1次"),))

    ranked = rank("隔多久来一趟", "网吧", [homes, words, figure])

    assert [passage.text for passage in ranked] == ["每季度不少于1次。", "民警来查看登记。", "不少于3家。"]


def test_a_clause_of_the_aspect_asked_for_comes_before_one_that_shares_no_more():
    ways = Passage(clause(1, "现场进行。", "方式"), "现场进行。", ())
    objects = Passage(clause(2, "各大网吧。", "对象"), "各大网吧。", ())

    assert [p.text for p in rank("会不会暗访", "", [objects, ways])] == ["现场进行。", "各大网吧。"]
    assert [p.text for p in rank("哪些单位", "", [ways, objects])] == ["各大网吧。", "现场进行。"]


def test_between_equals_the_words_of_the_matter_decide():
    hotels = Passage(clause(1, "旅馆每月1次。", "指标"), "旅馆每月1次。", (Figure("", "frequency", "每月1次"),))
    seals = Passage(clause(1, "印章每季1次。", "指标"), "印章每季1次。", (Figure("", "frequency", "每季1次"),))

    assert rank("多久查一次", "印章刻制", [hotels, seals])[0].text == "印章每季1次。"
    assert rank("多久查一次", "旅馆业", [hotels, seals])[0].text == "旅馆每月1次。"


def test_nothing_to_rank_is_nothing():
    assert rank("多久查一次", "网吧", []) == []


@given(st.text(), st.text())
def test_whatever_is_asked_every_passage_is_ranked_once(question: str, topic: str):
    ranked = rank(question, topic, [ABOUT, SHOWN, FINED, OFTEN])

    assert sorted(p.text for p in ranked) == sorted(p.text for p in (ABOUT, SHOWN, FINED, OFTEN))
    assert [p.score for p in ranked] == sorted((p.score for p in ranked), reverse=True)
    assert all(p.score >= 0 for p in ranked)
