"""What the console commands share: the settings, and how they speak."""

from __future__ import annotations

import typer

from bot.settings import Settings, SettingsError, read_settings

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
