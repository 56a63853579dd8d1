"""``rightdoor contacts …``: the units' contacts out as a spreadsheet, and back in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.console import fail, settings, show_faults
from bot.settings import DOCUMENT_ID

if TYPE_CHECKING:
    from knowledge.contact_file import Change
    from knowledge.store import Store

contacts_app = typer.Typer(help="通讯录：各科室的电话、地址、办公时间、备注。", no_args_is_help=True)
_WHO = "命令行"


@contacts_app.command("export")
def export_contacts(file: Path = typer.Argument(..., help="写到哪个文件，.xlsx或.csv")) -> None:
    """把通讯录写成表格，一个科室一行。"""
    from knowledge.contact_file import write_csv, write_xlsx
    from knowledge.query import LiveKnowledge
    from knowledge.store import StoreError

    write = {".xlsx": write_xlsx, ".csv": write_csv}.get(file.suffix.lower())
    if write is None:
        raise fail(f"{file}：文件名要以.xlsx或.csv结尾")
    try:
        file.write_bytes(write(LiveKnowledge(_open_store(), DOCUMENT_ID).current()))
    except StoreError as error:
        raise fail(str(error)) from error
    except OSError as error:
        raise fail(f"{file}：无法写入（{error.strerror}）") from error
    typer.echo(f"通讯录写在{file}")


@contacts_app.command("import")
def import_contacts(
    file: Path = typer.Argument(..., help="填好的表格，xlsx或csv"),
    yes: bool = typer.Option(False, "--yes", help="写入；不加只看会改什么"),
) -> None:
    """显示表格会改什么；有一处毛病就什么也不写，退出状态为1。空格子是去掉，没有的列不动。"""
    from knowledge.contact_file import read_changes, write_changes
    from knowledge.edits import EditError, Edits
    from knowledge.query import LiveKnowledge
    from knowledge.store import StoreError

    try:
        store = _open_store()
        preview = read_changes(file.read_bytes(), file.name, LiveKnowledge(store, DOCUMENT_ID).current())
        _show(preview.changes)
        show_faults(preview.faults)
        if not preview.changes:
            typer.echo("没有要改的。")
        elif yes:
            made = write_changes(preview.changes, Edits(store, DOCUMENT_ID), _WHO)
            typer.echo(f"改了{len(made)}处，机器人马上用新的回答。")
        else:
            typer.echo(f"会改{len(preview.changes)}处，还没有写入；加 --yes 写入。")
    except (StoreError, EditError) as error:
        raise fail(str(error)) from error
    except OSError as error:
        raise fail(f"{file}：无法读取（{error.strerror}）") from error


def _open_store() -> Store:
    """The store, its tables up to date: an older version's has none for edits."""
    from knowledge.store import Store

    store = Store(settings().database_url)
    store.upgrade()
    return store


def _show(changes: tuple[Change, ...]) -> None:
    from knowledge.staff import FIELDS

    for change in changes:
        values = f"{change.old or '（空）'} → {change.new or '（空）'}"
        typer.echo(f"第{change.row}行 {change.subject} {FIELDS[change.field]}：{values}")
