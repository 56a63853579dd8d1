"""What of a sheet goes on a slip."""

from __future__ import annotations

from bot.desk.sheets import Line, Section, Sheet
from bot.desk.slip import slip_of


def sheet(*sections: Section) -> Sheet:
    return Sheet("matter", "dogs", "养犬", "", (), sections)


def test_links_figures_typos_and_doubted_rows_stay_at_the_desk() -> None:
    wanted = Section("部门分工", (Line("处罚", "公安局"), Line("中考", "教育局", doubted=True)), "parts")
    links = Section("另见", (Line("养犬许可"),), "links")
    figures = Section("文件里的数字", (Line("每月1次"),), "figures")
    notes = Section("校注", (Line("应为“户口簿”。", "疑错字"), Line("现称农业农村局。", "待核实")), "notes")

    slip = slip_of(sheet(wanted, links, figures, notes))

    assert slip.sections == (
        Section("部门分工", (Line("处罚", "公安局"),), "parts"),
        Section("校注", (Line("现称农业农村局。", "待核实"),), "notes"),
    )
    assert not slip.cut


def test_what_does_not_fit_on_a_page_is_left_out_and_said_so() -> None:
    slip = slip_of(sheet(Section("职责原文", (Line("长" * 1000), Line("长" * 1000)))))

    assert [len(section.lines) for section in slip.sections] == [1]
    assert slip.cut
