"""A comparison and a training's progress, as the terminal shows them."""

from __future__ import annotations

import sys

import pytest

from bot.models.comparison import Result, compare
from bot.models.job import Job
from bot.models.showing import follow_job, show_comparison
from bot.settings import Settings
from tests.bot.models.test_comparison import row


def test_a_comparison_shows_figures_matters_and_every_changed_question(capsys: pytest.CaptureFixture[str]) -> None:
    old = Result(rows=(row("1", right=False), row("2", "fire")), figures={"refused": 0.5})
    new = Result(rows=(row("1"), row("2", "fire", right=False, got="dogs")), figures={"refused": 0.75})
    show_comparison(compare(old, new.copy(update={"below_floor": ("寒暄：10.0%，应不低于90.0%",)})))
    shown = capsys.readouterr().out
    lines = [" ".join(line.replace("│", " ").split()) for line in shown.splitlines()]
    for line in (
        "全部轮次全对 50.0% 50.0%",
        "该拒答的拒了 50.0% 75.0%",
        "dogs 1 0.00 0.67",
        "fire 1 1.00 0.00",
        "问1 unit noise unit dogs",
        "问2 unit fire unit dogs",
        "没有过关：寒暄：10.0%，应不低于90.0%",
    ):
        assert line in lines


def test_with_nothing_to_compare_with_the_old_column_is_empty(capsys: pytest.CaptureFixture[str]) -> None:
    show_comparison(compare(None, Result(rows=(row("1"),), figures={"refused": 0.75})))
    assert "—" in capsys.readouterr().out


def test_a_job_is_followed_to_its_end(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    job = Job(settings, (sys.executable, "-m", "tests.bot.models.fake_run", "none"))
    job.start("李", "新例句")
    told = follow_job(job)
    assert told and (told.running, told.fault) == (False, "") and told.version


def test_without_a_job_there_is_nothing_to_follow(settings: Settings) -> None:
    assert follow_job(Job(settings)) is None
