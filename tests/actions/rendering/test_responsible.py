from __future__ import annotations

import pytest

from actions.rendering.responsible import duty_rows, has_service, units
from knowledge.query import Knowledge
from tests.actions.turns import answer, lines, uncurated


def test_duty_rows_are_the_rows_of_duties_in_the_order_given(knowledge: Knowledge):
    rows = duty_rows(knowledge, ["supervision/5", "duties/4/5", "boundaries/9", "duties/4/1", "services/1"])

    assert [row.ref for row in rows] == ["duties/4/5", "duties/4/1"]


def test_units_are_those_of_duties_and_services_each_once(knowledge: Knowledge):
    assert units(knowledge, ["duties/4/11", "boundaries/9/1", "services/3", "duties/4/10", "supervision/1"]) == [
        "户政科",
        "经济犯罪侦察大队",
    ]


def test_who_is_responsible_is_said_in_the_documents_own_words(knowledge: Knowledge):
    told = answer(knowledge, "resident_id_card")

    assert told.kind == "unit"
    assert told.matter == "resident_id_card"
    assert told.refs == ("duties/4/11", "supervision/10")
    assert told.text == (
        "【居民身份证办理、换领、补领】\n"
        "负责单位：户政科\n"
        "职责原文：核准居民身份证、临时身份证、户口簿。\n"
        "电话：文件未载明户政科的电话。\n"
        "法律依据：文件未载明。\n"
        "另见：监管制度“居民身份证、临时身份证、户口薄、人才居住证等证件的核发监管以及户口迁移、户口主项变更事项监管”。\n"
        "来源：部门职责第4项第11行；监管制度（十）"
    )


def test_two_units_are_both_named_with_what_the_document_leaves_open(knowledge: Knowledge):
    told = answer(knowledge, "theft")

    assert told.refs == ("duties/3/5", "duties/4/5")
    assert lines(told.text, "负责单位") == ["负责单位：刑事侦查大队", "负责单位：治安管理大队"]
    assert "职责原文：负责依据《治安管理处罚法》对相关违法行为进行调查处理。" in told.text
    assert "法律依据：文件在这一事项中提到《刑法》、《治安管理处罚法》。" in told.text
    assert lines(told.text, "校注：")[0] == (
        "校注：文件未单列盗窃；构成刑事案件的归刑事侦查大队，不够刑事、按《治安管理处罚法》处理的归治安管理大队。"
    )


def test_a_unit_with_a_published_phone_is_named_with_it(knowledge: Knowledge):
    told = answer(knowledge, "police_call")

    assert told.refs == ("duties/2/2", "services/1")
    assert "负责单位：指挥中心" in told.text
    assert "电话：7722206（文件在公共服务事项“110”宣传日中公布）" in told.text


def test_what_belongs_to_the_same_business_is_pointed_at(knowledge: Knowledge):
    told = answer(knowledge, "economic_crime")

    assert told.refs == ("duties/3/6", "services/3")
    assert "另见：公共服务事项“5·15防范打击经济犯罪宣传日”活动。" in told.text


@pytest.mark.parametrize(
    ("matter", "law", "row"),
    [
        ("organized_crime", "《刑法》", "duties/3/5"),
        ("public_order_violation", "《刑法》", "duties/4/2"),
        ("public_order_crime", "《治安管理处罚法》", "duties/4/5"),
    ],
)
def test_a_law_is_named_with_the_row_that_names_it(knowledge: Knowledge, matter: str, law: str, row: str):
    told = answer(knowledge, matter)

    assert law not in uncurated(told.text) or row in told.refs


# --- contact -----------------------------------------------------------------------


def test_a_published_phone_is_told(knowledge: Knowledge):
    told = answer(knowledge, "unit_political", "ask_contact")

    assert told.kind == "contact"
    assert told.refs == ("duties/10/1", "services/2")
    assert told.text == (
        "【政治处】\n"
        "负责单位：政治处\n"
        "电话：7722206（文件在公共服务事项“爱民月”活动中公布）\n"
        "地址、办公时间：文件未载明。\n"
        "来源：部门职责第10项第1行；公共服务事项第2项"
    )


def test_a_phone_that_is_not_published_is_said_not_to_be_and_what_helps_instead(knowledge: Knowledge):
    told = answer(knowledge, "resident_id_card", "ask_contact")

    assert told.kind == "contact"
    assert told.refs[:2] == ("duties/4/11", "services/1")
    assert "负责单位：户政科\n电话：文件未载明户政科的电话。\n" in told.text
    assert "地址、办公时间：文件未载明。" in told.text
    assert "文件公布的电话只有7722206" in told.text
    assert "有警情请拨110" in told.text


def test_the_phone_of_police_stations_is_not_made_up(knowledge: Knowledge):
    told = answer(knowledge, "police_station", "ask_contact")

    assert told.kind == "contact"
    assert told.refs[0] == "supervision/10"
    assert "文件没有列出各派出所的名称、辖区、地址和电话" in told.text
    assert "也未载明联系电话和地址" in told.text


def test_a_service_without_a_phone_does_not_borrow_one(knowledge: Knowledge):
    told = answer(knowledge, "service_drug_day", "ask_contact")

    assert "负责单位：禁毒大队\n电话：文件未载明禁毒大队的电话。" in told.text


@pytest.mark.parametrize(
    ("matter", "unit"),
    [
        ("website_supervision", "公共信息网络安全监察大队"),
        ("dangerous_goods_supervision", "治安管理大队"),
    ],
)
def test_the_unit_that_an_inspection_names_is_named_when_its_phone_is_asked_for(
    knowledge: Knowledge, matter: str, unit: str
):
    assert f"负责单位：{unit}" in answer(knowledge, matter, "ask_supervision").text
    assert unit in answer(knowledge, matter, "ask_contact").text


# --- duty ------------------------------------------------------------------------------


def test_all_that_a_unit_does_row_by_row(knowledge: Knowledge):
    told = answer(knowledge, "unit_narcotics", "ask_duty")

    assert told.kind == "duty"
    assert told.refs == ("duties/3/7", "duties/3/8", "duties/3/9", "duties/3/10", "duties/3/11", "services/4")
    assert told.text == (
        "【禁毒大队】负责：\n"
        "1. 指导、组织全县各禁毒成员单位开展禁毒相关工作。\n"
        "2. 负责组织实施《刑法》及其各修正案中规定的禁毒类共12种刑事案件的侦破工作，参与跨区域案件的破工作。\n"
        "3. 指导、组织全县各乡镇（街道）开展社区戒毒相关工作。\n"
        "4. 负责全县非药品类易制毒化学物品的购买备案工作。\n"
        "5. 负责对全县非药品类易制毒化学物品的运输许可。\n"
        "公共服务：“6·26国际禁毒日”活动\n"
        "电话：文件未载明禁毒大队的电话。\n"
        "来源：部门职责第3项第7、8、9、10、11行；公共服务事项第4项"
    )


def test_where_a_unit_does_much_its_long_rows_are_shortened(knowledge: Knowledge):
    told = answer(knowledge, "unit_exit_entry", "ask_duty")

    assert told.refs == ("duties/6/1", "duties/6/2", "duties/6/3", "duties/6/4", "duties/6/5")
    assert lines(told.text, "1. ")[0].startswith(
        "1. 受理、审核规定范围内的内地居民因私出国、赴港澳台申请，并报上级机关批准；"
    )
    assert lines(told.text, "1. ")[0].endswith("……")
    assert lines(told.text, "2. ") == ["2. 审核规定范围内的内地居民因私赴港澳台申请。"]


def test_a_units_name_alone_asks_what_it_does(knowledge: Knowledge):
    told = answer(knowledge, "unit_lockup", "ask_unit")

    assert told.kind == "duty"
    assert told.refs == ("duties/5/4", "duties/5/5")
    assert "2. 承担被拘留人员自愿从事生产劳动、职业技能教育和适当的文体活动。" in told.text


def test_what_is_done_about_a_matter_is_the_duty_of_its_unit(knowledge: Knowledge):
    told = answer(knowledge, "conscription_review", "ask_duty")

    assert told.kind == "duty"
    assert told.refs == ("duties/4/3",)
    assert "负责单位：治安管理大队\n职责原文：承担征兵对象政治审查工作。" in told.text


# --- services ----------------------------------------------------------------------------


def test_a_public_service_what_who_and_which_phone(knowledge: Knowledge):
    told = answer(knowledge, "service_open_day")

    assert told.kind == "service"
    assert told.refs == ("services/6",)
    assert told.text == (
        "【警营开放日活动】\n"
        "内容：开展警营开放活动，让群众走进警营，把警营搬进广场、公园、学校、社区，"
        "让广大群众近距离了解公安机关的队伍建设、部门设置、装备器材、教育训练、人员素质等方面的内容。\n"
        "承办：政治处\n"
        "电话：7722206\n"
        "具体时间、地点和报名办法：文件未载明。\n"
        "来源：公共服务事项第6项"
    )


def test_a_service_without_a_phone_by_a_unit_printed_in_short(knowledge: Knowledge):
    told = answer(knowledge, "service_economic_crime_day")

    assert told.refs == ("services/3",)
    assert "承办：经济犯罪侦察大队（文件写作“经侦大队”）\n电话：文件未载明。\n" in told.text


def test_the_services_of_a_unit(knowledge: Knowledge):
    told = answer(knowledge, "unit_political", "ask_service")

    assert (told.kind, told.refs) == ("service", ("services/2", "services/6"))
    assert lines(told.text, "【") == ["【“爱民月”活动】", "【警营开放日活动】"]


def test_a_matter_without_a_service_says_who_is_responsible_instead(knowledge: Knowledge):
    assert not has_service(knowledge, knowledge.matters["firearms"])

    told = answer(knowledge, "firearms", "ask_service")

    assert (told.kind, told.refs) == ("unit", ("duties/4/4",))


# --- how-to questions ---------------------------------------------------------------------


def test_how_to_is_not_in_the_document_but_who_to_ask_is(knowledge: Knowledge):
    told = answer(knowledge, "driver_license", "ask_procedure")

    assert told.kind == "procedure"
    assert told.refs == ("duties/7/1",)
    assert told.text.startswith("办理材料、流程、时限和费用：文件未载明，请向负责单位咨询。\n")
    assert "负责单位：交通警察大队\n" in told.text
    assert "电话：文件未载明交通警察大队的电话。" in told.text


def test_how_to_where_other_departments_are_responsible(knowledge: Knowledge):
    told = answer(knowledge, "dog_licence", "ask_procedure")

    assert told.kind == "procedure"
    assert told.refs[0] == "boundaries/10/2"
    assert told.text.startswith("办理材料、流程、时限和费用：文件未载明，请向负责部门咨询。\n")
    assert "· 城乡规划和城市管理行政执法局：负责犬类的饲养、诊疗等许可证的审批、核发" in told.text


def test_how_to_where_the_document_names_no_unit(knowledge: Knowledge):
    told = answer(knowledge, "border_area_pass", "ask_procedure")

    assert (told.kind, told.refs) == ("procedure", ("supervision/6",))
    assert "负责单位：文件未载明边境管理区通行证由哪个科室核发，只载有监管制度。" in told.text


@pytest.mark.parametrize("intent", ["ask_procedure", "ask_contact"])
def test_the_permit_for_a_fireworks_display_is_answered_from_its_own_regime(knowledge: Knowledge, intent: str):
    told = answer(knowledge, "fireworks_display", intent)

    assert "文件未载明焰火燃放许可由哪个科室办理" in told.text
    assert "supervision/9" in told.refs


@pytest.mark.parametrize(
    ("matter", "intent"),
    [
        ("large_event", "ask_unit"),
        ("large_event", "ask_procedure"),
        ("dangerous_goods_supervision", "ask_procedure"),
        ("website_supervision", "ask_procedure"),
        ("household_office_supervision", "ask_procedure"),
    ],
)
def test_an_answer_does_not_say_both_that_nobody_and_that_somebody_is_responsible(
    knowledge: Knowledge, matter: str, intent: str
):
    told = answer(knowledge, matter, intent)

    nobody = "文件未载明由哪个科室负责" in told.text or "由哪个科室办理" in told.text
    somebody = any(f"负责单位：{unit}" in told.text for unit in knowledge.document.units)
    assert nobody != somebody
