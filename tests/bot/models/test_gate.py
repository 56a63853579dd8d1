"""A training from order to register, in this process, with pretended tools."""

from __future__ import annotations

import errno
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.examples.reading import ExampleError
from bot.models.comparison import Result
from bot.models.gate import FULL, Tell, Tools, Training, fault_of
from bot.models.job import INTERRUPTED, Job, Progress
from bot.models.register import ModelError, Register
from bot.settings import Settings
from bot.training import TrainingError
from tests.bot.models.fake_run import result, tools_that

GIGABYTE = 1 << 30


@pytest.fixture
def train(settings: Settings, register: Register) -> Callable[..., Progress]:
    """Runs a training and gives how it ended."""

    def run(tools: Tools) -> Progress:
        job = Job(settings)
        job.work.mkdir(parents=True, exist_ok=True)
        (job.work.parent / "lock").touch()
        (job.work.parent / "progress.jsonl").write_text(
            '{"who": "李", "why": "新例句", "since": 0}\n', encoding="utf-8"
        )
        came_out = Training(register, job, "李", "新例句").run(lambda: tools)
        assert not job.work.exists()
        told = job.progress()
        assert told and came_out is (told.fault == "")
        return told

    return run


def raising(error: BaseException) -> Callable[..., Any]:
    def fails(*_: object) -> Any:
        raise error

    return fails


def test_the_first_model_answers_without_a_gate(train: Callable[..., Progress], register: Register) -> None:
    told = train(replace(tools_that("none"), examine=raising(AssertionError("asked"))))
    assert told.version == register.folder.live()
    assert [(model.state, model.comparison, model.live_why) for model in register.all()] == [
        ("live", None, "第一个模型")
    ]


def test_a_later_model_is_compared_with_the_live_one_and_waits(
    train: Callable[..., Progress], register: Register
) -> None:
    first = train(tools_that("worse")).version
    told = train(tools_that("none"))
    model = register.get(told.version)
    assert model.state == "candidate" and model.comparison
    assert (model.comparison.against, model.comparison.old, model.comparison.new) == (first, 0.5, 1.0)
    assert told.message == f"训练好了，{model.version}可以上线：1句变好，0句变差"
    assert register.folder.live() == first
    assert register.go_live(model.version, "王", "").state == "live"


def test_the_live_model_is_asked_once_as_long_as_nothing_changes(train: Callable[..., Progress]) -> None:
    asked: list[str] = []

    def counting(key: str) -> Tools:
        tools = tools_that("none")

        def examine(model: Path, tell: Tell) -> Result:
            asked.append("candidate" if model.name.startswith("candidate") else "live")
            return tools.examine(model, tell)

        return replace(tools, examine=examine, results_key=key)

    for key in ("same", "same", "same", "other questions"):
        train(counting(key))
    assert asked == ["candidate", "live", "candidate", "candidate", "live"]


def test_a_candidate_that_goes_live_need_not_be_asked_again(train: Callable[..., Progress], register: Register) -> None:
    train(tools_that("none"))
    second = train(tools_that("none")).version
    register.go_live(second, "王", "")
    asked: list[Path] = []

    def examine(model: Path, _tell: Tell) -> Result:
        asked.append(model)
        return result(True, True)

    train(replace(tools_that("none"), examine=examine))
    assert [model.name for model in asked] == ["candidate.tar.gz"]


def test_where_the_live_model_cannot_answer_the_new_one_is_judged_alone(
    train: Callable[..., Progress], register: Register
) -> None:
    train(tools_that("none"))

    def examine(model: Path, _tell: Tell) -> Result:
        if not model.name.startswith("candidate"):
            raise ModelError("无法使用")
        return result(True, False)

    model = register.get(train(replace(tools_that("none"), examine=examine)).version)
    assert model.state == "candidate" and model.comparison
    assert (model.comparison.old, model.comparison.new) == (None, 0.5)
    assert register.check(model.version).version == model.version


@pytest.mark.parametrize("step", ["check", "train", "examine"])
@pytest.mark.parametrize(
    ("error", "says"),
    [
        (TrainingError("例句有1处错误"), "例句有1处错误"),
        (ExampleError("dogs.yml：不是例句文件"), "dogs.yml：不是例句文件"),
        (OSError(errno.ENOSPC, "No space left on device"), FULL),
        (KeyboardInterrupt(), INTERRUPTED),
        (
            RuntimeError("matrix\nis singular"),
            "训练出错（RuntimeError：matrix），在用的模型没有变；经过在训练目录的log里",
        ),
    ],
)
def test_whatever_fails_at_any_step_the_live_model_stays(
    train: Callable[..., Progress], register: Register, step: str, error: BaseException, says: str
) -> None:
    first = train(tools_that("none")).version
    told = train(replace(tools_that("none"), **{step: raising(error)}))
    assert told.fault == told.message == says
    assert register.folder.live() == first
    assert [(model.state, model.fault) for model in register.all()] == [("failed", says), ("live", "")]


def test_a_cause_that_rasa_has_wrapped_is_still_told() -> None:
    wrapped = RuntimeError("Error running graph component for node train_x.")
    wrapped.__cause__ = ExampleError("dogs.yml：不是例句文件")
    assert fault_of(wrapped, GIGABYTE) == "dogs.yml：不是例句文件"


def test_an_error_on_a_full_disk_is_the_disk_whatever_it_says() -> None:
    assert fault_of(OSError("16384 requested and 8192 written"), free=4096) == FULL


def test_a_register_that_cannot_be_written_breaks_nothing(
    train: Callable[..., Progress], register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = train(tools_that("none")).version
    monkeypatch.setattr(Register, "add", raising(OSError(errno.ENOSPC, "No space left on device")))
    monkeypatch.setattr(Register, "add_failed", raising(OSError(errno.ENOSPC, "No space left on device")))
    assert train(tools_that("none")).fault == FULL
    assert [(model.version, model.state) for model in register.all()] == [(first, "live")]
