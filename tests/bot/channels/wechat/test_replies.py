from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.wechat.links import linked, unlinked
from bot.channels.wechat.replies import HINT, LONGEST, pages, text_reply


def whole(parts: tuple[str, ...]) -> str:
    return "".join(part.removesuffix(HINT) for part in parts)


@pytest.mark.parametrize("size", range(1900, 2101))
def test_every_length_is_cut_on_a_character_and_goes_on_without_loss(size: int) -> None:
    text = ("县" * 700)[: size // 3] + "a" * (size % 3)
    assert len(text.encode()) == size
    parts = pages(text)
    assert len(parts) == (1 if size <= LONGEST else 2)
    assert all(len(part.encode()) <= LONGEST for part in parts)
    assert whole(parts) == text


def test_a_cut_falls_behind_a_line_or_else_a_sentence() -> None:
    lines = "\n".join(["一行字" * 30] * 10)
    assert pages(lines)[0].removesuffix(HINT).endswith("\n")
    sentences = "一句话没有换行。" * 100
    assert pages(sentences)[0].removesuffix(HINT).endswith("。")


def test_no_page_is_cut_in_a_link() -> None:
    options = "\n".join(f"{number}. 居民身份证" for number in range(1, 6))
    links = linked(options, ["居民身份证"] * 5)
    fitting = links + "。" * ((LONGEST - len(links.encode())) // 3)
    assert pages(fitting) == (fitting,)
    assert pages(fitting + "。") == (unlinked(fitting) + "。",)
    too_long = pages("一句话。" * 160 + "\n" + links)
    assert len(too_long) == 2
    assert whole(too_long) == "一句话。" * 160 + "\n" + options


@given(st.text(max_size=3000))
def test_nothing_is_lost_whatever_the_text(text: str) -> None:
    text = text.encode(errors="ignore").decode()
    parts = pages(text)
    assert whole(parts) == text.removesuffix(HINT) or whole(parts) == text
    assert all(len(part.encode()) <= LONGEST for part in parts)
    assert all(part.endswith(HINT) for part in parts[:-1])


@given(st.text())
def test_a_reply_is_one_well_formed_document_whatever_it_says(text: str) -> None:
    reply = ElementTree.fromstring(text_reply("user", "account", text, now=1.0))
    assert [child.tag for child in reply] == ["ToUserName", "FromUserName", "CreateTime", "MsgType", "Content"]


def test_a_reply_says_what_it_is_given() -> None:
    reply = ElementTree.fromstring(text_reply("user", "account", "第一行\n<b>&]]>\x1d", now=1.0))
    assert [child.text for child in reply] == ["user", "account", "1", "text", "第一行\n<b>&]]＞"]
