from __future__ import annotations

import pytest

from actions.answer import Draft
from actions.decide import Decision
from actions.rendering import render
from actions.rendering.split import boundary_of, department_overview
from knowledge.query import Knowledge
from tests.actions.turns import answer, lines


def parts(text: str) -> list[str]:
    """The departments in the order in which an answer names them."""
    return [line.removeprefix("· ").split("：")[0] for line in lines(text, "· ")]


def test_every_department_and_its_part_as_printed(knowledge: Knowledge):
    told = answer(knowledge, "dogs", "ask_split")

    assert told.kind == "split"
    assert told.refs == (
        "boundaries/10/1",
        "boundaries/10/2",
        "boundaries/10/3",
        "boundaries/10/4",
        "boundaries/10",
    )
    assert told.text == (
        "【犬类管理】几个部门分工：\n"
        "· 公安局（本局）：负责烈性犬、大型犬饲养的初审工作，处理犬类管理中的治安事件；负责犬吠扰民的行政处罚。\n"
        "· 城乡规划和城市管理行政执法局：负责犬类的饲养、诊疗等许可证的审批、核发，"
        "违章养犬的处理和狂犬、野犬的捕杀；负责对无证养犬、不按规定养犬的行政处罚\n"
        "· 农业局：负责兽用狂犬病疫苗的供应，犬只的防疫、检疫，犬类免疫证的核发，"
        "狂犬病等犬类疫情的监测，以及犬类诊疗所的监管工作。\n"
        "· 卫生和计划生育局：负责人用狂犬病疫苗供应、接种，狂犬病人的诊治以及监测工作。\n"
        "依据：文件未载明（“相关依据”一栏为空）。\n"
        "校注：上面是文件原名，机构改革后一般称：城乡规划和城市管理行政执法局→城市管理综合行政执法局、"
        "农业局→农业农村局、卫生和计划生育局→卫生健康局（文件未载，待核实）\n"
        "来源：职责边界第10项第1、2、3、4行"
    )


def test_the_part_asked_about_comes_first(knowledge: Knowledge):
    told = answer(knowledge, "dog_vaccination")

    assert told.kind == "split"
    assert told.refs[:2] == ("boundaries/10/3", "boundaries/10/1")
    assert parts(told.text) == ["农业局", "公安局（本局）", "城乡规划和城市管理行政执法局", "卫生和计划生育局"]
    assert told.text.index("您问的这部分") < told.text.index("· 农业局") < told.text.index("其他部门的分工")


def test_a_department_that_was_named_comes_first_whatever_the_matter_points_at(knowledge: Knowledge):
    told = answer(knowledge, "dog_barking", "ask_split", departments=("卫生和计划生育局",))

    assert told.refs[0] == "boundaries/10/4"
    assert parts(told.text)[0] == "卫生和计划生育局"


def test_a_department_that_has_no_part_changes_nothing(knowledge: Knowledge):
    told = answer(knowledge, "dog_barking", "ask_split", departments=("民政局",))

    assert told.text == answer(knowledge, "dog_barking", "ask_split").text


def test_the_document_writes_one_department_in_two_ways(knowledge: Knowledge):
    told = answer(knowledge, "hazardous_chemicals", departments=("交通运输局",))

    assert told.refs[0] == "boundaries/1/4"
    assert parts(told.text)[0] == "交通运输管理局"


def test_the_own_unit_within_the_bureau_is_named(knowledge: Knowledge):
    told = answer(knowledge, "adoption_police")

    assert "公安局内负责单位：户政科（核准户口迁移、户口主项变更。）" in told.text
    assert "duties/4/10" in told.refs


def test_the_law_of_a_shared_matter_stands_below_its_parts(knowledge: Knowledge):
    told = answer(knowledge, "fireworks_trade")

    assert told.refs == ("boundaries/2/2", "boundaries/2/1", "boundaries/2")
    assert "依据：《烟花爆竹安全管理条例》（中华人民共和国国务院令第455号令）" in told.text
    assert "校注：《烟花爆竹安全管理条例》2016年经国务院令第666号修改" in told.text


def test_where_an_answer_grows_long_only_the_other_parts_are_shortened(knowledge: Knowledge):
    told = answer(knowledge, "hazmat_safety")

    asked, *others = lines(told.text, "· ")
    assert asked.endswith(
        "核发危险化学品安全生产许可证、危险化学品安全使用许可证和危险化学品经营许可证，并负责危险化学品登记工作。"
    )
    assert [part.endswith("……") for part in others] == [True, True, True, False]


def test_asked_about_the_whole_no_part_is_shortened(knowledge: Knowledge):
    assert "……" not in answer(knowledge, "hazardous_chemicals").text


# --- what is wrong in the document ----------------------------------------------------


def test_a_swapped_pair_is_put_right_and_remarked_upon(knowledge: Knowledge):
    told = answer(knowledge, "noise")

    assert parts(told.text) == ["公安局（本局）", "城乡规划和城市管理行政执法局", "环境保护局", "交通运输局"]
    assert (
        "· 城乡规划和城市管理行政执法局：负责对在商业经营活动中使用相关设备、设施，产生噪声污染行为的查处。"
        in told.text
    )
    assert "· 环境保护局：监督管理本行政区域内的环境噪声污染防治工作，组织城市区域的声环境质量监测，" in told.text
    assert "城市管理局负责对在商业" not in told.text
    assert "疑互换（boundaries/9/2）" in told.text
    assert "疑互换（boundaries/9/3）" in told.text
    assert told.refs == ("boundaries/9/1", "boundaries/9/2", "boundaries/9/3", "boundaries/9/4", "boundaries/9")


def test_the_department_of_a_swapped_row_is_found_by_its_own_name(knowledge: Knowledge):
    told = answer(knowledge, "noise", departments=("环境保护局",))

    assert told.refs[0] == "boundaries/9/3"
    assert parts(told.text)[0] == "环境保护局"


def test_a_title_that_is_printed_twice_is_read_once(knowledge: Knowledge):
    assert answer(knowledge, "noise_monitoring").text.startswith("【环境噪声污染监督管理】您问的这部分：\n")


def test_a_department_hidden_in_anothers_cell_is_shown_on_its_own(knowledge: Knowledge):
    told = answer(knowledge, "precursor_chemicals")

    assert told.refs[0] == "boundaries/3/2"
    assert parts(told.text) == ["安全生产监督管理局", "商务局", "公安局（本局）"]
    assert (
        "· 安全生产监督管理局：负责生产可以用于制毒的主要原料中的非药品类易制毒化学品的审批。\n"
        "· 商务局：负责进口或者出口易制毒化学品的审批。\n"
    ) in told.text
    assert "校注：商务局的分工印在“安全生产监督管理局”格内（boundaries/3/2）" in told.text


def test_a_hidden_department_that_was_named_comes_first(knowledge: Knowledge):
    told = answer(knowledge, "precursor_chemicals", departments=("商务局",))

    assert parts(told.text)[0] == "商务局"


def test_two_departments_hidden_in_one_cell(knowledge: Knowledge):
    told = answer(knowledge, "adoption_papers")

    assert told.refs[0] == "boundaries/6/2"
    assert parts(told.text)[:3] == ["卫生和计划生育局", "卫生局", "司法局"]
    assert "· 卫生和计划生育局：负责出具收养人生育状况证明；负责对不符合条件的人员征收社会抚养费。\n" in told.text
    assert "· 卫生局：指定医疗机构出具收养人身体健康检查证明。\n" in told.text
    assert "· 司法局：负责办好收养公证、解除收养关系公证以及其他相关公证。\n" in told.text
    assert "校注：卫生局、司法局的分工印在“卫生和计划生育局”格内（boundaries/6/2）" in told.text


@pytest.mark.parametrize("matter", ["vagrant_assistance", "vagrant_medical"])
def test_a_stray_row_about_radioactive_sources_is_no_part_of_vagrants_relief(knowledge: Knowledge, matter: str):
    told = answer(knowledge, matter)

    assert "放射源的" not in told.text
    assert "· 卫生和计划生育局：文件此处有一行，疑为误植，不作答复依据。" in told.text
    assert "疑为误植（boundaries/7/5）" in told.text
    assert "boundaries/7/5" in told.refs
    assert "· 卫生和计划生育局：负责确定定点收治医院，" in told.text


def test_a_stray_row_about_exams_is_no_part_of_entertainment(knowledge: Knowledge):
    told = answer(knowledge, "entertainment_security")

    assert told.refs == ("boundaries/11/2", "boundaries/11/1", "boundaries/11/3", "boundaries/11")
    assert "负责少数民族学生" not in told.text
    assert "· 教育局：文件此处有一行，疑为误植，不作答复依据。" in told.text
    assert "疑为误植（boundaries/11/3）" in told.text


def test_a_stray_row_never_comes_first_even_if_its_department_is_named(knowledge: Knowledge):
    told = answer(knowledge, "entertainment_business", departments=("教育局",))

    assert told.refs[0] == "boundaries/11/1"
    assert parts(told.text)[0] == "文化广播电视新闻出版体育局"


# --- contact, and one department alone ------------------------------------------------------


def test_the_phones_of_other_departments_are_not_in_the_document(knowledge: Knowledge):
    told = answer(knowledge, "noise_construction", "ask_contact")

    assert told.kind == "contact"
    assert told.refs[:5] == ("boundaries/9", "boundaries/9/1", "boundaries/9/2", "boundaries/9/3", "boundaries/9/4")
    assert (
        "涉及公安局、城乡规划和城市管理行政执法局、环境保护局、交通运输局，文件未载明这些部门的电话和地址。"
        in told.text
    )
    assert "有警情请拨110" in told.text


def test_a_department_of_a_stray_row_has_nothing_to_be_called_about(knowledge: Knowledge):
    told = answer(knowledge, "entertainment_business", "ask_contact")

    assert "教育局" not in told.text
    assert "boundaries/11/3" not in told.refs


def test_one_departments_part_in_every_shared_matter(knowledge: Knowledge):
    told = render(Decision("department", departments=("环境保护局",)), "环保局管什么", knowledge)

    assert (told.kind, told.matter) == ("duty", None)
    assert told.refs == ("boundaries/1/2", "boundaries/5/2", "boundaries/9/3")
    assert parts(told.text) == ["危险化学品安全管理", "放射源管理", "环境噪声污染监督管理"]
    assert "· 环境噪声污染监督管理：监督管理本行政区域内的环境噪声污染防治工作" in told.text
    assert "环境保护局→生态环境局" in told.text
    assert told.text.endswith("来源：职责边界第1项第2行；职责边界第5项第2行；职责边界第9项第3行")


def test_the_overview_of_a_hidden_department_finds_its_part(knowledge: Knowledge):
    draft = Draft()

    department_overview(draft, knowledge, "司法局")

    assert draft.refs == ("boundaries/6/2",)
    assert "· 收养登记：负责办好收养公证、解除收养关系公证以及其他相关公证。" in draft.text()


def test_the_overview_of_a_department_leaves_its_stray_row_out(knowledge: Knowledge):
    draft = Draft()

    department_overview(draft, knowledge, "卫生和计划生育局")

    assert "boundaries/7/3" in draft.refs
    assert "boundaries/7/5" not in draft.refs


def test_the_overview_of_a_department_with_nothing_but_a_stray_row_says_so(knowledge: Knowledge):
    draft = Draft()

    department_overview(draft, knowledge, "教育局")

    assert draft.refs == ("boundaries/11/3",)
    assert "疑为误植" in draft.text()
    assert "负责少数民族学生" not in draft.text()


def test_which_shared_matter_a_matter_belongs_to(knowledge: Knowledge):
    def title(matter: str) -> str | None:
        boundary = boundary_of(knowledge, knowledge.matters[matter])
        return boundary and boundary.title

    assert title("radioactive_police") == "放射源管理"
    assert title("precursor_purchase") == "易制毒化学品的监管"
    assert title("passport") is None
