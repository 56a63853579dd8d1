from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.document import Service
from knowledge.importer.errors import DocumentError
from knowledge.importer.source import Line, Source, cells
from knowledge.importer.tables import (
    BOUNDARY_COLUMNS,
    DUTY_COLUMNS,
    SERVICE_COLUMNS,
    boundary_matters,
    duty_rows,
    services,
)
from knowledge.text import heal
from tests.conftest import PUBLISHED
from tests.knowledge.paper import row, source

Reader = Callable[[Source, tuple[Line, ...]], tuple]


def read(reader: Reader, *rows: str) -> tuple:
    export = source("\n".join(rows))
    return reader(export, export.lines)


def complaint(reader: Reader, *rows: str) -> str:
    with pytest.raises(DocumentError) as caught:
        read(reader, *rows)
    return str(caught.value)


DUTIES = row(*DUTY_COLUMNS)  # lines 1 to 5
BOUNDARIES = row(*BOUNDARY_COLUMNS)  # lines 1 to 6
SERVICES = row(*SERVICE_COLUMNS)  # lines 1 to 5


# --- 部门职责 -------------------------------------------------------------------


def test_a_row_without_a_serial_continues_the_item_above():
    first, second, third = read(
        duty_rows,
        DUTIES,
        row("1", "管理户籍。", "核准 身份证。", "户政科", ""),
        row("", "", "核准户口\n\n迁移。", "户政科", "试行"),
        row("2", "管理交通。", "处理事故。", "交警大队", ""),
    )

    assert (first.ref, first.item_text, first.text, first.unit, first.remark) == (
        "duties/1/1",
        "管理户籍。",
        "核准身份证。",
        "户政科",
        "",
    )
    assert (second.ref, second.item_text, second.text, second.remark) == (
        "duties/1/2",
        "管理户籍。",
        "核准户口迁移。",
        "试行",
    )
    assert (second.first_line, second.last_line) == (13, 16)
    assert (third.ref, third.item, third.row, third.unit) == ("duties/2/1", 2, 1, "交警大队")


def test_a_serial_that_comes_again_continues_its_item():
    rows = read(
        duty_rows,
        DUTIES,
        row("1", "管理户籍。", "核准身份证。", "户政科", ""),
        row("1", "管理户籍。", "核准户口迁移。", "户政科", ""),
    )

    assert [found.ref for found in rows] == ["duties/1/1", "duties/1/2"]


def test_a_serial_printed_twice_at_a_page_break_counts_once():
    rows = read(
        duty_rows,
        DUTIES,
        row(" 1 \n\n1", "管理户籍。", "核准身份证。", "户政科", ""),
        row("22", "管理交通。", "处理事故。", "交警大队", ""),
    )

    assert [found.ref for found in rows] == ["duties/1/1", "duties/2/1"]


def test_a_table_with_other_columns_is_refused():
    assert complaint(duty_rows, "部门职责", row("序号", "职责", "事项", "科室", "备注")) == (
        "export.txt 第2行：表头应为“序号｜主要职责｜具体工作事项｜责任科室｜备注”，实为“序号｜职责｜事项｜科室｜备注”"
    )


def test_a_section_without_a_table_is_refused_at_its_heading():
    assert complaint(services, "公共服务事项", "部门名称：某局").startswith("export.txt 第1行：表头应为")


def test_a_first_row_without_a_serial_is_refused():
    assert complaint(duty_rows, DUTIES, row("", "管理户籍。", "核准身份证。", "户政科", "")) == (
        "export.txt 第6行：第一行没有序号"
    )


def test_a_skipped_item_is_refused():
    assert complaint(
        duty_rows,
        DUTIES,
        row("1", "管理户籍。", "核准身份证。", "户政科", ""),
        row("3", "管理交通。", "处理事故。", "交警大队", ""),
    ) == ("export.txt 第11行：序号应为2，实为3：中间可能少了一项")


def test_an_item_of_another_name_needs_its_own_serial():
    assert complaint(
        duty_rows,
        DUTIES,
        row("1", "管理户籍。", "核准身份证。", "户政科", ""),
        row("", "管理交通。", "处理事故。", "交警大队", ""),
    ) == ("export.txt 第12行：第1项的主要职责与上文不同：可能少了序号")


def test_an_item_without_its_name_is_refused():
    assert complaint(duty_rows, DUTIES, row("1", "", "核准身份证。", "户政科", "")) == (
        "export.txt 第7行：这一行没有主要职责"
    )


def test_a_duty_without_its_text_or_unit_is_refused():
    assert complaint(duty_rows, DUTIES, row("1", "管理户籍。", "", "户政科", "")) == (
        "export.txt 第8行：这一行没有具体工作事项"
    )
    assert complaint(duty_rows, DUTIES, row("1", "管理户籍。", "核准身份证。", " ", "")) == (
        "export.txt 第9行：这一行没有责任科室"
    )


@pytest.mark.parametrize("sentence", ["核准身份证。", "核准居民身份证和临时身份证以及户口簿的各项事务"])
def test_a_sentence_where_the_unit_should_be_is_refused(sentence: str):
    assert complaint(duty_rows, DUTIES, row("1", "管理户籍。", "核准", sentence, "")) == (
        f"export.txt 第9行：责任科室一格里是“{sentence[:20]}…”：这一行可能丢了一格"
    )


def test_the_same_duty_twice_is_refused():
    assert complaint(
        duty_rows,
        DUTIES,
        row("1", "管理户籍。", "核准身份证。", "户政科", ""),
        row("", "", "核准 身份证。", "户政科", ""),
    ) == ("export.txt 第13行：这一行与第8行重复")


def test_the_same_duty_of_two_units_stands():
    rows = read(
        duty_rows,
        DUTIES,
        row("1", "处置突发事件。", "处置突发事件。", "治安大队", ""),
        row("", "", "处置突发事件。", "巡特警大队", ""),
    )

    assert [found.unit for found in rows] == ["治安大队", "巡特警大队"]


# --- 与相关部门的职责边界 ---------------------------------------------------------


def test_a_matter_holds_the_departments_below_it():
    dogs, noise = read(
        boundary_matters,
        BOUNDARIES,
        row("1", "犬类管理", "公安局", "处罚犬吠扰民。", "《办法》", "某案"),
        row("", "", "农业局", "免疫。", "", ""),
        row("2", "噪声", "公安局", "查处噪声。", "", ""),
    )

    assert (dogs.ref, dogs.title, dogs.basis, dogs.example) == ("boundaries/1", "犬类管理", "《办法》", "某案")
    assert [(r.ref, r.department, r.text, r.first_line, r.last_line) for r in dogs.rows] == [
        ("boundaries/1/1", "公安局", "处罚犬吠扰民。", 9, 10),
        ("boundaries/1/2", "农业局", "免疫。", 15, 16),
    ]
    assert (dogs.first_line, dogs.last_line) == (7, 16)
    assert (noise.ref, noise.basis, [r.ref for r in noise.rows]) == ("boundaries/2", "", ["boundaries/2/1"])


def test_a_matter_without_its_serial_is_refused():
    assert complaint(
        boundary_matters,
        BOUNDARIES,
        row("1", "犬类管理", "公安局", "处罚犬吠扰民。", "", ""),
        row("", "噪声", "公安局", "查处噪声。", "", ""),
    ) == ("export.txt 第14行：“噪声”前没有序号")


def test_a_matter_may_not_come_twice():
    assert complaint(
        boundary_matters,
        BOUNDARIES,
        row("1", "犬类管理", "公安局", "处罚犬吠扰民。", "", ""),
        row("1", "犬类管理", "农业局", "免疫。", "", ""),
    ) == ("export.txt 第13行：序号应为2，实为1：中间可能少了一项")


def test_a_boundary_row_without_department_share_or_title_is_refused():
    def one(*cells_of_row: str) -> str:
        return complaint(boundary_matters, BOUNDARIES, row(*cells_of_row))

    assert one("1", "犬类管理", "", "免疫。", "", "") == "export.txt 第9行：这一行没有相关部门"
    assert one("1", "犬类管理", "农业局", "", "", "") == "export.txt 第10行：这一行没有职责分工"
    assert one("1", "", "农业局", "免疫。", "", "") == "export.txt 第8行：这一行没有管理事项"


def test_the_same_share_twice_in_one_matter_is_refused():
    assert complaint(
        boundary_matters,
        BOUNDARIES,
        row("1", "犬类管理", "农业局", "免疫。", "", ""),
        row("", "", "农业局", "免疫。", "", ""),
    ) == ("export.txt 第15行：这一行与第9行重复")


# --- 公共服务事项 -----------------------------------------------------------------


def test_a_service_has_the_phone_that_is_printed_or_none():
    first, second = read(
        services,
        SERVICES,
        row("1", "“110”宣传日", "宣传。", "指挥中心", "7722206"),
        row("2", "消防宣传日", "演练。", "消防大队", ""),
    )

    assert first == Service("services/1", 6, 10, 1, "“110”宣传日", "宣传。", "指挥中心", "7722206")
    assert second.phone is None


@pytest.mark.parametrize("phone", ["0319-7722206", "(0319)7722206", "7722206/7722207", "7722206、7722207"])
def test_phones_come_in_many_forms(phone: str):
    (service,) = read(services, SERVICES, row("1", "宣传日", "宣传。", "指挥中心", phone))

    assert service.phone == phone


@pytest.mark.parametrize("cell", ["指挥中心", "110", "见7722206"])
def test_what_is_no_phone_is_refused(cell: str):
    assert complaint(services, SERVICES, row("1", "宣传日", "宣传。", "指挥中心", cell)) == (
        f"export.txt 第10行：联系电话一格里是“{cell}”：不是电话"
    )


def test_every_service_needs_its_own_serial():
    assert complaint(
        services,
        SERVICES,
        row("1", "宣传日", "宣传。", "指挥中心", ""),
        row("", "开放日", "开放。", "政治处", ""),
    ) == ("export.txt 第11行：这一行没有序号")


def test_a_service_without_title_text_or_unit_is_refused():
    def one(*cells_of_row: str) -> str:
        return complaint(services, SERVICES, row(*cells_of_row))

    assert one("1", "", "宣传。", "指挥中心", "") == "export.txt 第7行：这一行没有服务事项"
    assert one("1", "宣传日", "", "指挥中心", "") == "export.txt 第8行：这一行没有主要内容"
    assert one("1", "宣传日", "宣传。", "", "") == "export.txt 第9行：这一行没有承办科室"


def test_a_table_that_breaks_off_is_refused():
    assert complaint(services, SERVICES, row("1", "宣传日", "宣传。", "指挥中心")) == (
        "export.txt 第6行：这一行只有4格，应有5格：上文可能丢了一格"
    )


# --- damage to the published tables -----------------------------------------------

PUBLISHED_TABLES = pytest.mark.parametrize(
    ("reader", "columns", "heading", "following"),
    [
        (duty_rows, DUTY_COLUMNS, "部门职责", "与相关部门的职责边界"),
        (boundary_matters, BOUNDARY_COLUMNS, "与相关部门的职责边界", "公共服务事项"),
        (services, SERVICE_COLUMNS, "公共服务事项", "事中事后监管制度"),
    ],
    ids=["duties", "boundaries", "services"],
)


@PUBLISHED_TABLES
def test_whichever_cell_is_lost_the_import_stops_there(
    reader: Reader, columns: tuple[str, ...], heading: str, following: str
):
    published = Source.read(PUBLISHED)
    lines = published.lines[published.heading(heading) : published.heading(following)]
    printed = cells(lines)

    for index, lost in enumerate(printed):
        left = tuple(line for line in lines if not lost.first_line <= line.number <= lost.last_line)
        with pytest.raises(DocumentError) as caught:
            reader(published, left)
        # The row that lost the cell, or the one that has to lend it one.
        row_number = index // len(columns)
        own_row = printed[row_number * len(columns)]
        next_row_end = printed[min((row_number + 2) * len(columns), len(printed)) - 1]
        assert own_row.first_line <= caught.value.line <= next_row_end.last_line


@PUBLISHED_TABLES
def test_whichever_row_is_doubled_the_import_stops_there(
    reader: Reader, columns: tuple[str, ...], heading: str, following: str
):
    published = Source.read(PUBLISHED)
    lines = published.lines[published.heading(heading) : published.heading(following)]
    printed = cells(lines)
    width = len(columns)
    ends = [cell.first_line for cell in printed[width::width]] + [lines[-1].number + 1]

    for start, end in pairwise(ends):
        doubled = tuple(line for line in lines if start <= line.number < end)
        before = tuple(line for line in lines if line.number < end)
        after = tuple(line for line in lines if line.number >= end)
        with pytest.raises(DocumentError) as caught:
            reader(published, before + doubled + after)
        assert start <= caught.value.line < end


# --- any well-formed table ----------------------------------------------------------

texts = st.text(st.characters(exclude_characters="\t", exclude_categories=["Cs"]))
words = texts.filter(heal)
names = words.filter(lambda name: len(heal(name)) <= 20 and "。" not in name)


def key(cells_of_row: tuple[str, ...]) -> tuple[str, str]:
    """A row that comes twice is refused, as it should be."""
    return heal(cells_of_row[0]), heal(cells_of_row[1])


duties = st.lists(st.tuples(words, names, texts), min_size=1, unique_by=key)
shares = st.lists(st.tuples(names, words), min_size=1, unique_by=key)
phones = st.sampled_from(["", " \n", "7722206", "0319-772 2206"])


@given(st.lists(st.tuples(words, duties), min_size=1, max_size=5))
def test_any_duties_come_back_cell_by_cell(items: list[tuple[str, list[tuple[str, str, str]]]]):
    table = [DUTIES]
    for number, (item_text, rows) in enumerate(items, 1):
        for position, (text, unit, remark) in enumerate(rows):
            first = position == 0
            table.append(row(str(number) if first else "", item_text if first else "", text, unit, remark))

    found = read(duty_rows, *table)

    assert [(r.ref, r.item, r.row, r.item_text, r.text, r.unit, r.remark) for r in found] == [
        (f"duties/{number}/{n}", number, n, heal(item_text), heal(text), heal(unit), heal(remark))
        for number, (item_text, rows) in enumerate(items, 1)
        for n, (text, unit, remark) in enumerate(rows, 1)
    ]


@given(st.lists(st.tuples(words, texts, texts, shares), min_size=1, max_size=5))
def test_any_boundaries_come_back_cell_by_cell(written: list[tuple[str, str, str, list[tuple[str, str]]]]):
    table = [BOUNDARIES]
    for number, (title, basis, case, rows) in enumerate(written, 1):
        (department, share), *others = rows
        table.append(row(str(number), title, department, share, basis, case))
        table += [row("", "", department, share, "", "") for department, share in others]

    found = read(boundary_matters, *table)

    assert [(m.ref, m.title, m.basis, m.example) for m in found] == [
        (f"boundaries/{number}", heal(title), heal(basis), heal(case))
        for number, (title, basis, case, _) in enumerate(written, 1)
    ]
    assert [(r.ref, r.matter, r.department, r.text) for m in found for r in m.rows] == [
        (f"boundaries/{number}/{n}", number, heal(department), heal(share))
        for number, (*_, rows) in enumerate(written, 1)
        for n, (department, share) in enumerate(rows, 1)
    ]


@given(st.lists(st.tuples(words, words, names, phones), min_size=1))
def test_any_services_come_back_cell_by_cell(written: list[tuple[str, str, str, str]]):
    found = read(services, SERVICES, *(row(str(n), *cells_of_row) for n, cells_of_row in enumerate(written, 1)))

    assert [(s.ref, s.number, s.title, s.text, s.unit, s.phone) for s in found] == [
        (f"services/{n}", n, heal(title), heal(text), heal(unit), heal(phone) or None)
        for n, (title, text, unit, phone) in enumerate(written, 1)
    ]
