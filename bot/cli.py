"""The console command ``rightdoor`` (找对门)."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Optional

import typer

from bot import console
from bot.accounts.commands import make_first_user, user_app
from bot.contacts import contacts_app
from bot.models.commands import models_app, put_live, train_and_compare, train_first
from bot.quiet import quiet_libraries
from bot.review.commands import review_app
from bot.review.privacy_commands import privacy_app
from bot.settings import (
    DEVELOPMENT,
    DOCUMENT,
    DOCUMENT_ID,
    GOLDEN,
    QUESTIONS,
    ROOT,
    Settings,
)

app = typer.Typer(
    help="找对门：县公安局办事找谁的问答机器人。", no_args_is_help=True, add_completion=False, rich_markup_mode=None
)
knowledge_app = typer.Typer(help="知识库：导入文件、检查、查看原文。", no_args_is_help=True)
app.add_typer(knowledge_app, name="knowledge")
examples_app = typer.Typer(help="例句：训练之前的检查。", no_args_is_help=True)
app.add_typer(examples_app, name="examples")
wechat_app = typer.Typer(help="微信公众号。", no_args_is_help=True)
app.add_typer(wechat_app, name="wechat")
menu_app = typer.Typer(help="公众号底部的菜单。", no_args_is_help=True)
wechat_app.add_typer(menu_app, name="menu")
app.add_typer(user_app, name="user")
app.add_typer(contacts_app, name="contacts")
app.add_typer(review_app, name="review")
app.add_typer(privacy_app, name="privacy")
app.add_typer(models_app, name="models")

ABLATION = ROOT / "docs" / "ablation.md"


@app.callback()
def _main() -> None:
    quiet_libraries()


@knowledge_app.command("import")
def import_document(
    file: Path = typer.Argument(DOCUMENT, help="文件的文本导出，缺省为随程序所带的一份"),
) -> None:
    """把文件和校注导入知识库；有一处不合就不导入，原有内容不变。"""
    _import(file)


def _import(file: Path) -> None:
    from knowledge.check import check
    from knowledge.curation import CurationError, read_curation
    from knowledge.importer import DocumentError, read_document
    from knowledge.query import Knowledge
    from knowledge.store import Store, StoreError

    try:
        document, curation = read_document(file, DOCUMENT_ID), read_curation()
    except (DocumentError, CurationError) as error:
        raise console.fail(str(error)) from error
    report = check(Knowledge(document, curation))
    if report.faults:
        for fault in report.faults:
            typer.echo(f"错误：{fault}", err=True)
        raise typer.Exit(console.FAULT)
    try:
        store = Store(console.settings().database_url)
        store.upgrade()
        store.replace(document, curation)
    except StoreError as error:
        raise console.fail(str(error)) from error
    console.say(f"已导入{document.title}：" + "，".join(f"{name}{count}" for name, count in report.counts.items()))


def _knowledge() -> Any:
    from knowledge.query import LiveKnowledge
    from knowledge.store import Store, StoreError

    try:
        return LiveKnowledge(Store(console.settings().database_url), DOCUMENT_ID).current()
    except StoreError as error:
        raise console.fail(f"{error}（先运行 rightdoor knowledge import）") from error


@knowledge_app.command("check")
def check_knowledge() -> None:
    """打印各项计数、每一条校注，以及没有答案的事项和没有事项的行。"""
    from knowledge.check import check

    report = check(_knowledge())
    for name, count in report.counts.items():
        typer.echo(f"{name}：{count}")
    typer.echo(f"校注（{len(report.flags)}条）：")
    for flag in report.flags:
        typer.echo(f"  {flag}")
    for fault in report.faults:
        typer.echo(f"错误：{fault}", err=True)
    if report.faults:
        raise typer.Exit(console.FAULT)
    typer.echo("没有缺口：每一行都有事项或说明，每个事项都有答案。")


@knowledge_app.command("show")
def show_place(
    ref: str = typer.Argument(..., help="条目编号，如 duties/4/11、boundaries/9、supervision/5/3/1"),
) -> None:
    """显示一个条目的原文、所在行、数字、引用的法律和校注。"""
    from knowledge.show import show

    lines = show(_knowledge(), ref)
    if not lines:
        raise console.fail(f"没有“{ref}”这个条目")
    typer.echo("\n".join(lines))


@app.command()
def train(
    go_live: bool = typer.Option(False, "--go-live", help="过了关就上线"),
    why: str = typer.Option("", help="为什么训练，记入登记簿"),
) -> None:
    """用nlu_data中的例句训练模型，做考题，和在用的比一比；没有过关则退出状态为1。还没有模型时，训练好就用。"""
    _prepare_store(console.settings())
    train_and_compare(why, go_live)


def _is_imported(settings: Settings) -> bool:
    from knowledge.store import Store, StoreError

    store = Store(settings.database_url)
    try:
        store.upgrade()  # an older version's lacks what is read today
        return store.revision() > 0
    except StoreError:
        return False


def _prepare_store(settings: Settings) -> None:
    """Import where there is nothing yet."""
    if not _is_imported(settings):
        _import(DOCUMENT)


def _prepare(settings: Settings) -> None:
    """Import where there is nothing yet; train where there is no model."""
    _prepare_store(settings)
    if not settings.model.exists():
        train_first()


@app.command()
def run() -> None:
    """启动服务；第一次会先导入文件、训练模型。"""
    settings = console.settings()
    _import(DOCUMENT)
    _prepare(settings)
    make_first_user()
    from bot.server import serve

    serve(settings)


@app.command()
def ask(
    question: Optional[str] = typer.Argument(None, help="一个问题"),
    as_json: bool = typer.Option(False, "--json", help="输出JSON"),
    batch: Optional[Path] = typer.Option(None, "--batch", help="问题文件，每行一个；逐行输出JSON"),
) -> None:
    """在终端问一句，或问一个文件。"""
    if (question is None) == (batch is None):
        typer.echo("错误：请给出一个问题，或用 --batch 给出一个文件", err=True)
        raise typer.Exit(2)
    questions = _lines(batch) if batch else [question or ""]
    settings = console.settings()
    _prepare(settings)
    from bot.asking import Asker
    from bot.asking import as_json as json_of

    asker = Asker(settings)
    show: Callable[[Any], str] = (
        (lambda turn: json.dumps(json_of(turn), ensure_ascii=False)) if as_json or batch else (lambda turn: turn.text)
    )
    for one in questions:
        typer.echo(show(asker.ask(one)))
        sys.stdout.flush()


@app.command()
def evaluate(
    cases: Path = typer.Argument(GOLDEN, help="考题所在的文件夹，缺省为nlu_data/golden"),
    results: Path = typer.Option(ROOT / "results", help="成绩写到哪个文件夹"),
) -> None:
    """用考题考一遍，成绩写到results；低于floor.yml的底线、或必过题没有全过，退出状态为1。"""
    from bot.evaluation.cases import CaseError
    from bot.evaluation.exam import examine
    from bot.evaluation.floor import FloorError

    settings = console.settings()
    _prepare(settings)
    from bot.asking import Asker

    try:
        faults = examine(Asker(settings), cases, results, _knowledge())
    except (CaseError, FloorError) as error:
        raise console.fail(str(error)) from error
    for fault in faults:
        typer.echo(f"错误：{fault}", err=True)
    if faults:
        raise typer.Exit(console.FAULT)


@app.command()
def fit() -> None:
    """由例句重定把握的温度和备用的警报识别，重新训练，再由开发题重定阈值（actions/thresholds.yml），约8分钟。"""
    from actions.thresholds import FILE, read_thresholds
    from bot.evaluation.cases import CaseError, read_turns
    from bot.evaluation.fitting import as_yaml, fit_thresholds, of_turns
    from bot.evaluation.held_out import fitted_temperatures
    from bot.examples.reading import ExampleError, read_examples
    from bot.nlu import spare_alarm, temperatures

    settings = console.settings()
    try:
        examples, turns = read_examples(), read_turns(DEVELOPMENT)
    except (ExampleError, CaseError) as error:
        raise console.fail(str(error)) from error
    alarms = [example.metadata["numbers"] if example.intent == "emergency" else () for example in examples]
    spare_alarm.fit([example.text for example in examples], alarms)
    _write(temperatures.FILE, temperatures.as_yaml(fitted_temperatures(examples, console.say)))
    _prepare_store(settings)
    settings.models.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=settings.models) as folder:
        model = _trained(Path(folder))
        from bot.asking import Asker

        judged = of_turns(turns, Asker(settings, model).understand)
        _write(FILE, as_yaml(fit_thresholds(judged, _knowledge(), read_thresholds(), console.say)))
        put_live(model, "重新定了把握和阈值")


def _trained(folder: Path) -> Path:
    from bot.progress import steps
    from bot.training import TrainingError, train_model

    with steps("训练模型（约3分钟）"):
        try:
            return train_model(folder)
        except TrainingError as error:
            raise console.fail(str(error)) from error


def _write(file: Path, lines: Iterable[str]) -> None:
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    console.say(f"写好了{file}")


@app.command()
def ablation() -> None:
    """量一量识别的每一部分值多少，写入docs/ablation.md，约30分钟。"""
    from bot.evaluation.ablation import ablation as measure
    from bot.evaluation.ablation import as_markdown

    rows = measure(_knowledge(), console.say)
    _write(ABLATION, as_markdown(rows))


@app.command()
def bench(results: Path = typer.Option(ROOT / "results", help="数字写到哪个文件夹")) -> None:
    """量一量有多快：另起一个服务，很多人同时从公众号来问；写成results/bench.json，约2分钟；有答错答漏则退出状态为1。"""
    from rich.console import Console

    from bot.bench.bench import as_table, measure, write
    from bot.bench.server import ServerError

    settings = console.settings()
    _prepare(settings)
    try:
        figures = measure(settings, [f"{matter.title}归谁管" for matter in _knowledge().matters.values()])
    except ServerError as error:
        raise console.fail(str(error)) from error
    write(figures, results / "bench.json")
    Console().print(as_table(figures))
    for fault in sorted(set(figures.faults)):
        typer.echo(f"错误：{fault}（{figures.faults.count(fault)}次）", err=True)
    if figures.faults:
        raise typer.Exit(console.FAULT)


@menu_app.command("push")
def push_menu() -> None:
    """把菜单（bot/channels/wechat/menu.yml）推到公众平台，替换原有的；要设WECHAT_APP_ID和WECHAT_APP_SECRET。"""
    from bot.channels.wechat.menu import MenuError, read_menu
    from bot.channels.wechat.platform_api import PlatformApi, PlatformError

    settings = console.settings()
    if settings.wechat_access is None:
        raise console.fail("要先设环境变量WECHAT_APP_ID和WECHAT_APP_SECRET（公众平台“设置与开发 → 基本配置”）")
    try:
        menu = read_menu()
        PlatformApi(settings.wechat_access, settings.home).push_menu(menu)
    except (MenuError, PlatformError) as error:
        raise console.fail(str(error)) from error
    typer.echo("菜单推上去了：" + " · ".join(button["name"] for button in menu["button"]))
    typer.echo("已关注的人要过一会儿才看得到；想马上看，取消关注再关注。")


@wechat_app.command()
def simulate(
    file: Optional[Path] = typer.Argument(None, help="对话文件：一行一句，空行隔开两个人；不给就在终端一句一句说"),
    url: str = typer.Option("", help="服务器的地址，缺省为本机"),
    mode: str = typer.Option("", help="plain明文、compatible兼容、safe安全；缺省看有没有设WECHAT_AES_KEY"),
    doubled: bool = typer.Option(False, "--doubled", help="每条推送同时来两遍"),
    out_of_order: bool = typer.Option(False, "--out-of-order", help="一段对话说完，每条推送打乱次序再来一遍"),
) -> None:
    """扮作微信，向正在运行的服务器推消息，看回复对不对、来不来得及；有毛病则退出状态为1。"""
    from bot.channels.wechat.simulate import MODES, Platform, SimulationError, conversations, play, summary, talk

    if out_of_order and file is None:
        typer.echo("错误：--out-of-order 要给出一个对话文件", err=True)
        raise typer.Exit(2)
    settings = console.settings()
    account = settings.wechat
    if account is None:
        raise console.fail("要先设环境变量WECHAT_TOKEN，和服务器上的一样")
    mode = mode or ("safe" if account.keys else "plain")
    if mode not in MODES:
        raise console.fail(f"mode应为{'、'.join(MODES)}之一，实为“{mode}”")
    address = (url or f"http://127.0.0.1:{settings.port}").rstrip("/") + "/webhooks/wechat/webhook"
    outcomes = []
    try:
        platform = Platform(address, account, mode, doubled)
        told = conversations(file.read_text(encoding="utf-8")) if file else None
        for outcome in talk(platform, sys.stdin) if told is None else play(platform, told, out_of_order):
            typer.echo(f"\n▷ {outcome.said}\n{outcome.reply}\n  （{outcome.note}）")
            for fault in outcome.faults:
                typer.echo(f"  毛病：{fault}", err=True)
            outcomes.append(outcome)
    except (OSError, UnicodeDecodeError, SimulationError) as error:
        raise console.fail(str(error)) from error
    typer.echo(f"\n{summary(outcomes) or '一句也没有说'}")
    if any(outcome.faults for outcome in outcomes):
        raise typer.Exit(console.FAULT)


@examples_app.command("check")
def check_examples() -> None:
    """检查例句：标签、重复、混进的考题、每件事的条数和口吻；打印相近却不同标签的例句。"""
    from bot.evaluation.cases import CaseError, read_turns
    from bot.examples.checking import balance, faults, near_doubles
    from bot.examples.reading import ExampleError, read_examples

    knowledge = _knowledge()
    try:
        examples = read_examples()
        asked = [turn.text for folder in QUESTIONS for turn in read_turns(folder, dialogues=True)]
    except (ExampleError, CaseError) as error:
        raise console.fail(str(error)) from error
    counts = balance(examples)
    typer.echo(f"例句{len(examples)}条，{len(counts['matter'])}件事，{len(counts['voice'])}种口吻")
    for name, count in (*counts["intent"].most_common(), *counts["matter"].most_common()[::-1][:10]):
        typer.echo(f"  {name}：{count}")
    for pair in near_doubles(examples):
        typer.echo(f"相近：“{pair.one.text}”（{pair.one.label}）和“{pair.other.text}”（{pair.other.label}）")
    found = faults(examples, knowledge.matters, asked, knowledge.unit_matter_ids)
    for fault in found:
        typer.echo(f"错误：{fault}", err=True)
    if found:
        raise typer.Exit(console.FAULT)
    typer.echo("没有错误。")


@examples_app.command("contested")
def contested_examples() -> None:
    """列出没听过这种口吻的模型很有把握地认成另一件事的例句，和紧急情况听出多少，约5分钟。"""
    from actions.thresholds import read_thresholds
    from bot.evaluation.held_out import alarm_rates, contested, held_out_questions
    from bot.examples.reading import ExampleError, read_examples

    try:
        examples = read_examples()
    except ExampleError as error:
        raise console.fail(str(error)) from error
    held_out = held_out_questions(examples)
    for one in contested(held_out):
        guess = one.question.matters[0]
        typer.echo(f"“{one.example.text}”（{one.example.label}）像{guess.label}，{guess.confidence:.0%}")
    recall, false = alarm_rates(held_out, read_thresholds().emergency)
    typer.echo(f"紧急情况：听出{recall:.1%}，其余误报{false:.1%}")


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise console.fail(f"{file}：无法读取（{error}）") from error


if __name__ == "__main__":
    app()
