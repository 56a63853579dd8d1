"""What the console commands share: the settings, and how they speak."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from bot.settings import Settings, SettingsError, read_settings

if TYPE_CHECKING:
    from knowledge.spreadsheet import Fault

FAULT = 1


def settings() -> Settings:
    try:
        return read_settings()
    except SettingsError as error:
        raise fail(str(error)) from error


def fail(reason: str) -> typer.Exit:
    typer.echo(f"错误：{reason}", err=True)
    return typer.Exit(FAULT)


def say(text: str) -> None:
    typer.echo(text, err=True)


def show_faults(faults: Sequence[Fault]) -> None:
    """Print what is wrong with a spreadsheet; if anything, that is the end."""
    for fault in faults:
        row = f"第{fault.row}行" if fault.row else ""
        column = f"“{fault.column}”" if fault.column else ""
        typer.echo(f"错误：{row}{column}{'：' if row else ''}{fault.reason}", err=True)
    if faults:
        raise typer.Exit(FAULT)
