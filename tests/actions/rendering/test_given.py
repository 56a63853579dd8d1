"""What staff have given, in the bot's answers: marked, dated, and never taken for the document's."""

from __future__ import annotations

import pytest

from actions.answer import Answer
from actions.decide import Decision
from actions.question import ASKING_INTENTS, Alarm
from actions.rendering import render
from knowledge.query import Knowledge
from tests.actions.turns import answer, lines, question, turn, uncurated
from tests.knowledge.given import with_given

PHONE = {("unit", "户政科", "phone"): "0319-7722999"}
EVERYTHING = PHONE | {
    ("unit", "户政科", "address"): "槐阳大街1号",
    ("unit", "户政科", "hours"): "周一至周五8:30—17:30",
    ("unit", "户政科", "note"): "周三下午学习，不办公",
}


def department(knowledge: Knowledge, name: str) -> Answer:
    return render(Decision("department", intent="ask_duty", departments=(name,)), "……", knowledge)


# --- phone, address, hours ------------------------------------------------------------


def test_whoever_asks_how_to_reach_a_unit_is_told_what_staff_have_given(knowledge: Knowledge):
    told = answer(with_given(knowledge, EVERYTHING), "resident_id_card", "ask_contact")

    assert told.refs == ("duties/4/11",)
    assert told.text == (
        "【居民身份证办理、换领、补领】\n"
        "负责单位：户政科\n"
        "校注：户政科电话：0319-7722999（由工作人员于2026-11-24更新）\n"
        "校注：户政科地址：槐阳大街1号（由工作人员于2026-11-24更新）\n"
        "校注：户政科办公时间：周一至周五8:30—17:30（由工作人员于2026-11-24更新）\n"
        "校注：户政科：周三下午学习，不办公（工作人员2026-11-24备注）\n"
        "来源：部门职责第4项第11行"
    )


def test_what_staff_have_not_given_the_document_still_leaves_out(knowledge: Knowledge):
    told = answer(with_given(knowledge, {("unit", "户政科", "hours"): "周一至周五"}), "unit_household", "ask_contact")

    assert "电话：文件未载明户政科的电话。" in told.text
    assert lines(told.text, "校注：户政科办公时间") != []
    assert "\n地址：文件未载明。\n" in told.text
    assert "文件公布的电话只有7722206" in told.text


def test_of_two_units_each_is_told_what_the_other_lacks(knowledge: Knowledge):
    given = {("unit", "刑事侦查大队", "phone"): "7722111", ("unit", "刑事侦查大队", "address"): "槐阳大街1号"}
    told = answer(with_given(knowledge, given), "theft", "ask_contact")

    assert "负责单位：刑事侦查大队\n校注：刑事侦查大队电话：7722111（" in told.text
    assert "负责单位：治安管理大队\n电话：文件未载明治安管理大队的电话。\n" in told.text
    assert "\n刑事侦查大队的办公时间：文件未载明。\n治安管理大队的地址、办公时间：文件未载明。\n" in told.text
    assert "文件公布的电话只有7722206" in told.text


@pytest.mark.parametrize("intent", ["ask_unit", "ask_procedure", "ask_duty"])
def test_a_units_phone_stands_where_its_phone_always_stands(knowledge: Knowledge, intent: str):
    told = answer(with_given(knowledge, EVERYTHING), "resident_id_card", intent)

    assert lines(told.text, "校注：户政科电话") == ["校注：户政科电话：0319-7722999（由工作人员于2026-11-24更新）"]
    assert "文件未载明户政科的电话" not in told.text
    assert "槐阳大街" not in told.text


def test_the_documents_phone_stays_the_documents_beside_the_staffs(knowledge: Knowledge):
    told = answer(with_given(knowledge, {("unit", "政治处", "phone"): "7722555"}), "unit_political", "ask_contact")

    assert (
        "校注：政治处电话：7722555（由工作人员于2026-11-24更新）\n电话：7722206（文件在公共服务事项“爱民月”活动中公布）\n"
    ) in told.text


def test_a_phone_that_the_document_publishes_itself_is_told_once_as_the_documents(knowledge: Knowledge):
    same = with_given(knowledge, {("unit", "政治处", "phone"): "7722206"})

    for intent in ("ask_contact", "ask_unit"):
        assert answer(same, "unit_political", intent) == answer(knowledge, "unit_political", intent)
    assert answer(same, "service_open_day") == answer(knowledge, "service_open_day")


def test_a_public_service_has_both_phones_each_with_its_mark(knowledge: Knowledge):
    informed = with_given(knowledge, {("unit", "政治处", "phone"): "7722555", ("unit", "禁毒大队", "phone"): "7722666"})

    assert (
        "承办：政治处\n电话：7722206\n校注：政治处电话：7722555（由工作人员于2026-11-24更新）\n"
        in answer(informed, "service_open_day").text
    )
    without = answer(informed, "service_drug_day").text
    assert "承办：禁毒大队\n校注：禁毒大队电话：7722666（由工作人员于2026-11-24更新）\n" in without
    assert "电话：文件未载明" not in without


def test_of_a_shared_matter_the_bureaus_own_unit_can_be_reached(knowledge: Knowledge):
    own = {("unit", "治安管理大队", "phone"): "7722333"}
    told = answer(with_given(knowledge, own), "hazmat_police", "ask_contact")

    assert "公安局内负责单位：治安管理大队\n校注：治安管理大队电话：7722333（由工作人员于2026-11-24更新）" in told.text
    assert "文件未载明这些部门的电话和地址" in told.text
    assert "公安局内负责单位" not in answer(knowledge, "hazmat_police", "ask_contact").text


def test_a_human_being_can_be_reached_where_staff_say(knowledge: Knowledge):
    given = {("unit", "指挥中心", "phone"): "7722777", ("unit", "指挥中心", "address"): "槐阳大街1号"}
    told = render(Decision("handoff"), "转人工", with_given(knowledge, given))

    assert told.text == (
        "可以打7722206找指挥中心的工作人员（文件在公共服务事项“110”宣传日中公布的电话），也可以到县公安局当面问。\n"
        "校注：指挥中心电话：7722777（由工作人员于2026-11-24更新）\n"
        "校注：指挥中心地址：槐阳大街1号（由工作人员于2026-11-24更新）\n"
        "办公时间：文件未载明。\n"
        "有警情请直接拨110。\n"
        "来源：公共服务事项第1项"
    )


@pytest.mark.parametrize(
    "typed", ["7722999是谁的电话", "0319-7722999打过来的", "03197722999", "０３１９—７７２２９９９"]
)
def test_whose_a_phone_is_that_staff_have_given(knowledge: Knowledge, typed: str):
    told, _ = turn(with_given(knowledge, PHONE), question(typed, act="out_of_scope"))

    assert (told.kind, told.refs) == ("contact", ())
    assert told.text == "校注：户政科电话：0319-7722999（由工作人员于2026-11-24更新）"


def test_another_number_is_not_taken_for_the_staffs(knowledge: Knowledge):
    told, _ = turn(with_given(knowledge, PHONE), question("999", act="out_of_scope"))

    assert told.kind == "out_of_scope"


# --- notes ----------------------------------------------------------------------------


@pytest.mark.parametrize("intent", ASKING_INTENTS)
def test_a_note_on_a_matter_stands_once_in_every_answer_about_it(knowledge: Knowledge, intent: str):
    noted = with_given(knowledge, {("matter", "resident_id_card", "note"): "自助机在大厅东侧"})

    told = answer(noted, "resident_id_card", intent)

    assert lines(told.text, "校注：自助机") == ["校注：自助机在大厅东侧（工作人员2026-11-24备注）"]
    assert "自助机" not in answer(noted, "theft", intent).text


def test_a_note_on_a_department_stands_where_its_part_is_told(knowledge: Knowledge):
    noted = with_given(knowledge, {("department", "环境保护局", "note"): "夜间噪声先打12345"})
    note = "校注：环境保护局：夜间噪声先打12345（工作人员2026-11-24备注）"

    assert note in department(noted, "环境保护局").text.split("\n")
    assert note in answer(noted, "noise_construction", "ask_split").text.split("\n")
    assert "12345" not in department(noted, "民政局").text
    assert "12345" not in answer(noted, "dogs").text


def test_an_emergency_is_told_as_ever(knowledge: Knowledge):
    informed = with_given(
        knowledge,
        {("unit", "指挥中心", field): text for field, text in (("phone", "7722777"), ("note", "正在搬家"))},
    )
    decision = Decision("emergency", alarm=Alarm(("110",), 1.0))

    assert render(decision, "杀人了", informed) == render(decision, "杀人了", knowledge)


# --- never as if it were the document's -------------------------------------------------


@pytest.mark.parametrize("intent", ASKING_INTENTS)
@pytest.mark.parametrize("matter", ["resident_id_card", "unit_political", "theft", "service_open_day", "dogs", "hotel"])
def test_without_its_curated_lines_an_answer_says_nothing_that_only_staff_say(
    knowledge: Knowledge, matter: str, intent: str
):
    given = {
        ("unit", unit, field): text
        for unit in knowledge.document.units
        for field, text in (("phone", "7722888"), ("address", "某街"), ("hours", "某时"), ("note", "某事"))
    }
    told = uncurated(answer(with_given(knowledge, given), matter, intent).text)

    assert [word for word in ("7722888", "某街", "某时", "某事") if word in told] == []
