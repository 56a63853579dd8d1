"""A model as a row and back."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from sqlalchemy import CheckConstraint

from bot.models.comparison import Result, compare
from bot.models.model import STATES, model_of, row_of
from bot.schema import model as t
from tests.bot.models.test_comparison import row


def read(written: dict[str, Any], **switch: Any) -> Any:
    return SimpleNamespace(**{"live_at": None, "live_by": None, "live_why": None, **written, **switch})


def test_what_is_written_is_read() -> None:
    comparison = compare(None, Result(rows=(row("1"),)))
    written = row_of("v1", 0.0, "1a2b3c4d", "李", "新例句", "candidate", comparison)
    assert written.keys() == set(t.columns.keys())
    model = model_of(read(written), kept=True)
    assert (model.version, model.who, model.why, model.comparison) == ("v1", "李", "新例句", comparison)
    assert (model.live_at, model.live_by, model.kept) == (None, "", True)
    assert f"{model.local_time:%H:%M}" == "08:00"


def test_a_model_that_was_live_says_since_when_and_by_whom() -> None:
    model = model_of(
        read(row_of("v1", 0.0, "", "", "", "former"), live_at=60.0, live_by="王", live_why="好"), kept=False
    )
    assert model.live_at and (model.live_at.timestamp(), model.live_by, model.live_why) == (60.0, "王", "好")


def test_every_state_of_the_table_has_a_word() -> None:
    [known] = [constraint for constraint in t.constraints if isinstance(constraint, CheckConstraint)]
    assert all(f"'{state}'" in str(known.sqltext) for state in STATES)
