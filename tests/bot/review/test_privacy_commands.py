"""`rightdoor privacy …` as it is typed."""

from __future__ import annotations

import time
from pathlib import Path

from bot.privacy import hashed, read_secret
from bot.review.turns import Filter
from tests.bot.review.given import opened, turn
from tests.bot.test_cli import rightdoor


def test_what_is_too_old_is_deleted(tmp_path: Path) -> None:
    turns = opened(tmp_path)
    now = time.time()
    turns.keep_all([turn(str(days), at=now - days * 86_400) for days in (200, 100, 10)])
    assert rightdoor("privacy", "purge", home=tmp_path).stdout == "删除了180天以前的提问1条\n"
    assert rightdoor("privacy", "purge", "--days", "30", home=tmp_path).stdout == "删除了30天以前的提问1条\n"
    assert [one.text for one in turns.find(Filter()).rows] == ["10"]
    assert rightdoor("privacy", "purge", "--days", "0", home=tmp_path).returncode == 2


def test_one_user_is_forgotten_by_name_or_by_what_the_channel_calls_them(tmp_path: Path) -> None:
    turns = opened(tmp_path)
    users = (*(hashed(channel, "openid", read_secret(tmp_path)) for channel in ("web", "wx")), "web-b", "web-c")
    turns.keep_all([turn(user=user) for user in users])
    assert rightdoor("privacy", "forget", "web-b", home=tmp_path).stdout == "删除了提问1条\n"
    assert rightdoor("privacy", "forget", "--sender", "openid", home=tmp_path).stdout == "删除了提问2条\n"
    assert [one.user for one in turns.find(Filter()).rows] == ["web-c"]
    neither = rightdoor("privacy", "forget", home=tmp_path)
    assert (neither.returncode, neither.stdout) == (2, "")
