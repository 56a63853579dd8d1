from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from actions.thresholds import FILE, read_thresholds


def test_the_fitted_numbers_are_probabilities_that_leave_room_to_ask_back():
    fitted = read_thresholds().dict()

    assert fitted.pop("margin") > 1
    assert fitted.pop("conversation") >= 1
    assert fitted.pop("named") >= 1
    assert fitted.pop("calm") >= 0
    assert all(0 < number < 1 for number in fitted.values())
    assert fitted["option"] < fitted["offer"] <= fitted["answer"]
    assert fitted["lead"] <= fitted["answer"]


def test_a_number_that_nobody_knows_is_not_overlooked(tmp_path: Path):
    misspelt = tmp_path / "thresholds.yml"
    misspelt.write_text(FILE.read_text(encoding="utf-8") + "\nanwser: 0.9\n", encoding="utf-8")

    with pytest.raises(ValidationError, match="anwser"):
        read_thresholds(misspelt)


def test_a_missing_number_is_not_made_up(tmp_path: Path):
    short = tmp_path / "thresholds.yml"
    kept = [line for line in FILE.read_text(encoding="utf-8").splitlines() if not line.startswith("emergency:")]
    short.write_text("\n".join(kept), encoding="utf-8")

    with pytest.raises(ValidationError, match="emergency"):
        read_thresholds(short)


def test_nobody_changes_them_on_the_way():
    with pytest.raises(TypeError):
        read_thresholds().answer = 0.0
