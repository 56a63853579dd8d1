"""``rightdoor train`` and ``rightdoor models …``: a training in the terminal, and which model answers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.console import FAULT, fail, say, settings

if TYPE_CHECKING:
    from bot.models.register import Register

models_app = typer.Typer(help="模型：登记簿、上线、换回。", no_args_is_help=True)
_WHO = "命令行"
_SOON = "正在运行的服务几秒内换用"


@contextmanager
def open_register() -> Iterator[Register]:
    """What goes wrong inside ends the command with one line."""
    from bot.database import Database, DatabaseError
    from bot.models.register import ModelError, Register

    try:
        yield Register.open(settings().model, Database(settings().database_url))
    except (ModelError, DatabaseError) as error:
        raise fail(str(error)) from error
    except OSError as error:
        raise fail(f"模型目录无法使用：{error.strerror}（{error.filename}）") from error


def train_first() -> None:
    """Train where nothing answers yet: no gate, and the model answers at once."""
    say(f"{_train('第一个模型')}上线了。")


def train_and_compare(why: str, go_live: bool) -> None:
    """Train, show how the model compares, and let it answer if that is wanted and it passed."""
    from bot.models.showing import show_comparison

    version = _train(why)
    with open_register() as register:
        model = register.get(version)
        if model.comparison:
            show_comparison(model.comparison)
        if model.state == "refused":
            say(f"在用的模型没有变；一定要上线：rightdoor models use {version} --overrule 理由")
            raise typer.Exit(FAULT)
        if model.state == "candidate" and go_live:
            model = register.go_live(version, _WHO, why)
        if model.state == "live":
            say(f"{version}上线了，{_SOON}。")
        else:
            say(f"在用的模型没有变；上线：rightdoor models use {version}")


def _train(why: str) -> str:
    """The version of the model that came out, after its progress was shown."""
    from bot.models.job import Job, JobError
    from bot.models.showing import follow_job

    job = Job(settings())
    try:
        job.start(_WHO, why)
    except JobError as error:
        raise fail(str(error)) from error
    told = follow_job(job)
    if told is None or told.fault:
        raise fail(told.fault if told else f"训练的经过无法读取（{job.work.parent}）")
    return told.version


def put_live(file: Path, why: str) -> None:
    """Let a model answer that was trained outside the gate, and write that down."""
    from bot.models.folder import data_version

    with open_register() as register:
        model = register.add(file, data_version(), _WHO, why, None)
        register.go_live(model.version, _WHO, why, overrule_reason=why)
        say(f"{model.version}上线了，{_SOON}。")


@models_app.command("list")
def list_models() -> None:
    """列出模型：版本、状态、考题答对多少、谁训练的、为什么。新的在前。"""
    from bot.models.model import STATES

    with open_register() as register:
        for model in register.all():
            right = f"{model.comparison.new:.1%}" if model.comparison else "没有考过"
            state = STATES[model.state] + ("" if model.kept or model.state == "failed" else "，文件已删")
            overruled = f"{model.overruled_by}放行：{model.overrule_reason}" if model.overrule_reason else ""
            words = (model.version, state, right, model.who, model.why, model.fault, overruled)
            typer.echo("\t".join(word for word in words if word))


@models_app.command("use")
def use_model(
    version: str = typer.Argument(..., help="版本，见 rightdoor models list"),
    overrule: str = typer.Option("", "--overrule", metavar="理由", help="没有过关也上线；理由记入登记簿"),
) -> None:
    """换一个模型来回答；没有过关的要写理由。"""
    with open_register() as register:
        _use(register, version, overrule, overrule)


@models_app.command("rollback")
def roll_back() -> None:
    """换回上一个模型。"""
    with open_register() as register:
        _use(register, register.former().version, "换回上一个模型", "")


def _use(register: Register, version: str, why: str, overrule: str) -> None:
    from rasa.core.agent import Agent

    from bot.models.loading import load_beside

    register.check(version, bool(overrule))
    load_beside(Agent(), register.folder.file(version))  # what cannot be loaded must not go live
    register.go_live(version, _WHO, why, overrule)
    say(f"{version}上线了，{_SOON}。")
