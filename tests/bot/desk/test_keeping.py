"""Recent and pinned look-ups."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.database import Database
from bot.desk.keeping import Keeping, Kept


class Clock:
    def __init__(self) -> None:
        self.seconds = 1_000_000.0

    def __call__(self) -> float:
        self.seconds += 1
        return self.seconds


@pytest.fixture
def keeping(tmp_path: Path) -> Keeping:
    database = Database(f"sqlite:///{tmp_path}/rightdoor.db")
    database.upgrade()
    return Keeping(database, Clock())


def test_the_last_look_up_comes_first_and_stands_once(keeping: Keeping) -> None:
    for key in ("dogs", "hotel", "dogs"):
        keeping.looked_up("王", "matter", key)

    assert keeping.recent("王") == (Kept("matter", "dogs"), Kept("matter", "hotel"))


def test_everybody_has_an_own_list(keeping: Keeping) -> None:
    keeping.looked_up("王", "matter", "dogs")

    assert keeping.recent("李") == ()


def test_the_oldest_are_forgotten_but_not_what_is_pinned(keeping: Keeping) -> None:
    assert keeping.toggle("王", "unit", "户政科") is True
    for number in range(Keeping.RECENT + 3):
        keeping.looked_up("王", "row", f"duties/3/{number}")

    recent = keeping.recent("王")
    assert [kept.key for kept in recent] == [f"duties/3/{number}" for number in range(Keeping.RECENT + 2, 2, -1)]
    assert keeping.pinned("王") == (Kept("unit", "户政科"),)


def test_what_is_unpinned_is_a_recent_look_up_again(keeping: Keeping) -> None:
    keeping.toggle("王", "unit", "户政科")

    assert keeping.toggle("王", "unit", "户政科") is False
    assert keeping.pinned("王") == ()
    assert keeping.recent("王") == (Kept("unit", "户政科"),)
