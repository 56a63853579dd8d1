from __future__ import annotations

from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.wechat.links import linked, unlinked
from knowledge.query import Knowledge
from knowledge.text import fold

ASKED = "请问您具体是哪一件事？\n1. 居民身份证\n2. 护照\n回复数字，或者换个说法再说一遍。"


def test_the_line_of_an_option_becomes_a_link_behind_its_number() -> None:
    assert linked(ASKED, ["居民身份证", "护照"]).split("\n") == [
        "请问您具体是哪一件事？",
        '1. <a href="weixin://bizmsgmenu?msgmenucontent=居民身份证&msgmenuid=1">居民身份证</a>',
        '2. <a href="weixin://bizmsgmenu?msgmenucontent=护照&msgmenuid=2">护照</a>',
        "回复数字，或者换个说法再说一遍。",
    ]


def test_any_other_line_stays_as_it_is() -> None:
    assert linked(ASKED, []) == ASKED
    assert linked("护照\n1. 护照在哪办", ["护照"]) == "护照\n1. 护照在哪办"


def test_without_links_it_is_the_text_again() -> None:
    assert unlinked(linked(ASKED, ["居民身份证", "护照"])) == ASKED
    assert unlinked(ASKED) == ASKED


def test_no_title_of_the_catalogue_is_changed(knowledge: Knowledge) -> None:
    for matter in knowledge.matters.values():
        assert f"msgmenucontent={matter.title}&" in linked(f"1. {matter.title}", [matter.title])


@given(st.text(st.characters(codec="utf-8", blacklist_categories=["Cc", "Cs"]), min_size=1))
def test_what_comes_back_when_a_link_is_tapped_is_the_title_whatever_is_in_it(title: str) -> None:
    line = linked(f"1. {title}", [title]).removeprefix("1. ")
    link = ElementTree.fromstring(line.replace("&msgmenuid", "&amp;msgmenuid"))
    (tapped,) = parse_qs(urlsplit(link.attrib["href"]).query, keep_blank_values=True)["msgmenucontent"]
    assert fold(tapped) == fold(title)
