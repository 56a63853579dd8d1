"""What the desk's pages say, on the published document."""

from __future__ import annotations

import pytest

from bot.desk.sheets import Line, Section, Sheet, sheet_of, thing_at
from knowledge.document import BoundaryRow, Clause, DutyRow, Service
from knowledge.query import Knowledge


def sheet(knowledge: Knowledge, kind: str, key: str) -> Sheet:
    found = sheet_of(knowledge, kind, key)
    assert found is not None
    return found


def section(sheet: Sheet, title: str) -> Section:
    return next(section for section in sheet.sections if section.title == title)


def test_a_matter_names_its_unit_and_quotes_its_duty(knowledge: Knowledge) -> None:
    card = sheet(knowledge, "matter", "resident_id_card")

    assert [one.name for one in card.responsible] == ["户政科"]
    assert card.responsible[0].phones == ()
    assert section(card, "职责原文").lines == (
        Line("核准居民身份证、临时身份证、户口簿。", "户政科", "duties/4/11", "/desk/unit/户政科"),
    )


def test_a_shared_matter_shows_every_part_and_marks_the_bureaus_own(knowledge: Knowledge) -> None:
    barking = section(sheet(knowledge, "matter", "dog_barking"), "部门分工")

    assert [(line.label, line.ref, line.own) for line in barking.lines] == [
        ("公安局", "boundaries/10/1", True),
        ("城乡规划和城市管理行政执法局", "boundaries/10/2", False),
        ("农业局", "boundaries/10/3", False),
        ("卫生和计划生育局", "boundaries/10/4", False),
    ]


def test_a_row_that_looks_misplaced_is_shown_in_full_with_its_doubt(knowledge: Knowledge) -> None:
    venues = sheet(knowledge, "boundary", "boundaries/11")
    doubted = [line for line in section(venues, "部门分工").lines if line.doubted]

    assert [(line.label, line.ref) for line in doubted] == [("教育局", "boundaries/11/3")]
    assert "少数民族" in doubted[0].text
    assert any(line.ref == "boundaries/11/3" and line.label == "疑误植" for line in section(venues, "校注").lines)


def test_swapped_parts_stand_at_the_department_that_they_belong_to(knowledge: Knowledge) -> None:
    noise = section(sheet(knowledge, "boundary", "boundaries/9"), "部门分工")

    texts = {line.label: line.text for line in noise.lines}
    assert texts["环境保护局"].startswith("监督管理本行政区域内的环境噪声污染防治工作")
    assert texts["城乡规划和城市管理行政执法局"].startswith("负责对在商业经营活动中使用相关设备")


def test_a_unit_shows_all_its_duties_and_what_it_is_called(knowledge: Knowledge) -> None:
    household = sheet(knowledge, "unit", "户政科")
    rows = knowledge.duties_of("户政科")

    assert "户籍科" in household.subtitle
    assert [line.ref for line in section(household, f"全部职责（{len(rows)}项）").lines] == [row.ref for row in rows]


def test_a_published_phone_stands_with_where_it_is_published(knowledge: Knowledge) -> None:
    (unit,) = sheet(knowledge, "unit", "指挥中心").responsible

    assert unit.phones == (Line("7722206", "文件在公共服务事项“110”宣传日中公布", "services/1"),)


def test_a_department_is_found_by_any_name_and_shows_its_part_everywhere(knowledge: Knowledge) -> None:
    by_its_new_name = sheet(knowledge, "department", "生态环境局")

    assert by_its_new_name.title == "环境保护局"
    assert by_its_new_name == sheet(knowledge, "department", "环境保护局")
    parts = section(by_its_new_name, "在与公安局分工的事项中负责")
    assert "环境噪声污染监督管理" in [line.label for line in parts.lines]


def test_a_regime_is_shown_clause_by_clause_with_its_figures(knowledge: Knowledge) -> None:
    fireworks = sheet(knowledge, "regime", "supervision/9")
    regime = knowledge.document.regimes[8]

    shown = [line.ref for part in fireworks.sections if part.shape == "lines" for line in part.lines]
    assert {clause.ref for clause in regime.clauses} <= set(shown)
    assert ("频次", "每年组织1次") in [(line.label, line.text) for line in section(fireworks, "文件里的数字").lines]


def test_a_law_shows_where_the_document_names_it_and_what_became_of_it(knowledge: Knowledge) -> None:
    law = sheet(knowledge, "law", "娱乐场所管理条例")

    assert [line.href for line in section(law, "文件用在").lines] == ["/desk/boundary/boundaries/11"]


@pytest.mark.parametrize(
    "kind", ["matter", "unit", "department", "boundary", "regime", "service", "row", "law", "king"]
)
def test_what_does_not_exist_has_no_sheet(knowledge: Knowledge, kind: str) -> None:
    assert sheet_of(knowledge, kind, "没有") is None


def test_everything_has_a_sheet(knowledge: Knowledge) -> None:
    for matter in knowledge.matters:
        assert sheet(knowledge, "matter", matter).sections, matter
    for ref, place in knowledge.places.items():
        text = place.text if isinstance(place, (DutyRow, BoundaryRow, Service, Clause)) else ""
        assert text in _whole_text(sheet(knowledge, *thing_at(ref))), ref
    for name in knowledge.department_names:
        sheet(knowledge, "department", name)
    for citation in knowledge.document.citations:
        sheet(knowledge, "law", citation.title)


def _whole_text(sheet: Sheet) -> str:
    return "".join(line.text for section in sheet.sections for line in section.lines)
