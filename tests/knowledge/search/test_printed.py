from __future__ import annotations

import pytest

from knowledge.curation import Curation
from knowledge.query import Knowledge
from knowledge.search.entry import CONTEXT, FAMILY, FIGURE, NUMBER, OWNER, SHARER, TEXT, TITLE, Entry
from knowledge.search.printed import printed
from tests.knowledge.search.paper import named, small, weights


@pytest.fixture
def found(curation: Curation) -> dict[str, Entry]:
    return named(printed(small(curation)))


def test_a_boundary_matter_is_found_by_its_title_its_basis_and_its_departments(found: dict[str, Entry]):
    dogs = found["boundary:boundaries/1"]

    assert (dogs.group, dogs.detail) == ("边界", "公安局、农业局")
    assert (weights(dogs)["犬类管理"], weights(dogs)["《养犬条例》"], weights(dogs)["农牧局"]) == (TITLE, TEXT, SHARER)


def test_a_boundary_row_shows_its_department_and_matter(found: dict[str, Entry]):
    row = found["row:boundaries/1/2"]

    assert (row.title, row.detail) == ("", "农业局（犬类管理）")
    assert (weights(row)["犬只防疫。"], weights(row)["农村局"]) == (TEXT, CONTEXT)


def test_a_row_in_the_wrong_cell_is_found_by_the_printed_and_by_the_right_department(knowledge: Knowledge):
    row = named(printed(knowledge))["row:boundaries/9/2"]

    assert row.detail == "城乡规划和城市管理行政执法局（环境噪声污染监督管理）"
    assert {"城管局", "环保局"} <= set(weights(row))


def test_a_clause_is_found_by_its_text_in_its_regime_and_section(found: dict[str, Entry]):
    clause = found["clause:supervision/1/1/1"]

    assert clause.title == "旅馆监管·检查指标"
    assert weights(clause) == {"每月不少于1次。": TEXT, "旅馆监管": CONTEXT, "检查指标": CONTEXT}


def test_a_figure_is_found_once_and_leads_to_its_place(curation: Curation):
    (figure,) = [entry for entry in printed(small(curation)) if entry.kind == "figure"]

    assert (figure.key, figure.title, figure.detail) == ("supervision/1/1/1", "每月不少于1次", "旅馆监管")
    assert weights(figure)["每月不少于1次"] == FIGURE


def test_the_figure_of_a_duty_row_stands_with_its_unit(knowledge: Knowledge):
    figure = named(printed(knowledge))["figure:duties/3/5"]

    assert (figure.group, figure.title, figure.detail) == ("职责", "共119种刑事案件", "刑事侦查大队")


def test_a_service_is_found_by_its_phone(found: dict[str, Entry]):
    service = found["service:services/1"]

    assert service.detail == "户政科，电话 7700000"
    assert (weights(service)["7700000"], weights(service)["户籍科"]) == (TITLE, OWNER)


def test_a_law_is_found_by_its_number_and_by_what_it_governs(found: dict[str, Entry]):
    dogs, hotels = found["law:养犬条例"], found["law:旅馆办法"]

    assert (dogs.detail, dogs.ref) == ("省令第7号", "boundaries/1")
    assert (weights(dogs)["省令第7号"], weights(dogs)["狗叫"]) == (NUMBER, FAMILY)
    assert weights(hotels)["宾馆"] == FAMILY


def test_a_law_named_in_several_places_is_found_once_with_the_first(knowledge: Knowledge):
    law = named(printed(knowledge))["law:治安管理处罚法"]

    assert (law.ref, law.detail) == ("duties/4/5", "校注：2025年修订，自2026年1月1日起施行")


def test_the_words_of_a_whole_item_lead_to_its_first_row(found: dict[str, Entry]):
    assert weights(found["row:duties/1/1"])["管理户籍和机要通讯。"] == TEXT
    assert "管理户籍和机要通讯。" not in weights(found["row:duties/1/2"])
