from __future__ import annotations

from pathlib import Path

import pytest

from bot.examples.reading import ExampleError
from bot.review.trained import Trained
from tests.bot.review.conftest import TOP, block


def test_what_a_file_says_now_is_found(folder: Path) -> None:
    trained = Trained(folder, ())
    before = trained.nearest()
    assert before.same("猫叫谁管") is None
    assert trained.nearest() is before

    new = TOP + block("ask_unit", "{matter: dogs, voice: farmer}", "猫叫谁管")
    (folder / "matters" / "more.yml").write_text(new, encoding="utf-8")

    assert trained.nearest().same("猫叫谁管") is not None


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "talk.yml").unlink()
    with pytest.raises(ExampleError, match=r"talk\.yml"):
        Trained(folder, ()).nearest()
