"""The document's rows that a turn concerns: those that the answer was taken from, and those of the guesses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.desk.sheets import Line
from bot.review.turns import Turn
from knowledge.document import BoundaryMatter, BoundaryRow, Clause, DutyRow, Place, Regime, Service
from knowledge.query import Knowledge

_MOST = 6  # rows of one heading
_GUESSES = 2


def concerned(knowledge: Knowledge, turn: Turn) -> tuple[tuple[str, tuple[Line, ...]], ...]:
    """Rows under their headings, no row twice."""
    shown: set[str] = set()
    guessed = [knowledge.matters[guess.label] for guess in turn.guesses if guess.label in knowledge.matters]
    wanted = (("答复引用的", turn.refs), *((matter.title, matter.refs) for matter in guessed[:_GUESSES]))
    found = []
    for heading, refs in wanted:
        lines = tuple(_lines(knowledge, (ref for ref in refs[:_MOST] if ref not in shown)))
        shown.update(refs[:_MOST])
        if lines:
            found.append((heading, lines))
    return tuple(found)


def _lines(knowledge: Knowledge, refs: Iterable[str]) -> Iterator[Line]:
    for ref in refs:
        place = knowledge.places.get(ref)
        if place is not None:
            label, text = _said(place)
            yield Line(text, label, ref)


def _said(place: Place) -> tuple[str, str]:
    """Whose or what a row is, and what it says."""
    if isinstance(place, DutyRow):
        return place.unit, place.text
    if isinstance(place, BoundaryRow):
        return place.department, place.text
    if isinstance(place, Service):
        return place.title, place.text
    if isinstance(place, Clause):
        return f"{place.marker}{place.heading}", place.text
    assert isinstance(place, (BoundaryMatter, Regime))
    return place.title, ""
