"""`rightdoor train` and `rightdoor models …` as they are typed; training and models are pretended."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from click.testing import Result as Done
from typer.testing import CliRunner

from bot.cli import app
from bot.models import job, loading
from bot.models.commands import put_live, train_first
from bot.models.register import ModelError, Register
from bot.settings import Settings
from tests.bot.models.test_register import added, judged


@pytest.fixture
def rightdoor(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Done]:
    """The command line over a data folder; models load if they do not say ``broken``."""

    def load(_running: object, model: Path) -> None:
        if model.read_text(encoding="utf-8") == "broken":
            raise ModelError(f"模型{model.name}无法使用（ReadError：……）")

    monkeypatch.setenv("RIGHTDOOR_HOME", str(settings.home))
    monkeypatch.setenv("DATABASE_URL", "")
    monkeypatch.setattr(loading, "load_beside", load)
    return lambda *arguments: CliRunner().invoke(app, arguments)


@pytest.fixture
def train_as(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """What the training process pretends (``fake_run``)."""

    def program(fault: str) -> None:
        real = job.Job
        pretended = partial(real, program=(sys.executable, "-m", "tests.bot.models.fake_run", fault))
        monkeypatch.setattr(job, "Job", pretended)

    return program


def test_list_shows_newest_first_which_answers_and_why(rightdoor: Callable[..., Done], register: Register) -> None:
    (register.folder.file("x").parent).mkdir()
    first = register.go_live(added(register), "王", "").version
    refused = added(register, judged("差", against=first))
    register.go_live(refused, "王", "", overrule_reason="考题过时了")
    register.folder.delete(first)
    register.add_failed("1a2b3c4d", "李", "新例句", "磁盘满了")
    failed = register.all()[0].version
    assert rightdoor("models", "list").stdout.splitlines() == [
        f"{failed}\t训练失败\t没有考过\t李\t新例句\t磁盘满了",
        f"{refused}\t在用\t90.0%\t李\t新例句\t王放行：考题过时了",
        f"{first}\t用过，文件已删\t没有考过\t李\t新例句",
    ]


def test_use_and_rollback_change_which_answers(rightdoor: Callable[..., Done], register: Register) -> None:
    (register.folder.file("x").parent).mkdir()
    first = register.go_live(added(register), "王", "").version
    second = added(register, judged(against=first))
    used = rightdoor("models", "use", second)
    assert (used.exit_code, used.stderr) == (0, f"{second}上线了，正在运行的服务几秒内换用。\n")
    assert register.folder.live() == second
    assert rightdoor("models", "rollback").exit_code == 0
    assert (register.folder.live(), register.get(first).live_why) == (first, "换回上一个模型")


def test_the_gate_holds_until_a_reason_is_given(rightdoor: Callable[..., Done], register: Register) -> None:
    (register.folder.file("x").parent).mkdir()
    first = register.go_live(added(register), "王", "").version
    bad = added(register, judged("总的变差了", against=first))
    refused = rightdoor("models", "use", bad)
    assert (refused.exit_code, refused.stderr) == (1, f"错误：{bad}没有过关：总的变差了\n")
    assert rightdoor("models", "use", bad, "--overrule", "考题过时了").exit_code == 0
    assert (register.folder.live(), register.get(bad).overrule_reason) == (bad, "考题过时了")


def test_a_model_that_cannot_be_loaded_does_not_go_live(rightdoor: Callable[..., Done], register: Register) -> None:
    (register.folder.file("x").parent).mkdir()
    first = register.go_live(added(register), "王", "").version
    broken = added(register, judged(against=first))
    register.folder.file(broken).write_text("broken", encoding="utf-8")
    done = rightdoor("models", "use", broken)
    assert (done.exit_code, register.folder.live()) == (1, first)
    assert done.stderr == f"错误：模型{broken}.tar.gz无法使用（ReadError：……）\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [(("use", "nonsense"), "没有“nonsense”这个模型"), (("rollback",), "没有上一个模型可以换回")],
)
def test_what_cannot_be_done_is_one_line(rightdoor: Callable[..., Done], arguments: tuple[str, ...], says: str) -> None:
    done = rightdoor("models", *arguments)
    assert (done.exit_code, done.stderr) == (1, f"错误：{says}\n")


def test_train_makes_the_first_model_answer_and_a_later_one_wait(
    rightdoor: Callable[..., Done], train_as: Callable[[str], None], register: Register
) -> None:
    train_as("none")
    assert rightdoor("train", "--why", "第一次").exit_code == 0
    first = register.folder.live()
    waiting = rightdoor("train")
    assert waiting.exit_code == 0 and "全部轮次全对" in waiting.stdout
    second = register.all()[0].version
    assert waiting.stderr.endswith(f"在用的模型没有变；上线：rightdoor models use {second}\n")
    assert register.folder.live() == first

    gone_live = rightdoor("train", "--go-live")
    assert gone_live.stderr.endswith("上线了，正在运行的服务几秒内换用。\n")
    assert register.folder.live() == register.all()[0].version


def test_train_fails_where_the_gate_refuses_even_to_go_live(
    rightdoor: Callable[..., Done], train_as: Callable[[str], None], register: Register
) -> None:
    train_as("none")
    train_first()
    first = register.folder.live()
    train_as("worse")
    refused = rightdoor("train", "--go-live")
    assert refused.exit_code == 1
    assert "没有过关：总的变差了：100.0% → 50.0%" in refused.stdout
    assert "狗叫1" in refused.stdout
    assert register.folder.live() == first


def test_train_that_fails_says_why_in_one_line(rightdoor: Callable[..., Done], train_as: Callable[[str], None]) -> None:
    train_as("full")
    failed = rightdoor("train")
    assert (failed.exit_code, failed.stderr.splitlines()[-1]) == (1, "错误：磁盘满了，在用的模型没有变；腾出空间再训练")
    assert "Traceback" not in failed.stderr


def test_a_model_fitted_outside_the_gate_answers_and_says_so(
    rightdoor: Callable[..., Done], register: Register, tmp_path: Path
) -> None:
    for _ in range(2):
        (tmp_path / "trained").write_text("model", encoding="utf-8")
        register.folder.file("x").parent.mkdir(exist_ok=True)
        put_live(tmp_path / "trained", "重新定了把握和阈值")
    live = register.live()
    assert live and (live.who, live.overrule_reason) == ("命令行", "重新定了把握和阈值")
    assert len(register.all()) == 2
