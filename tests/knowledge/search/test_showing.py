from __future__ import annotations

from knowledge.search.entry import EVERYDAY, TEXT, TITLE, Entry, Field
from knowledge.search.matching import find
from knowledge.search.ranking import Found
from knowledge.search.showing import Hit, show
from tests.knowledge.search.conftest import tape


def shown(word: str, title: str = "", detail: str = "", term: str = "", text: str = "") -> Hit:
    fields = [Field(title, TITLE), Field(term, EVERYDAY), Field(text, TEXT)]
    entry = Entry("事项", "matter", "key", title, detail, "duties/1/1", 0, tuple(f for f in fields if f.text))
    texts = [field.text for field in entry.fields if field.weight != TEXT] + ([text] if text else [])
    laid = tape(*(t for t in texts if t != text), running=[text] if text else [])
    weights = {field.text: field.weight for field in entry.fields}
    found = [Found(match, weights[texts[match.line.text]]) for match in find(laid, word)]
    return show(entry, found, texts, 0.5)


def marked(text: str, marks: tuple[tuple[int, int], ...]) -> list[str]:
    return [text[start:end] for start, end in marks]


def test_the_title_is_marked_where_it_matched_punctuation_between_included():
    hit = shown("hkqy", title="“户口”迁移、户口变更", detail="户政科")

    assert marked(hit.title, hit.marks) == ["户口”迁移"]
    assert (hit.detail, hit.detail_marks) == ("户政科", ())


def test_every_place_in_the_title_is_marked():
    hit = shown("户口", title="户口迁移、户口变更", detail="户政科")

    assert hit.marks == ((0, 2), (5, 7))


def test_a_name_that_no_line_shows_is_put_beside_the_detail():
    hit = shown("狗叫", title="犬吠扰民", detail="公安局", term="狗叫唤")

    assert (hit.title, hit.marks) == ("犬吠扰民", ())
    assert hit.detail == "公安局 · 狗叫唤"
    assert marked(hit.detail, hit.detail_marks) == ["狗叫"]


def test_an_entry_without_a_title_shows_its_text():
    hit = shown("身份证", text="核准居民身份证。", detail="户政科")

    assert (hit.title, hit.detail) == ("核准居民身份证。", "户政科")
    assert marked(hit.title, hit.marks) == ["身份证"]


def test_a_long_text_is_cut_around_the_match():
    hit = shown("身份证", text="甲" * 100 + "身份证" + "乙" * 100, title="第一条")

    assert hit.title == "第一条"
    assert hit.detail == "…" + "甲" * 12 + "身份证" + "乙" * 45 + "…"
    assert marked(hit.detail, hit.detail_marks) == ["身份证"]


def test_a_match_near_the_end_of_a_long_text_is_shown_with_the_end():
    hit = shown("身份证", text="甲" * 100 + "身份证", title="第一条")

    assert hit.detail == "…" + "甲" * 57 + "身份证"
    assert marked(hit.detail, hit.detail_marks) == ["身份证"]
