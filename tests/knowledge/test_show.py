from __future__ import annotations

from knowledge.query import Knowledge
from knowledge.show import show


def test_a_duty_is_shown_with_its_lines_and_matters(knowledge: Knowledge):
    head, item, text, unit, *rest = show(knowledge, "duties/4/11")

    assert head == "baixiang-gongan:duties/4/11（原文第258—259行）"
    assert item.startswith("主要职责：依法管理社会治安、户籍、居民身份证、")
    assert (text, unit) == ("具体工作事项：核准居民身份证、临时身份证、户口簿。", "责任科室：户政科")
    assert "事项：resident_id_card 居民身份证办理、换领、补领" in rest


def test_the_documents_id_may_stand_before_the_ref(knowledge: Knowledge):
    assert show(knowledge, "baixiang-gongan:duties/4/11") == show(knowledge, "duties/4/11")


def test_figures_laws_and_flags_are_shown(knowledge: Knowledge):
    lines = show(knowledge, "duties/3/8")

    assert "数字：共12种刑事案件（kinds，duties/3/8）" in lines
    assert "法律：《刑法》（duties/3/8）" in lines
    assert "校注：typo，“跨区域案件的破工作”疑脱“侦”字" in lines


def test_a_boundary_row_is_shown_as_printed(knowledge: Knowledge):
    head, department, text, flag, *_ = show(knowledge, "boundaries/11/3")

    assert head == "baixiang-gongan:boundaries/11/3（原文第742—743行）"
    assert (department, text) == ("相关部门：教育局", "职责分工：负责少数民族学生中考、高考优惠政策落实")
    assert flag.startswith("校注：misplaced，")


def test_a_matter_is_shown_with_every_department(knowledge: Knowledge):
    lines = show(knowledge, "boundaries/2")

    assert lines[:6] == [
        "baixiang-gongan:boundaries/2（原文第449—459行）",
        "管理事项：烟花爆竹的监管",
        "相关依据：《烟花爆竹安全管理条例》（中华人民共和国国务院令第455号令）",
        "  boundaries/2/1 公安局：负责烟花爆竹的公共安全管理。",
        "  boundaries/2/2 安全生产监督管理局：负责烟花爆竹的安全生产、经营、储存的监督管理。",
        "数字：第455号令（law，boundaries/2）",
    ]


def test_a_matter_without_a_basis_says_so(knowledge: Knowledge):
    assert show(knowledge, "boundaries/10")[1:3] == ["管理事项：犬类管理", "相关依据：（空）"]


def test_a_service_is_shown_with_its_phone_or_without(knowledge: Knowledge):
    lines = show(knowledge, "services/1")

    assert lines[:2] == ["baixiang-gongan:services/1（原文第757—763行）", "服务事项：“110”宣传日"]
    assert lines[3:5] == ["承办科室：指挥中心", "联系电话：7722206"]
    assert show(knowledge, "services/5")[3:5] == ["承办科室：消防大队", "联系电话：（空）"]


def test_a_regime_is_shown_with_all_its_clauses(knowledge: Knowledge):
    lines = show(knowledge, "supervision/4")

    assert lines[:5] == [
        "baixiang-gongan:supervision/4（原文第968—997行）",
        "监管制度：互联网上网服务营业场所安全管理监管",
        "为加强对互联网服务营业所安全管理的监督，特制定如下监管制度：",
        "  supervision/4/1/1 柏乡县各网吧",
        "  supervision/4/2/1 1、监督检查内容。依法监督、检查、指导网吧等互联网上网服务营业场所日常安全管理工作情况。",
    ]
    assert "数字：每次不少于3家单位（places，supervision/4/2/2）" in lines


def test_a_clause_is_shown_with_its_number_and_aspects(knowledge: Knowledge):
    assert show(knowledge, "supervision/6/2/2/2")[:3] == [
        "baixiang-gongan:supervision/6/2/2/2（原文第1079—1079行）",
        "2、台账资料和档案抽查，每年1次，抽查比例不低于总办件量的10%。",
        "方面：指标",
    ]


def test_an_unknown_place_has_no_lines(knowledge: Knowledge):
    assert show(knowledge, "duties/99/1") == []
    assert show(knowledge, "other:duties/4/11") == []
