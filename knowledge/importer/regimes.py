"""事中事后监管制度, taken apart into sections and clauses.

Numbering differs from regime to regime (``（一）``, ``1、``, ``（1）``) and is
sometimes doubled in print, so a clause's ref counts positions; the printed
number is kept as ``marker``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Optional

from knowledge.document import ASPECTS, Clause, Regime, Section
from knowledge.importer.source import Line, Source
from knowledge.text import heal

NUMERALS = "一二三四五六七八九十"

_ENTRY = re.compile(rf"（([{NUMERALS}]+)）(.+)")
_SECTION = re.compile(rf"([{NUMERALS}])、(.+)")
_MARKERS = (
    re.compile(rf"[（(][{NUMERALS}]+[）)]"),
    re.compile(r"\d+、"),
    re.compile(r"[（(]\d+[）)]"),
)
_OWNER = "部门名称："
_REQUIRED = ("对象", "内容", "程序", "措施")
_HEADING_END = tuple("。；：;:")


@dataclass
class _Node:
    marker: str
    lines: list[Line]
    style: Optional[int]
    children: list[_Node] = field(default_factory=list)

    @property
    def first(self) -> str:
        return heal(self.lines[0].text)[len(self.marker) :]

    @property
    def body(self) -> str:
        return heal("".join(line.text for line in self.lines[1:]))

    @property
    def text(self) -> str:
        return self.body or self.first

    @property
    def heading(self) -> str:
        return self.first if self.body else ""


def regimes(source: Source, lines: Sequence[Line]) -> tuple[Regime, ...]:
    """Parse the heading 事中事后监管制度 and everything below it."""
    written = [line for line in lines if heal(line.text)]
    starts = _starts(source, written)
    titles = _contents(source, written[: starts[0]], len(starts))
    found = []
    for number, (start, title) in enumerate(zip(starts, titles, strict=True), 1):
        end = starts[number] if number < len(starts) else len(written)
        heading = heal(written[start].text)
        if heading != f"（{_numeral(number)}）{title}":
            raise source.error(f"目录第{number}项是“{title}”，正文标题却是“{heading}”", written[start].number)
        found.append(_regime(source, number, title, written[start:end]))
    return tuple(found)


def _numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    if tens > 9:
        return str(number)
    leading = NUMERALS[tens - 1] if tens > 1 else ""
    return f"{leading}{'十' if tens else ''}{NUMERALS[ones - 1] if ones else ''}"


def _starts(source: Source, lines: Sequence[Line]) -> list[int]:
    """Indices of the body's regime headings: the lines right above 部门名称."""
    starts = [
        index
        for index in range(len(lines) - 1)
        if _ENTRY.fullmatch(heal(lines[index].text)) and heal(lines[index + 1].text).startswith(_OWNER)
    ]
    if not starts:
        raise source.error("监管制度一节没有正文", lines[0].number)
    return starts


def _contents(source: Source, lines: Sequence[Line], count: int) -> list[str]:
    """The titles in the list of contents; an entry may go over several lines."""
    titles: list[str] = []
    for line in lines:
        text = heal(line.text)
        entry = _ENTRY.fullmatch(text)
        if entry:
            if entry[1] != _numeral(len(titles) + 1):
                raise source.error(f"监管制度目录中第{len(titles) + 1}项缺失", line.number)
            titles.append(entry[2])
        elif titles:
            titles[-1] += text
    if len(titles) != count:
        raise source.error(f"监管制度目录有{len(titles)}项，正文有{count}项", lines[0].number)
    return titles


def _regime(source: Source, number: int, title: str, lines: Sequence[Line]) -> Regime:
    ref = f"supervision/{number}"
    heads = [i for i, line in enumerate(lines) if _SECTION.fullmatch(heal(line.text))]
    if not heads:
        raise source.error(f"监管制度“{title}”没有分节", lines[0].number)
    sections = []
    for position, start in enumerate(heads, 1):
        match = _SECTION.fullmatch(heal(lines[start].text))
        assert match is not None
        if match[1] != _numeral(position):
            raise source.error(f"监管制度“{title}”缺少第{_numeral(position)}节", lines[start].number)
        end = heads[position] if position < len(heads) else len(lines)
        body = lines[start + 1 : end]
        if not body:
            raise source.error(f"监管制度“{title}”的“{match[2]}”没有内容", lines[start].number)
        clauses = _clauses(f"{ref}/{position}", _aspects(match[2]), _tree(body))
        sections.append(Section(position, match[2], tuple(clauses)))
    for aspect in _REQUIRED:
        if not any(aspect in section.title for section in sections):
            raise source.error(f"监管制度“{title}”没有“{aspect}”一节", lines[0].number)
    preamble = heal("".join(line.text for line in lines[2 : heads[0]]))
    return Regime(ref, lines[0].number, lines[-1].number, number, title, preamble, tuple(sections))


def _tree(lines: Sequence[Line]) -> list[_Node]:
    """Nest the lines of one section by the style of their markers."""
    roots: list[_Node] = []
    path: list[_Node] = []
    for line in lines:
        text = heal(line.text)
        style, marker = _marker(text)
        if style is None:
            open_heading = path and not _ends_sentence(path[-1].text)
            if open_heading:
                path[-1].lines.append(line)
            else:
                path = []
                roots.append(_Node("", [line], None))
            continue
        node = _Node(marker, [line], style)
        styles = [parent.style for parent in path]
        path = path[: styles.index(style)] if style in styles else path
        (path[-1].children if path else roots).append(node)
        path.append(node)
    return roots


def _marker(text: str) -> tuple[Optional[int], str]:
    for style, pattern in enumerate(_MARKERS):
        match = pattern.match(text)
        if match:
            return style, match[0]
    return None, ""


def _ends_sentence(text: str) -> bool:
    return text.endswith(_HEADING_END)


def _clauses(ref: str, inherited: tuple[str, ...], nodes: Sequence[_Node]) -> list[Clause]:
    found: list[Clause] = []
    for position, node in enumerate(nodes, 1):
        own = f"{ref}/{position}"
        opening = re.split("[。：；]", node.first, maxsplit=1)[0]
        aspects = (_aspects(opening) if opening.startswith("监督检查") else ()) or inherited
        lines = node.lines[0].number, node.lines[-1].number
        found.append(Clause(own, *lines, node.marker, node.heading, node.text, aspects))
        found.extend(_clauses(own, aspects, node.children))
    return found


def _aspects(title: str) -> tuple[str, ...]:
    return tuple(aspect for aspect in ASPECTS if aspect in title)
