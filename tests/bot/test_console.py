from __future__ import annotations

import pytest
import typer

from bot.console import settings, show_faults
from knowledge.spreadsheet import Fault


def test_a_bad_setting_is_one_line_and_status_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PORT", "x")
    with pytest.raises(typer.Exit) as stopped:
        settings()
    assert stopped.value.exit_code == 1
    assert capsys.readouterr().err == "错误：环境变量PORT应为1到65535的数字，实为“x”\n"


def test_faults_of_a_spreadsheet_say_where_and_end_with_status_1(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit) as stopped:
        show_faults([Fault(0, "", "不是表格"), Fault(2, "", "是空的"), Fault(3, "电话", "不像电话")])
    assert stopped.value.exit_code == 1
    assert capsys.readouterr().err == "错误：不是表格\n错误：第2行：是空的\n错误：第3行“电话”：不像电话\n"


def test_without_a_fault_it_goes_on(capsys: pytest.CaptureFixture[str]) -> None:
    show_faults([])
    assert capsys.readouterr().err == ""
