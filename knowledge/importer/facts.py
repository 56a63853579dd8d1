"""Figures and laws inside the document's own words.

A figure is a quantity with the words that bound it (``每月不少于1次``,
``2名以上民警``, ``5000元以上3万元以下``): the wording is the fact, no value
is computed from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.document import Citation, Figure

_NUMBER = r"(?:\d+|[一二两三四五六七八九十百千万]+)"
_PERIOD = r"(?:每[月年次]|每季度)"
_AT_LEAST = r"(?:不少于|不低于|至少|指派|派出|组织|进行|检查)"
_MONEY = rf"{_NUMBER}万?元"

# Ordered: the first kind that matches a stretch of text takes it.
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("fine", re.compile(rf"{_MONEY}以上{_MONEY}以下|{_MONEY}以[上下]")),
    ("law", re.compile(r"第\d+号令?|〔\d{4}〕\d+号|\d{4}年\d+月\d+日")),
    (
        "share",
        re.compile(r"(?:抽查面|抽查比例|抽查|检查的派出所比例)?(?:每次)?(?:不低于|不少于)[^，。；、]{0,10}?\d+%|\d+%"),
    ),
    ("period", re.compile(rf"{_NUMBER}个月(?:以内|以上)?")),
    (
        "frequency",
        re.compile(
            rf"{_PERIOD}(?:对[^，。；]{{0,24}}?)?{_AT_LEAST}?(?:不少于|不低于)?{_NUMBER}次(?:[^，。；、]{{0,6}}检查|巡查)?"
            rf"|{_PERIOD}[^，。；]{{0,4}}?{_AT_LEAST}{_NUMBER}次"
        ),
    ),
    (
        "people",
        re.compile(
            rf"(?:不少于|至少)?{_NUMBER}(?:名|人)以?[上下]?[^，。；、（]{{0,2}}?(?:民警|执法人员|专管民警|联络员)|(?:不少于|至少){_NUMBER}[名人]|{_NUMBER}人以上"
        ),
    ),
    ("places", re.compile(rf"(?:{_PERIOD})?(?:不少于|至少){_NUMBER}家[^，。；、]{{0,2}}")),
    ("kinds", re.compile(rf"共?{_NUMBER}种[^，。；、的]{{0,4}}")),
)


def figures(ref: str, text: str) -> Iterator[Figure]:
    """Yield the figures of one row or clause, in the order of the text."""
    taken: list[tuple[int, int, str]] = []
    for kind, pattern in _KINDS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if not any(start < other_end and other_start < end for other_start, other_end, _ in taken):
                taken.append((start, end, kind))
    for start, end, kind in sorted(taken):
        yield Figure(ref, kind, text[start:end])


_TITLE = re.compile(r"《([^《》]+)》")
_NUMBERED = re.compile(r"[（(]([^（）()]*号令?)[）)]")
_LAW_WORDS = ("法", "条例", "办法", "细则", "通知", "意见", "规定")


def citations(ref: str, text: str) -> Iterator[Citation]:
    """Yield the laws and notices that one row or clause names, each once, with their number.

    One title in the document (boundaries/6) opens a bracket that it never
    closes: such a title ends there, and the rest is its number.
    """
    found = list(_TITLE.finditer(text))
    seen: set[str] = set()
    for match, following in zip(found, [*found, None][1:], strict=True):
        title, _, unclosed = match[1].partition("（") if "）" not in match[1] else (match[1], "", "")
        if title in seen or not title.endswith(_LAW_WORDS):
            continue
        seen.add(title)
        behind = text[match.end() : following.start() if following else len(text)]
        number = _NUMBERED.match(behind)
        yield Citation(ref, title, number[1] if number else unclosed)
