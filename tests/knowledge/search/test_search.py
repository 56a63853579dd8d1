"""The search as the desk uses it; this is knowledge/search/__init__.py."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.curation import Curation, read_curation
from knowledge.search import GROUPS, Hit, SearchIndex
from tests.knowledge.search.paper import small


def first(index: SearchIndex, text: str) -> str:
    hit = index.find(text)[0]
    return f"{hit.kind}:{hit.key}"


@pytest.fixture
def few(curation: Curation) -> SearchIndex:
    return SearchIndex(small(curation))


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("户政科", "unit:户政科"),
        ("户籍科电话", "unit:户政科"),
        ("农村局", "department:农业局"),
        ("身份证", "matter:id_card"),
        ("sfz", "matter:id_card"),
        ("shen fen zheng", "matter:id_card"),
        ("狗叫归谁管", "matter:barking"),
        ("农业局 狗", "matter:vaccine"),
        ("犬类管理", "boundary:boundaries/1"),
        ("旅馆监管", "regime:supervision/1"),
        ("每月不少于1次", "figure:supervision/1/1/1"),
        ("7700000", "service:services/1"),
        ("7号", "law:养犬条例"),
        ("机要通讯", "row:duties/1/1"),
        ("duties/1/2", "row:duties/1/2"),
    ],
)
def test_what_is_meant_comes_first(few: SearchIndex, text: str, target: str):
    assert first(few, text) == target


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("交警", "unit:交通警察大队"),
        ("生态环境局", "department:环境保护局"),
        ("拘流所", "unit:拘留所"),
        ("烟花暴竹", "matter:fireworks_police"),
        ("sfz丢失", "matter:resident_id_card"),
        ("戶口遷移", "matter:household_move"),
        ("ＫＴＶ 消防", "matter:entertainment_security"),
        ("环保局 放射源", "matter:radioactive_environment"),
        ("第591号", "law:危险化学品安全管理条例"),
        ("身份证丢了上哪补", "matter:resident_id_card"),
    ],
)
def test_the_published_document_is_found(index: SearchIndex, text: str, target: str):
    assert first(index, text) == target


def test_words_in_another_order_find_the_same(index: SearchIndex):
    assert first(index, "备案 易制毒") == first(index, "易制毒 备案") == "matter:precursor_purchase"


@pytest.mark.parametrize("text", ["", "  ", "？", "的", "怎么办", "qxzqxz"])
def test_what_says_nothing_finds_nothing(index: SearchIndex, text: str):
    assert index.find(text) == ()


def test_a_hit_says_what_it_is_and_why(few: SearchIndex):
    assert few.find("goujiao", limit=1) == (
        Hit(
            group="事项",
            kind="matter",
            key="barking",
            title="犬吠扰民",
            detail="公安局 · 狗叫",
            ref="boundaries/1/1",
            marks=(),
            detail_marks=((6, 8),),
            score=few.find("goujiao")[0].score,
        ),
    )


def test_the_characters_whose_sound_or_initials_matched_are_marked(few: SearchIndex):
    for text in ("身份证", "shenfenzheng", "sfz", "身分证"):
        (hit, *_) = few.find(text)
        assert hit.title[slice(*hit.marks[0])] == "身份证"


def test_at_most_as_many_hits_as_asked_for(index: SearchIndex):
    assert len(index.find("公安局", limit=3)) == 3
    assert len(index.find("公安局")) == 30
    assert index.find("公安局", limit=3) == index.find("公安局")[:3]


def test_every_matter_is_found_by_its_title_and_every_term(index: SearchIndex, curation: Curation):
    for matter in curation.matters:
        for name in (matter.title, *matter.terms):
            keys = [(hit.kind, hit.key) for hit in index.find(name)[:4]]
            assert ("matter", matter.id) in keys, name


WORDS = sorted({term for matter in read_curation().matters for term in matter.terms})
TYPED = st.one_of(
    st.text(max_size=300),
    st.text("sfzhkqyaeiou '", max_size=80),
    st.text("的公安局户口证0123/ ", max_size=80),
    st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join),
)


@settings(deadline=None)
@given(TYPED, st.integers(1, 40))
def test_any_text_gives_ordered_hits_with_marks_in_their_lines(index: SearchIndex, text: str, limit: int):
    hits = index.find(text, limit)

    assert len(hits) <= limit
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    for hit in hits:
        assert hit.group in GROUPS and hit.title and 0 < hit.score <= 1
        assert all(0 <= start < end <= len(hit.title) for start, end in hit.marks)
        assert all(0 <= start < end <= len(hit.detail) for start, end in hit.detail_marks)
        assert len(hit.detail) <= 90
