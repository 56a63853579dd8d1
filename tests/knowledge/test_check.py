from __future__ import annotations

from dataclasses import replace

import pytest

from knowledge.check import check
from knowledge.curation import Curation, DepartmentNames, Flag, Matter, Part, UnitNames
from knowledge.document import BoundaryMatter, BoundaryRow, Document, DutyRow, Service
from knowledge.query import Knowledge

DOCUMENT = Document(
    id="small",
    title="某局",
    checksum="",
    duties=(
        DutyRow("duties/1/1", 1, 1, 1, 1, "管理户籍。", "核准身份证。", "户政科"),
        DutyRow("duties/1/2", 2, 2, 1, 2, "管理户籍。", "核准户口迁移。", "户政科"),
    ),
    boundaries=(
        BoundaryMatter(
            "boundaries/1", 3, 4, 1, "犬类", "", "", (
                BoundaryRow("boundaries/1/1", 3, 3, 1, 1, "公安局", "查处犬吠。"),
                BoundaryRow("boundaries/1/2", 4, 4, 1, 2, "农业局", "免疫。教育局负责宣传。"),
            )
        ),
    ),
    services=(Service("services/1", 5, 5, 1, "宣传日", "宣传。", "户政科", None),),
    regimes=(),
)  # fmt: skip

IDENTITY = Matter(id="id_card", title="身份证", audience="resident", terms=(), refs=("duties/1/1", "duties/1/2"))
DOGS = Matter(id="dogs", title="犬类", audience="resident", terms=(), refs=("boundaries/1",), related=("services/1",))
HOUSEHOLD = UnitNames(id="unit_household", name="户政科", other=())
POLICE, FARMS = DepartmentNames(name="公安局", other=()), DepartmentNames(name="农业局", other=())


@pytest.fixture
def whole(curation: Curation) -> Curation:
    """The smallest curated layer in which DOCUMENT adds up."""
    return curation.copy(
        update={"matters": (IDENTITY, DOGS), "units": (HOUSEHOLD,), "departments": (POLICE, FARMS), "flags": ()}
    )


def faults(curation: Curation, document: Document = DOCUMENT, **changes: object) -> tuple[str, ...]:
    return check(Knowledge(document, curation.copy(update=changes))).faults


def test_the_published_knowledge_adds_up(knowledge: Knowledge):
    report = check(knowledge)

    assert report.faults == report.uncovered == ()
    assert {name: report.counts[name] for name in list(report.counts)[:6]} == {
        "部门职责（行）": 58,
        "责任科室": 18,
        "边界分工（行）": 40,
        "边界事项": 11,
        "公共服务事项": 6,
        "监管制度": 10,
    }


def test_the_flags_are_told_with_their_reason(knowledge: Knowledge):
    report = check(knowledge)

    assert len(report.flags) == len(knowledge.curation.flags)
    assert "duties/3/22｜typo｜“集会、流行、示威”疑为“集会、游行、示威”" in report.flags


def test_a_small_knowledge_adds_up(whole: Curation):
    report = check(Knowledge(DOCUMENT, whole))

    assert report.faults == report.uncovered == report.flags == ()
    assert report.counts == {
        "部门职责（行）": 2,
        "责任科室": 1,
        "边界分工（行）": 2,
        "边界事项": 1,
        "公共服务事项": 1,
        "监管制度": 0,
        "监管条款": 0,
        "数字事实": 0,
        "法律引用": 0,
        "事项": 2,
    }


# --- matters ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "astray",
    [
        {"refs": ("duties/1/1", "duties/1/2", "duties/9/9")},
        {"related": ("duties/9/9",)},
        {"supervision": "duties/9/9"},
    ],
    ids=["refs", "related", "supervision"],
)
def test_a_matter_with_an_unknown_ref_is_a_fault(whole: Curation, astray: dict[str, object]):
    assert faults(whole, matters=(IDENTITY.copy(update=astray), DOGS)) == ("事项id_card：文件中没有duties/9/9",)


def test_a_matter_without_refs_is_a_fault(whole: Curation):
    rest = DOGS.copy(update={"related": ("services/1", "duties/1/1", "duties/1/2")})

    assert faults(whole, matters=(IDENTITY.copy(update={"refs": ()}), rest)) == ("事项id_card：没有可以回答的条目",)


def test_a_row_without_a_matter_is_a_fault(whole: Curation):
    matters = (IDENTITY.copy(update={"refs": ("duties/1/1",)}), DOGS)

    report = check(Knowledge(DOCUMENT, whole.copy(update={"matters": matters})))

    assert report.faults == report.uncovered == ("duties/1/2：没有任何事项引用这一行",)


def test_a_row_of_a_boundary_is_covered_by_its_matter_or_by_itself(whole: Curation):
    one_row = DOGS.copy(update={"refs": ("boundaries/1/1",)})

    assert faults(whole, matters=(IDENTITY, one_row)) == ("boundaries/1/2：没有任何事项引用这一行",)


def test_a_misplaced_row_needs_no_matter(whole: Curation):
    one_row = DOGS.copy(update={"refs": ("boundaries/1/1",)})
    misplaced = Flag(ref="boundaries/1/2", kind="misplaced", reason="误植")

    assert faults(whole, matters=(IDENTITY, one_row), flags=(misplaced,)) == ()


def test_two_matters_of_one_id_are_a_fault(whole: Curation):
    assert faults(whole, matters=(IDENTITY, DOGS, DOGS)) == ("事项dogs：编号重复",)


# --- names -----------------------------------------------------------------------------


def test_a_unit_missing_in_the_names_is_a_fault(whole: Curation):
    assert faults(whole, units=()) == ("科室“户政科”不在校注的名称表中",)


def test_a_unit_that_is_not_in_the_document_is_a_fault(whole: Curation):
    archive = UnitNames(id="unit_archive", name="档案科", other=())

    assert faults(whole, units=(HOUSEHOLD, archive)) == ("校注的科室“档案科”不在文件中",)


def test_a_department_missing_in_the_names_is_a_fault(whole: Curation):
    assert faults(whole, departments=(POLICE,)) == ("部门“农业局”不在校注的名称表中",)


def test_a_department_that_is_not_in_the_document_is_a_fault_unless_it_is_hidden(whole: Curation):
    printed = DepartmentNames(name="教育局", other=())
    hidden = DepartmentNames(name="教育局", other=(), hidden=True)

    assert faults(whole, departments=(POLICE, FARMS, printed)) == ("校注的部门“教育局”不在文件中",)
    assert faults(whole, departments=(POLICE, FARMS, hidden)) == ()


def test_the_unit_of_a_service_must_be_known_by_some_name(whole: Curation):
    (service,) = DOCUMENT.services
    document = replace(DOCUMENT, services=(replace(service, unit="户籍科"),))
    named = HOUSEHOLD.copy(update={"other": ("户籍科",)})

    assert faults(whole, document) == ("services/1：承办科室“户籍科”不在名称表中",)
    assert faults(whole, document, units=(named,)) == ()


# --- flags -----------------------------------------------------------------------------


def test_a_flag_on_an_unknown_row_is_a_fault(whole: Curation):
    flag = Flag(ref="boundaries/9/1", kind="typo", reason="错字")

    assert faults(whole, flags=(flag,)) == ("校注：文件中没有boundaries/9/1",)


def test_a_part_that_is_not_in_the_row_is_a_fault(whole: Curation):
    flag = Flag(
        ref="boundaries/1/2",
        kind="hidden",
        reason="混排",
        parts=(Part(department="农业局", ends="教育局"), Part(department="公安局", starts="负责登记")),
    )

    assert faults(whole, flags=(flag,)) == ("校注boundaries/1/2：原文中找不到“负责登记”",)


def test_a_part_of_an_unknown_department_is_a_fault(whole: Curation):
    flag = Flag(
        ref="boundaries/1/2", kind="hidden", reason="混排", parts=(Part(department="教育局", starts="负责宣传"),)
    )

    assert faults(whole, flags=(flag,)) == ("校注boundaries/1/2：部门“教育局”不在名称表中",)
