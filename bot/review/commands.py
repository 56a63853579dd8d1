"""``rightdoor review …``: labels in from a table, and out into the examples; turns in from RabbitMQ."""

from __future__ import annotations

import asyncio
from dataclasses import replace as changed
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.console import FAULT, fail, say, settings, show_faults
from bot.review.privacy_commands import open_turns
from bot.settings import DOCUMENT_ID, EXAMPLES, QUESTIONS

if TYPE_CHECKING:
    from bot.review.into_examples import Rules
    from bot.review.labels import Labels

review_app = typer.Typer(help="训练：标注怎样才对，写进例句。", no_args_is_help=True)
_WHO = "命令行"


@review_app.command("export")
def export_labels() -> None:
    """把标注写进例句，用git diff看改了什么；有不能写的，说明原因，退出状态为1。"""
    from bot.examples.reading import ExampleError
    from bot.review.into_examples import write_examples
    from bot.review.telling import told_of_outcome, told_of_refusals

    labels, rules = _open_labels(), _rules()
    try:
        outcome = write_examples(labels.accepted(), EXAMPLES, rules)
    except ExampleError as error:
        raise fail(str(error)) from error
    labels.mark_exported([*(one.label.id for one in outcome.written), *(label.id for label in outcome.present)])
    for line in told_of_outcome(outcome, rules.titles):
        typer.echo(line)
    for line in told_of_refusals(outcome):
        typer.echo(f"错误：{line}", err=True)
    if outcome.refused:
        raise typer.Exit(FAULT)


@review_app.command("labels")
def import_labels(
    file: Path = typer.Argument(..., help="填好的表格，xlsx或csv：原话、改写、判定、事项、意图、号码"),
    yes: bool = typer.Option(False, "--yes", help="收下；不加只看表格里写了什么"),
    replace: bool = typer.Option(False, "--replace", help="和表格说法一样、相近而不合的例句，也照表格改"),
) -> None:
    """收下表格里的标注；有一处毛病就一条也不收，退出状态为1。没有写判定的行不管。"""
    from bot.examples.reading import ExampleError, read_examples
    from bot.review.nearest import Nearest
    from bot.review.table_file import read_wishes
    from bot.review.telling import contradicted, told_of_table

    labels, rules = _open_labels(), _rules()
    try:
        preview = read_wishes(file.read_bytes(), file.name, rules.matters)
        nearest = Nearest(read_examples(EXAMPLES))
    except OSError as error:
        raise fail(f"{file}：无法读取（{error.strerror}）") from error
    except ExampleError as error:
        raise fail(str(error)) from error
    for line in told_of_table(preview, nearest, rules.titles):
        typer.echo(line)
    show_faults((*preview.faults, *(() if replace else contradicted(preview, nearest))))
    if not preview.wishes:
        typer.echo("没有标注。")
    elif yes:
        made = labels.add_all(_WHO, [changed(wish, replace=replace) for wish in preview.wishes.values()])
        typer.echo(f"收下{len(made)}条标注；用 rightdoor review export 写进例句。")
    else:
        typer.echo(f"有{len(preview.wishes)}条标注，还没有收下；加 --yes 收下。")


@review_app.command("consume")
def consume() -> None:
    """从RabbitMQ收各台服务器的提问，写进数据库，直到按Ctrl+C；连接取自endpoints.yml的event_broker。"""
    from rasa.core.utils import AvailableEndpoints

    from bot.review.consumer import Consumer
    from bot.review.evidence import Evidence
    from bot.review.rabbit import RabbitBroker, RabbitError, Receiver
    from bot.server import ENDPOINTS, open_knowledge

    config = AvailableEndpoints.read_endpoints(str(ENDPOINTS)).event_broker
    wanted = f"{RabbitBroker.__module__}.{RabbitBroker.__name__}"
    if config is None or config.type != wanted:
        raise fail(f"{ENDPOINTS}：event_broker的type应为{wanted}，才有RabbitMQ可收")
    current, turns = settings(), open_turns()
    receiver = Receiver(Consumer(Evidence(open_knowledge(current))), turns, current.review_days)
    say("正在收RabbitMQ的提问（按 Ctrl+C 停止）")
    try:
        asyncio.run(receiver.run(config))
    except KeyboardInterrupt:
        pass
    except RabbitError as error:
        raise fail(str(error)) from error


def _open_labels() -> Labels:
    """The labels of the database in the settings; its tables are made where there are none."""
    from bot.database import Database, DatabaseError
    from bot.review.labels import Labels

    database = Database(settings().database_url)
    try:
        database.upgrade()
    except DatabaseError as error:
        raise fail(str(error)) from error
    return Labels(database, settings().review_confirm)


def _rules() -> Rules:
    from bot.evaluation.cases import CaseError, read_turns
    from bot.review.into_examples import Rules
    from knowledge.query import LiveKnowledge
    from knowledge.store import Store, StoreError

    try:
        knowledge = LiveKnowledge(Store(settings().database_url), DOCUMENT_ID).current()
        asked = [turn.text for questions in QUESTIONS for turn in read_turns(questions, dialogues=True)]
    except (StoreError, CaseError) as error:
        raise fail(str(error)) from error
    return Rules(knowledge.matters, asked, knowledge.unit_matter_ids)
