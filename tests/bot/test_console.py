from __future__ import annotations

import pytest
import typer

from bot.console import settings


def test_a_bad_setting_is_one_line_and_status_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PORT", "x")
    with pytest.raises(typer.Exit) as stopped:
        settings()
    assert stopped.value.exit_code == 1
    assert capsys.readouterr().err == "错误：环境变量PORT应为1到65535的数字，实为“x”\n"
