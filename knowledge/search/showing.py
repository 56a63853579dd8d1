"""An entry and what matched in it as a line on the page, the matched stretches marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.search.entries import TEXT, Entry
from knowledge.search.ranking import Found

Spans = tuple[tuple[int, int], ...]

_LONGEST_EXCERPT = 60
_BEFORE = 12


@dataclass(frozen=True)
class Hit:
    """One line of the result.

    ``key`` is the matter's id, the unit's or department's name, the ref, or
    the law's title. ``marks`` are spans [start, end) in ``title``,
    ``detail_marks`` in ``detail``. ``score`` is 0 to 1, comparable within one
    result.
    """

    group: str
    kind: str
    key: str
    title: str
    detail: str
    ref: str
    marks: Spans
    detail_marks: Spans
    score: float


def show(entry: Entry, found: Sequence[Found], texts: Sequence[str], score: float) -> Hit:
    """``texts`` gives the text of a line's owner."""
    by_text: dict[str, list[tuple[int, int]]] = {}
    for one in sorted(found, key=lambda one: -one.value):
        by_text.setdefault(texts[one.match.line.owner], []).append(_span(one))
    title, marks = entry.title, by_text.get(entry.title, [])
    detail, detail_marks = entry.detail, by_text.get(entry.detail, [])
    running = next((field.text for field in entry.fields if field.weight == TEXT), "")
    if not title:
        title, marks = _excerpt(running, by_text.get(running, []))
    elif not detail:
        detail, detail_marks = _excerpt(running, by_text.get(running, []))
    elif not marks and not detail_marks:
        detail, detail_marks = _explained(detail, by_text)
    return Hit(
        entry.group, entry.kind, entry.key, title, detail, entry.ref, _tidy(marks), _tidy(detail_marks), round(score, 4)
    )


def _span(found: Found) -> tuple[int, int]:
    places = found.match.line.spelling.places
    return places[found.match.start], places[found.match.end - 1] + 1


def _explained(detail: str, by_text: dict[str, list[tuple[int, int]]]) -> tuple[str, list[tuple[int, int]]]:
    """The detail with the name by which the entry was found, where title and detail do not show it."""
    text, spans = next(iter(by_text.items()), ("", []))
    if not text:
        return detail, []
    excerpt, marks = _excerpt(text, spans, _LONGEST_EXCERPT // 2)
    before = f"{detail} · {excerpt}"
    shift = len(before) - len(excerpt)
    return before, [(start + shift, end + shift) for start, end in marks]


def _excerpt(
    text: str, spans: Sequence[tuple[int, int]], longest: int = _LONGEST_EXCERPT
) -> tuple[str, list[tuple[int, int]]]:
    """At most about ``longest`` characters of the text around the first of the spans."""
    if len(text) <= longest:
        return text, list(spans)
    start = max(min(spans[0][0] - _BEFORE, len(text) - longest), 0) if spans else 0
    cut = text[start : start + longest]
    front, back = "…" if start else "", "…" if start + longest < len(text) else ""
    shift = len(front) - start
    inside = [(max(s, start) + shift, min(e, start + longest) + shift) for s, e in spans]
    return f"{front}{cut}{back}", [(s, e) for s, e in inside if s < e]


def _tidy(spans: Sequence[tuple[int, int]]) -> Spans:
    """In order, overlapping ones joined."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
