"""``rightdoor user …``: accounts from the terminal, also when no admin can sign in."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Optional

import typer

from bot.accounts.roles import ROLES
from bot.console import fail, settings

if TYPE_CHECKING:
    from bot.accounts.users import Users

user_app = typer.Typer(help="工作人员的账号。", no_args_is_help=True)
_ROLES = "，".join(f"{role} {label}" for role, label in ROLES.items())
_NAME = typer.Argument(..., help="用户名")
_FIRST = "admin"


def open_users() -> Users:
    """The accounts of the database in the settings; its tables are made where there are none."""
    from bot.accounts.users import Users
    from bot.database import Database, DatabaseError

    database = Database(settings().database_url)
    try:
        database.upgrade()
    except DatabaseError as error:
        raise fail(str(error)) from error
    return Users(database)


def make_first_user() -> None:
    """Where there is nobody yet: an admin, whose one-time password is printed."""
    password: Optional[str] = open_users().add_first(_FIRST)
    if password is not None:
        show_password(_FIRST, password)


def _do(work: Callable[..., Any], *arguments: str) -> Any:
    from bot.accounts.users import AccountError

    try:
        return work(*arguments)
    except AccountError as error:
        raise fail(str(error)) from error


def show_password(name: str, password: str) -> None:
    typer.echo(f"{name}的一次性密码：{password}（只显示这一次，第一次登录时要换掉）")


@user_app.command("add")
def add(
    name: str = _NAME,
    role: str = typer.Option("reader", help=_ROLES),
) -> None:
    """添加用户，打印一次性密码。"""
    show_password(name, _do(open_users().add, name, role))


@user_app.command("list")
def list_users() -> None:
    """列出用户、角色、状态。"""
    for user in open_users().list():
        state = "停用" if user.disabled else "还没改一次性密码" if user.must_change else "正常"
        typer.echo(f"{user.name}\t{ROLES[user.role]}\t{state}")


@user_app.command("disable")
def disable(name: str = _NAME) -> None:
    """停用：不能再登录，登录着的马上退出。"""
    _do(open_users().disable, name)


@user_app.command("enable")
def enable(name: str = _NAME) -> None:
    """重新启用。"""
    _do(open_users().enable, name)


@user_app.command("passwd")
def reset_password(name: str = _NAME) -> None:
    """重设密码，打印新的一次性密码；也解除输错太多次的锁定。"""
    show_password(name, _do(open_users().reset_password, name))
