"""``rightdoor privacy …``: deleting what residents asked, before its time or for one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Optional

import typer

from bot.console import fail, settings

if TYPE_CHECKING:
    from bot.review.turns import Turns

privacy_app = typer.Typer(help="居民的提问：到期删除，按人删除。", no_args_is_help=True)


def open_turns() -> Turns:
    """The turns of the database in the settings; its tables are made where there are none."""
    from bot.database import Database, DatabaseError
    from bot.review.turns import Turns

    database = Database(settings().database_url)
    try:
        database.upgrade()
    except DatabaseError as error:
        raise fail(str(error)) from error
    return Turns(database)


@privacy_app.command("purge")
def purge(
    days: Optional[int] = typer.Option(None, min=1, help="保留最近几天的，缺省为REVIEW_DAYS的设置"),
) -> None:
    """删除过期的提问（运行着的服务自己也会删）。"""
    kept = days or settings().review_days
    typer.echo(f"删除了{kept}天以前的提问{open_turns().purge(kept)}条")


@privacy_app.command("forget")
def forget(
    user: Optional[str] = typer.Argument(None, help="提问人的代号，web-或wx-开头"),
    sender: Optional[str] = typer.Option(None, help="网页的sender或微信的openid，由它算出代号"),
) -> None:
    """删除一个人的全部提问。"""
    from bot.privacy import hashed, read_secret

    if (user is None) == (sender is None):
        typer.echo("错误：请给出提问人的代号，或用 --sender 给出sender或openid", err=True)
        raise typer.Exit(2)
    if sender is not None:
        secret = read_secret(settings().home)
        users = [hashed(channel, sender, secret) for channel in ("web", "wx")]
    else:
        users = [user or ""]
    turns = open_turns()
    typer.echo(f"删除了提问{sum(map(turns.forget, users))}条")
