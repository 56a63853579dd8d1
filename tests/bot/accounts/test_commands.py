"""`rightdoor user …` as it is typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.accounts.commands import make_first_user
from bot.accounts.users import SignInRefused, Users
from bot.database import Database
from tests.bot.test_cli import rightdoor


def one_time_password(printed: str) -> str:
    return printed.split("：")[1].split("（")[0]


def test_users_are_added_listed_disabled_and_get_new_passwords(tmp_path: Path) -> None:
    users = Users(Database(f"sqlite:///{tmp_path}/rightdoor.db"))
    added = rightdoor("user", "add", "zhangsan", "--role", "editor", home=tmp_path)
    assert added.returncode == 0
    assert users.check("zhangsan", one_time_password(added.stdout), "").role == "editor"

    renewed = rightdoor("user", "passwd", "zhangsan", home=tmp_path)
    assert users.check("zhangsan", one_time_password(renewed.stdout), "")
    with pytest.raises(SignInRefused):
        users.check("zhangsan", one_time_password(added.stdout), "")

    assert rightdoor("user", "disable", "zhangsan", home=tmp_path).returncode == 0
    assert rightdoor("user", "list", home=tmp_path).stdout == "zhangsan\t编辑\t停用\n"
    assert rightdoor("user", "enable", "zhangsan", home=tmp_path).returncode == 0
    assert rightdoor("user", "list", home=tmp_path).stdout == "zhangsan\t编辑\t还没改一次性密码\n"


def test_the_first_start_makes_an_admin_and_prints_the_password_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RIGHTDOOR_HOME", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", "")
    make_first_user()
    printed = capsys.readouterr().out
    assert printed.startswith("admin的一次性密码：") and "只显示这一次" in printed
    users = Users(Database(f"sqlite:///{tmp_path}/rightdoor.db"))
    assert users.check("admin", one_time_password(printed), "").role == "admin"
    make_first_user()
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("add", "x"), "用户名应为2到20个字"),
        (("add", "zhangsan", "--role", "boss"), "角色应为reader、editor、trainer、admin之一"),
        (("disable", "nobody"), "没有用户“nobody”"),
        (("passwd", "nobody"), "没有用户“nobody”"),
    ],
)
def test_what_cannot_be_done_is_one_line(tmp_path: Path, arguments: tuple[str, ...], says: str) -> None:
    done = rightdoor("user", *arguments, home=tmp_path)
    assert done.returncode == 1
    assert says in done.stderr and len(done.stderr.strip().splitlines()) == 1


def test_a_database_that_cannot_be_used_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "rightdoor.db").write_bytes(b"no database at all " * 100)
    done = rightdoor("user", "list", home=tmp_path)
    assert (done.returncode, done.stderr) == (
        1,
        "错误：数据库无法写入：(sqlite3.DatabaseError) file is not a database\n",
    )
