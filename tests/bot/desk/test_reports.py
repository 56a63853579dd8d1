"""“有误”: what staff say is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.database import Database
from bot.desk.reports import LONGEST, ReportError, Reports


@pytest.fixture
def reports(tmp_path: Path) -> Reports:
    database = Database(f"sqlite:///{tmp_path}/rightdoor.db")
    database.upgrade()
    return Reports(database, now=lambda: 1_000_000.0)


def test_open_reports_come_first_newest_first(reports: Reports) -> None:
    for comment in ("电话换了", "  科室不对 ", "少一条"):
        reports.add("王", "matter", "dogs", comment)
    reports.settle(3)

    assert [(report.comment, report.settled) for report in reports.all()] == [
        ("科室不对", False),
        ("电话换了", False),
        ("少一条", True),
    ]


@pytest.mark.parametrize("comment, reason", [("  \n", "请写下"), ("长" * (LONGEST + 1), "说明太长")])
def test_an_empty_or_endless_comment_is_refused(reports: Reports, comment: str, reason: str) -> None:
    with pytest.raises(ReportError, match=reason):
        reports.add("王", "matter", "dogs", comment)
    assert reports.all() == ()


def test_the_time_is_that_of_a_clock_in_china(reports: Reports) -> None:
    reports.add("", "unit", "户政科", "搬家了")

    assert f"{reports.all()[0].local_time:%Y-%m-%d %H:%M}" == "1970-01-12 21:46"
