"""Figures of what was asked, what the bot made of it, and what trainers said to that."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy import func, select
from sqlalchemy.sql import Select

from bot.database import Database
from bot.evaluation.measures import Share
from bot.review.filters import Filter
from bot.review.judged import UNTOLD, Judged, got, is_right, wanted
from bot.review.turns import Turns
from bot.schema import label, label_turn
from bot.schema import turn as t
from bot.schema import turn_answer as a
from knowledge.staff import BEIJING

ASKED_BACK, REFUSED, ALARM = "clarify", "out_of_scope", "emergency"
_TALK = ("smalltalk", "handoff")  # nothing was looked up
_UNSURE = (*_TALK, ALARM)  # kinds whose confidence is not that of a matter
TENTHS = 10


@dataclass(frozen=True)
class Kinds:
    """How many turns of a day were answered, asked back, refused or taken for an emergency; talk is not counted."""

    day: str
    answered: int
    asked_back: int
    refused: int
    emergency: int


@dataclass(frozen=True)
class Pair:
    """``count`` turns should have got ``wanted`` and got ``got``; of them ``right`` are right all the same."""

    wanted: str
    got: str
    count: int
    right: int


@dataclass(frozen=True)
class Bin:
    """Answers of like confidence, which is ``confidence`` on average: how many are right by labels and feedback.

    ``sampled``: by the labels of the random share alone, which nobody picked.
    """

    tenth: int
    confidence: float
    right: Share
    sampled: Share


@dataclass(frozen=True)
class Opinions:
    day: str
    useful: int
    useless: int


@dataclass(frozen=True)
class Progress:
    """``labelled`` on that day, and how many of those are ``exported`` by now; ``waiting``: asked on that day."""

    day: str
    labelled: int
    exported: int
    waiting: int


class Statistics:
    """For one look: what is asked twice is read once. Calls block, for up to some hundred milliseconds.

    Days are Beijing's, the first first.
    """

    def __init__(self, database: Database) -> None:
        self._engine = database.engine
        self._turns = Turns(database)

    def kinds(self) -> tuple[Kinds, ...]:
        days = self._by_day("kind")
        return tuple(
            Kinds(
                day,
                sum(n for kind, n in of.items() if kind not in (ASKED_BACK, REFUSED, ALARM, *_TALK)),
                of[ASKED_BACK],
                of[REFUSED],
                of[ALARM],
            )
            for day, of in days
        )

    def matters(self) -> tuple[tuple[str, int], ...]:
        """The ids of the matters asked for, the most asked first, and how often."""
        counted = self._turns.counts(Filter(), "matter")
        return tuple((matter, n) for (matter,), n in sorted(counted.items(), key=lambda one: -one[1]) if matter)

    def confusion(self) -> tuple[Pair, ...]:
        """The most frequent mistakes first."""
        counted: dict[tuple[str, str], list[bool]] = defaultdict(list)
        for one in self._judged:
            counted[one.wanted, one.got].append(one.right)
        pairs = (Pair(*names, len(right), sum(right)) for names, right in counted.items())
        return tuple(sorted(pairs, key=lambda pair: (pair.right - pair.count, -pair.count, pair.wanted, pair.got)))

    def confused(self, wanted: str, got: str) -> tuple[int, ...]:
        """The numbers of the turns of a pair, newest first."""
        found = (one.turn for one in self._judged if (one.wanted, one.got) == (wanted, got))
        return tuple(sorted(found, reverse=True))

    def reliability(self) -> tuple[Bin, ...]:
        """Of the turns that looked something up, asked back or refused; the least sure first."""
        groups: dict[int, list[Judged]] = defaultdict(list)
        for one in self._judged:
            if one.kind not in _UNSURE:
                groups[min(int(one.confidence * TENTHS), TENTHS - 1)].append(one)
        rated = self._rated()
        return tuple(_bin(tenth, groups[tenth], rated[tenth]) for tenth in sorted({*groups, *rated}))

    def feedback(self) -> tuple[Opinions, ...]:
        days = self._by_day("feedback")
        return tuple(Opinions(day, of["useful"], of["useless"]) for day, of in days if of["useful"] + of["useless"])

    def progress(self) -> tuple[Progress, ...]:
        labelled, exported, waiting = Counter[str](), Counter[str](), Counter[str]()
        query = select(label.c.at, label.c.exported).where(label.c.undoes.is_(None), label.c.id.not_in(_undone()))
        with self._engine.connect() as connection:
            for at, is_exported in connection.execute(query):
                day = datetime.fromtimestamp(at, BEIJING).date().isoformat()
                labelled[day] += 1
                exported[day] += is_exported
        for (reason, state, day), n in self._turns.counts(Filter(), "reason", "state", "day").items():
            if reason and state == "new":
                waiting[day] += n
        days = sorted({*labelled, *waiting})
        return tuple(Progress(day, labelled[day], exported[day], waiting[day]) for day in days)

    def _by_day(self, column: str) -> list[tuple[str, Counter[str]]]:
        days: dict[str, Counter[str]] = defaultdict(Counter)
        # The day last: else SQLite goes by its index from row to row, which takes four times as long.
        for (value, day), n in self._turns.counts(Filter(), column, "day").items():
            days[day][value] = n
        return sorted(days.items())

    @cached_property
    def _judged(self) -> tuple[Judged, ...]:
        """Every turn whose label, the newest that is not undone, names what would have been right."""
        last = _last_labels().subquery()
        query = (
            select(t.c.id, t.c.kind, t.c.matter, t.c.confidence, t.c.sampled, a.c.options)
            .add_columns(label.c.verdict, label.c.matters, label.c.intent)
            .select_from(t)
            .join(last, last.c.turn == t.c.id)
            .join(label, label.c.id == last.c.label)
            .join(a, a.c.turn == t.c.id)
            .where(label.c.verdict.not_in(UNTOLD))
        )
        with self._engine.connect() as connection:
            return tuple(_judged(*row) for row in connection.execute(query))

    def _rated(self) -> dict[int, list[tuple[float, Share]]]:
        """By tenth of the confidence: its average, and how many said 有用, where no label says better."""
        labelled = select(_last_labels().subquery().c.turn)
        columns = (t.c.tenth, t.c.feedback)
        query = (
            select(*columns, func.avg(t.c.confidence), func.count())
            .where(t.c.feedback != "", t.c.kind.not_in(_UNSURE), t.c.id.not_in(labelled))
            .group_by(*columns)
        )
        found: dict[int, list[tuple[float, Share]]] = defaultdict(list)
        with self._engine.connect() as connection:
            for tenth, feedback, confidence, n in connection.execute(query):
                found[tenth].append((confidence, Share(n if feedback == "useful" else 0, n)))
        return found


def _undone() -> Select:
    return select(label.c.undoes).where(label.c.undoes.is_not(None))


def _last_labels() -> Select:
    """Each turn with its newest label that is not undone, which is the one that counts."""
    newest = func.max(label_turn.c.label).label("label")
    return select(label_turn.c.turn, newest).where(label_turn.c.label.not_in(_undone())).group_by(label_turn.c.turn)


def _judged(
    number: int,
    kind: str,
    matter: str,
    confidence: float,
    sampled: bool,
    options: str,
    verdict: str,
    matters: str,
    intent: str,
) -> Judged:
    should, did = wanted(verdict, matters.split(","), intent), got(kind, matter)
    right = is_right(should, did, json.loads(options) if did == ASKED_BACK else ())
    return Judged(number, kind, should, did, right, confidence, sampled)


def _bin(tenth: int, judged: list[Judged], rated: list[tuple[float, Share]]) -> Bin:
    right = Share(sum(one.right for one in judged), len(judged))
    total = Share(right.hits + sum(s.hits for _, s in rated), right.of + sum(s.of for _, s in rated))
    sure = sum(one.confidence for one in judged) + sum(confidence * s.of for confidence, s in rated)
    sampled = [one.right for one in judged if one.sampled]
    return Bin(tenth, sure / total.of, total, Share(sum(sampled), len(sampled)))
