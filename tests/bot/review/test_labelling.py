from __future__ import annotations

from pathlib import Path

from bot.database import Database
from bot.review.labelling import Labelling
from bot.review.labels import Labels, Wish
from tests.bot.review.given import NOON, opened
from tests.bot.review.room import refused


def opened_labelling(folder: Path) -> Labelling:
    """Of three turns, the first two in nearly the same words."""
    turns = opened(folder)
    turns.keep_all([refused("社保怎么办"), refused("请问社保怎么办", "web-b", NOON + 1), refused("狗叫", "web-c")])
    return Labelling(turns, Labels(Database(f"sqlite:///{folder}/rightdoor.db")))


def states(labelling: Labelling) -> list[str]:
    return [turn.state for number in (1, 2, 3) if (turn := labelling.turns.get(number))]


def test_a_label_is_given_to_all_that_are_alike_and_taken_from_all(tmp_path: Path) -> None:
    labelling = opened_labelling(tmp_path)
    first = labelling.turns.get(1)
    assert first

    label = labelling.give("jia", first, Wish("社保怎么办", "out_of_scope"))
    assert label.turns == (1, 2)
    assert states(labelling) == ["labelled", "labelled", "new"]

    labelling.undo(label.id, "yi")
    assert states(labelling) == ["new", "new", "new"]


def test_after_an_undo_the_label_before_counts_again(tmp_path: Path) -> None:
    labelling = opened_labelling(tmp_path)
    labelling.give_all("jia", [Wish("社保怎么办", "unusable", turns=(1, 2))])
    (second,) = labelling.give_all("jia", [Wish("社保怎么办", "out_of_scope", turns=(2,))])
    assert states(labelling) == ["set_aside", "labelled", "new"]

    labelling.undo(second.id, "jia")

    assert states(labelling) == ["set_aside", "set_aside", "new"]


def test_only_those_wait_that_nobody_has_labelled(tmp_path: Path) -> None:
    labelling = opened_labelling(tmp_path)
    labelling.give_all("jia", [Wish("社保怎么办", "out_of_scope", turns=(1,))])
    assert labelling.waiting("社保怎么办") == (2,)
    assert labelling.waiting("没有人问过的话") == ()
