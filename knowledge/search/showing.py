"""An entry and what matched in it as a line on the page, the matched stretches marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.search.entry import TEXT, Entry
from knowledge.search.ranking import Found

_Spans = Sequence[tuple[int, int]]

_LONGEST = 60
_LONGEST_BESIDE = 24
_BEFORE = 12


@dataclass(frozen=True)
class Hit:
    """One line of the result.

    ``key`` is the matter's id, the unit's or department's name, the ref, or
    the law's title. ``marks`` are spans [start, end) in ``title``,
    ``detail_marks`` in ``detail``: what matched there. ``score`` is 0 to 1,
    comparable within one result.
    """

    group: str
    kind: str
    key: str
    title: str
    detail: str
    ref: str
    marks: tuple[tuple[int, int], ...]
    detail_marks: tuple[tuple[int, int], ...]
    score: float


def show(entry: Entry, found: Sequence[Found], texts: Sequence[str], score: float) -> Hit:
    """``found`` is what matched in the entry, ``texts`` the texts of the tape by their numbers."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for one in sorted(found, key=lambda one: -one.value):
        spans.setdefault(texts[one.match.line.text], []).append(_span(one))
    title, marks = entry.title, _marks(spans, entry.title)
    detail, detail_marks = entry.detail, _marks(spans, entry.detail)
    if not title:
        title, marks = _excerpt(*_running(entry, spans), _LONGEST)
    elif not detail:
        detail, detail_marks = _excerpt(*_running(entry, spans), _LONGEST)
    elif spans and not marks and not detail_marks:
        # by which of its other names it was found, since neither line shows it
        beside, marked = _excerpt(*next(iter(spans.items())), _LONGEST_BESIDE)
        shift = len(detail) + len(" · ")
        detail, detail_marks = f"{detail} · {beside}", [(start + shift, end + shift) for start, end in marked]
    return Hit(
        group=entry.group,
        kind=entry.kind,
        key=entry.key,
        title=title,
        detail=detail,
        ref=entry.ref,
        marks=_joined(marks),
        detail_marks=_joined(detail_marks),
        score=score,
    )


def _marks(spans: dict[str, list[tuple[int, int]]], text: str) -> _Spans:
    return spans.get(text, [])


def _span(found: Found) -> tuple[int, int]:
    places = found.match.line.spelling.places
    return places[found.match.start], places[found.match.end - 1] + 1


def _running(entry: Entry, spans: dict[str, list[tuple[int, int]]]) -> tuple[str, _Spans]:
    """The entry's text that matched, or else its first."""
    running = [field.text for field in entry.fields if field.weight == TEXT]
    text = next((text for text in running if text in spans), running[0] if running else "")
    return text, _marks(spans, text)


def _excerpt(text: str, spans: _Spans, longest: int) -> tuple[str, _Spans]:
    """At most ``longest`` characters of the text, and where it is cut …, around the first of the spans."""
    if len(text) <= longest:
        return text, spans
    start = max(min(spans[0][0] - _BEFORE, len(text) - longest), 0) if spans else 0
    end = start + longest
    front, back = "…" if start else "", "…" if end < len(text) else ""
    shift = len(front) - start
    within = [(max(s, start) + shift, min(e, end) + shift) for s, e in spans if s < end and e > start]
    return f"{front}{text[start:end]}{back}", within


def _joined(spans: _Spans) -> tuple[tuple[int, int], ...]:
    """In order, overlapping and touching ones as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
