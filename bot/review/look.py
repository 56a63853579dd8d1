"""What a trainer looks at: the queue or all turns, by what filter. Kept in the address, so that it can be sent on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Optional
from urllib.parse import urlencode

from bot.review.finding import find_choices
from bot.review.turns import Filter, Page, Turn, Turns
from bot.web.errors import BadRequest
from knowledge.query import Knowledge
from knowledge.search import SearchIndex

_PLAIN = ("text", "intent", "kind", "channel", "model", "state", "feedback", "outcome", "reason", "user", "group")
_LONGEST = 200
_LATEST = 1_000_000  # place in the list


@dataclass(frozen=True)
class Seen:
    """A line of the list: the turn, how many are asked in nearly the same words, its place from 1."""

    turn: Turn
    alike: int
    place: int


@dataclass(frozen=True)
class Look:
    """``everything``: all turns, newest first; else what deserves a look, the most deserving group first.

    ``unknown``: what was typed as a matter where no matter is called like that; then nothing is found.
    """

    wanted: Filter
    everything: bool = False
    unknown: str = ""

    def fields(self, **more: Any) -> list[tuple[str, Any]]:
        """As fields of an address or form, but for what is empty; confidences in percent."""
        wanted = self.wanted
        values: dict[str, Any] = {"show": "all" if self.everything else "", "matter": wanted.matter or self.unknown}
        values |= {name: getattr(wanted, name) for name in _PLAIN}
        values |= {"since": wanted.since, "until": wanted.until, "sampled": "1" if wanted.sampled else ""}
        values["least"] = round(wanted.least * 100) if wanted.least > 0 else ""
        values["most"] = round(wanted.most * 100) if wanted.most < 1 else ""
        return [(key, value) for key, value in (values | more).items() if value not in ("", None)]

    def address(self, path: str = "/review", **more: Any) -> str:
        """A page's address with this look in it."""
        query = urlencode(self.fields(**more))
        return f"{path}?{query}" if query else path

    def page(self, turns: Turns, number: int, size: int) -> Page[Seen]:
        """Blocks, for up to 200 ms where there are 100,000 turns."""
        if self.unknown:
            return Page((), 0)
        first = (number - 1) * size + 1
        if self.everything:
            found = turns.find(self.wanted, number, size)
            return Page(tuple(Seen(turn, 1, place) for place, turn in enumerate(found.rows, first)), found.total)
        queue = turns.queue(self.wanted, number, size)
        seen = (Seen(group.first, group.turns, place) for place, group in enumerate(queue.rows, first))
        return Page(tuple(seen), queue.total)

    def at(self, turns: Turns, place: int) -> Optional[Seen]:
        """What stands at a place of the list, counted from 1."""
        rows = self.page(turns, place, 1).rows
        return rows[0] if rows else None


def read_look(arguments: Mapping[str, Any], knowledge: Knowledge, index: SearchIndex) -> Look:
    """The look that an address holds. BadRequest where a value cannot be read."""

    def given(name: str) -> str:
        return (arguments.get(name) or "").strip()[:_LONGEST]

    matter = given("matter")
    found = find_matter(knowledge, index, matter) if matter else ""
    plain = {name: given(name) for name in _PLAIN}
    everything = given("show") == "all"
    if plain["state"] == "new" and not everything:
        plain["state"] = ""  # that is what the queue is of
    wanted = Filter(
        **plain,
        matter=found,
        since=_read(date.fromisoformat, given("since"), None, "日期"),
        until=_read(date.fromisoformat, given("until"), None, "日期"),
        least=_read(_share, given("least"), 0.0, "把握"),
        most=_read(_share, given("most"), 1.0, "把握"),
        sampled=bool(given("sampled")),
    )
    return Look(wanted, everything, "" if found else matter)


def read_place(text: Optional[str]) -> int:
    """A page's or a line's number, counted from 1; the first where none is given."""
    return min(max(int(text), 1), _LATEST) if text and text.isdecimal() else 1


def find_matter(knowledge: Knowledge, index: SearchIndex, words: str) -> str:
    """The id of a matter given by its id, its title or in any words that a search finds it by; "" where none is."""
    if words in knowledge.matters:
        return words
    titles = {matter.title: key for key, matter in knowledge.matters.items()}
    if words in titles:
        return titles[words]
    choices = find_choices(knowledge, index, words)
    return next((choice.key for choice in choices if choice.kind == "matter"), "")


def _share(percent: str) -> float:
    share = int(percent) / 100
    if not 0 <= share <= 1:
        raise ValueError(percent)
    return share


def _read(reading: Callable[[str], Any], text: str, absent: Any, called: str) -> Any:
    try:
        return reading(text) if text else absent
    except ValueError as error:
        raise BadRequest(f"筛选条件里的{called}“{text[:20]}”看不懂") from error
