"""What is counted, on a handful of invented turns."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.database import Database
from bot.evaluation.measures import Share
from bot.review.deserving import sampled
from bot.review.labels import Labels
from bot.review.statistics import Bin, Kinds, Opinions, Pair, Progress, Statistics
from bot.review.turns import Turns
from tests.bot.review.given import NOON, turn

DAY = 86400.0
TODAY, YESTERDAY = "2026-11-24", "2026-11-23"


class Kept:
    """A store of turns and labels; one user a turn, so that no turn is the next of another."""

    def __init__(self, folder: Path) -> None:
        self.database = Database(f"sqlite:///{folder}/rightdoor.db")
        self.database.upgrade()
        self.turns = Turns(self.database, lambda: NOON + 60)
        self.labels = Labels(self.database, now=lambda: NOON + 60)
        self._users = iter(range(1_000_000))

    def asked(self, is_sampled: bool = False, **values: object) -> int:
        users = (f"web-{number}" for number in self._users)
        user = next(user for user in users if sampled(user, float(str(values.get("at", NOON)))) == is_sampled)
        return self.turns.keep(turn(**{"user": user, **values}))

    def rated(self, useful: bool, **values: object) -> int:
        number = self.asked(**values)
        kept = self.turns.get(number)
        assert kept and self.turns.feedback(kept.user, useful)
        return number

    def says(self, number: int, *matters: str, verdict: str = "matter", intent: str = "ask_unit") -> int:
        numbers = ("110",) if verdict == "emergency" else ()
        return self.labels.add("xunlian", [number], f"测试{number}", verdict, matters, intent, numbers).id

    @property
    def statistics(self) -> Statistics:
        return Statistics(self.database)


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    kept = Kept(tmp_path)
    yield kept
    kept.database.engine.dispose()


def test_without_turns_there_is_nothing_to_count(kept: Kept) -> None:
    found = kept.statistics
    assert (found.kinds(), found.matters(), found.confusion()) == ((), (), ())
    assert (found.reliability(), found.feedback(), found.progress()) == ((), (), ())


def test_answers_are_counted_by_day_and_kind_without_talk(kept: Kept) -> None:
    for kind in ("unit", "split", "clarify", "smalltalk", "handoff"):
        kept.asked(kind=kind)
    for kind in ("out_of_scope", "emergency", "emergency"):
        kept.asked(kind=kind, at=NOON - DAY)

    assert kept.statistics.kinds() == (Kinds(YESTERDAY, 0, 0, 1, 2), Kinds(TODAY, 2, 1, 0, 0))


def test_the_most_asked_matters_come_first_and_no_matter_is_none(kept: Kept) -> None:
    for matter in ("hotel", "dog_barking", "dog_barking", ""):
        kept.asked(matter=matter)

    assert kept.statistics.matters() == (("dog_barking", 2), ("hotel", 1))


def test_mistakes_come_before_what_was_right(kept: Kept) -> None:
    for _ in range(3):
        kept.says(kept.asked(matter="hotel"), "hotel")
    wrong = [kept.asked(matter="noise_neighbour") for _ in range(2)]
    for number in wrong:
        kept.says(number, "dog_barking")
    offered = kept.asked(kind="clarify", matter="", options=("dog_barking", "hotel"))
    kept.says(offered, "dog_barking")

    found = kept.statistics

    assert found.confusion() == (
        Pair("dog_barking", "noise_neighbour", 2, 0),
        Pair("hotel", "hotel", 3, 3),
        Pair("dog_barking", "clarify", 1, 1),
    )
    assert found.confused("dog_barking", "noise_neighbour") == (wrong[1], wrong[0])
    assert found.confused("hotel", "dog_barking") == ()


def test_the_newest_label_that_is_not_undone_counts(kept: Kept) -> None:
    number = kept.asked(matter="hotel")
    kept.says(number, "dog_barking")
    second = kept.says(number, "hotel")
    assert kept.statistics.confusion() == (Pair("hotel", "hotel", 1, 1),)

    kept.labels.undo(second, "xunlian")

    assert kept.statistics.confusion() == (Pair("dog_barking", "hotel", 1, 0),)


def test_labels_that_name_nothing_right_are_left_out(kept: Kept) -> None:
    kept.says(kept.asked(), verdict="follow_up")
    kept.says(kept.asked(), verdict="new_matter", intent="")
    kept.says(kept.asked(), verdict="unusable", intent="")

    assert kept.statistics.confusion() == ()


def test_confidence_is_held_against_labels_and_against_opinions_where_there_is_no_label(kept: Kept) -> None:
    kept.says(kept.asked(confidence=0.55), "hotel")
    kept.says(kept.asked(is_sampled=True, confidence=0.95), "resident_id_card")
    kept.says(kept.rated(False, confidence=0.99), "resident_id_card")  # the trainer knows better
    kept.rated(True, confidence=0.91)
    kept.rated(False, confidence=0.91)
    kept.says(kept.asked(kind="emergency", confidence=0.2), verdict="emergency", intent="")  # another confidence

    half, most = kept.statistics.reliability()

    assert half == Bin(5, 0.55, Share(0, 1), Share(0, 0))
    assert (most.tenth, most.right, most.sampled) == (9, Share(3, 4), Share(1, 1))
    assert most.confidence == pytest.approx((0.95 + 0.99 + 0.91 + 0.91) / 4)


def test_opinions_are_counted_by_day(kept: Kept) -> None:
    for useful in (True, True, False):
        kept.rated(useful)
    kept.asked(at=NOON - DAY)

    assert kept.statistics.feedback() == (Opinions(TODAY, 2, 1),)


def test_progress_counts_labels_by_their_day_and_what_waits_by_the_day_it_was_asked(kept: Kept) -> None:
    kept.asked(kind="out_of_scope", at=NOON - DAY)
    done = kept.asked(kind="out_of_scope", at=NOON - DAY)
    exported, undone = kept.says(done, "hotel"), kept.says(kept.asked(), "hotel")
    kept.turns.set_state([done], "labelled")
    kept.labels.mark_exported([exported])
    kept.labels.undo(undone, "xunlian")
    kept.says(kept.asked(), "dog_barking")

    assert kept.statistics.progress() == (Progress(YESTERDAY, 0, 0, 1), Progress(TODAY, 2, 1, 0))
