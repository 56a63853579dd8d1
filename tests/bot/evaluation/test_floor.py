from pathlib import Path

import pytest

from bot.evaluation.floor import FloorError, below, read_floor
from bot.evaluation.measures import Share
from bot.settings import GOLDEN


def test_what_is_on_the_wrong_side_is_named() -> None:
    floor = {"facts": 0.9, "wrongly_refused": 0.03}
    assert below(floor, {"facts": Share(9, 10), "wrongly_refused": Share(3, 100)}) == []
    assert below(floor, {"facts": Share(8, 10), "wrongly_refused": Share(4, 100)}) == [
        "单句提问：找对门，该有的话都有（facts）：80.0%，应不低于90.0%",
        "不该拒的拒了（wrongly_refused）：4.0%，应不高于3.0%",
    ]


def test_a_measure_that_nothing_was_asked_for_is_below() -> None:
    assert len(below({"dialogue": 0.5}, {})) == 1


@pytest.mark.parametrize("content", ["", "facts: often", "facts: 2", "luck: 0.5", "- facts", "a: ["])
def test_a_broken_floor_file_says_so(tmp_path: Path, content: str) -> None:
    file = tmp_path / "floor.yml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(FloorError, match=r"floor\.yml"):
        read_floor(file)


def test_the_projects_own_floor_can_be_read() -> None:
    assert {"facts", "refused", "emergencies", "dialogue"} <= set(read_floor(GOLDEN / "floor.yml"))
