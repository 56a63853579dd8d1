"""Names that staff have given, which the model has never heard."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.context import Context
from actions.question import Alarm, Guess, Question
from actions.staff_names import with_staff_names
from knowledge.query import Knowledge
from tests.actions.turns import THRESHOLDS, question, turn
from tests.knowledge.given import with_given

NAMES = {
    ("unit", "户政科", "other_names"): "阳光大厅、办证厅",
    ("unit", "巡特警大队", "other_names"): "蓝盾队",
    ("department", "环境保护局", "other_names"): "蓝天办",
    ("matter", "dogs", "other_names"): "毛孩子",
}


@pytest.fixture(scope="module")
def informed(knowledge: Knowledge) -> Knowledge:
    return with_given(knowledge, NAMES)


def puzzled(text: str, asked: str = "ask_unit", in_scope: float = 0.05) -> Question:
    """What the model makes of words that it has never heard: probably none of our business."""
    acts = (Guess("out_of_scope", 1.0 - in_scope), Guess("in_scope", in_scope))
    return replace(question(text, {"bureau": 0.4, "theft": 0.1}, asked=asked), dialogue_act=acts)


# --- units ------------------------------------------------------------------------------


def test_a_unit_is_known_by_the_name_that_staff_have_given(knowledge: Knowledge, informed: Knowledge):
    asked = puzzled("阳光大厅几点下班", "ask_contact")

    before, _ = turn(knowledge, asked)
    told, context = turn(informed, asked)

    assert before.kind == "out_of_scope"
    assert (told.kind, told.matter) == ("contact", "unit_household")
    assert context.matter == "unit_household"


def test_a_name_is_known_in_any_width_case_and_spacing(knowledge: Knowledge):
    informed = with_given(knowledge, {("unit", "户政科", "other_names"): "Ａ座 大厅"})

    told, _ = turn(informed, puzzled("a座大厅电话", "ask_contact"))

    assert told.matter == "unit_household"


def test_a_matter_that_is_plain_beside_the_name_is_answered(informed: Knowledge):
    told, _ = turn(informed, question("找蓝盾队补身份证", {"resident_id_card": 0.96}))

    assert told.matter == "resident_id_card"


def test_a_matter_spoken_of_needs_to_be_less_plain(informed: Knowledge):
    spoken_of = question("蓝盾队管不管身份证", {"resident_id_card": 0.7})
    guessed = question("蓝盾队管不管那个证", {"resident_id_card": 0.7})

    assert turn(informed, spoken_of)[0].matter == "resident_id_card"
    assert turn(informed, guessed)[0].matter == "unit_patrol"


def test_whose_phone_is_asked_for_is_who_is_named(informed: Knowledge):
    told, _ = turn(informed, question("蓝盾队上班时间", {"bureau": 0.8}, asked="ask_contact"))

    assert told.matter == "unit_patrol"


def test_a_name_changes_the_subject_of_a_conversation(informed: Knowledge):
    asked = replace(puzzled("那蓝盾队呢"), dialogue_act=(Guess("follow_up", 0.9), Guess("in_scope", 0.1)))

    told, _ = turn(informed, asked, Context(matter="resident_id_card"))

    assert told.matter == "unit_patrol"


# --- departments and matters --------------------------------------------------------------


def test_a_department_is_known_by_the_name_that_staff_have_given(informed: Knowledge):
    told, _ = turn(informed, puzzled("蓝天办管什么", "ask_duty"))

    assert (told.kind, told.matter) == ("duty", None)
    assert told.text.startswith("【环境保护局】在与公安局分工的事项中负责：")


def test_of_a_shared_matter_the_named_departments_part_comes_first(informed: Knowledge):
    told, _ = turn(informed, question("工地噪声归蓝天办管吗", {"noise_construction": 0.95}))

    assert told.matter == "noise_construction"
    assert "您问的这部分：\n· 环境保护局：" in told.text


def test_a_matter_is_known_by_the_name_that_staff_have_given(informed: Knowledge):
    told, _ = turn(informed, puzzled("毛孩子归谁管"))

    assert told.matter == "dogs"
    assert THRESHOLDS.answer < told.confidence <= THRESHOLDS.plain


def test_the_matters_left_share_what_is_left(informed: Knowledge):
    heard = with_staff_names(puzzled("毛孩子"), informed, THRESHOLDS)

    assert heard.matters == (
        Guess("dogs", 0.75),
        Guess("bureau", pytest.approx(0.2)),
        Guess("theft", pytest.approx(0.05)),
    )


def test_the_bureaus_own_other_name_tells_nothing(knowledge: Knowledge):
    informed = with_given(knowledge, {("department", "公安局", "other_names"): "城南大院"})
    asked = puzzled("城南大院的食堂")

    assert with_staff_names(asked, informed, THRESHOLDS) == asked


# --- several names ------------------------------------------------------------------------


def test_the_longest_name_counts(knowledge: Knowledge):
    informed = with_given(
        knowledge,
        {("unit", "户政科", "other_names"): "大厅", ("unit", "出入境管理大队", "other_names"): "大厅东窗口"},
    )

    heard = with_staff_names(puzzled("大厅东窗口电话"), informed, THRESHOLDS)

    assert heard.units == ("出入境管理大队",)


def test_each_of_two_questions_has_its_own_name(informed: Knowledge):
    parts = (puzzled("毛孩子咬人找谁"), puzzled("蓝盾队电话多少", "ask_contact"))
    both = replace(puzzled("毛孩子咬人找谁？蓝盾队电话多少"), parts=parts)

    told, _ = turn(informed, both)

    assert "一、“毛孩子咬人找谁”\n【犬类管理】" in told.text
    assert "二、“蓝盾队电话多少”\n【巡特警大队】" in told.text


# --- where a name changes nothing -----------------------------------------------------------


def test_an_emergency_is_an_emergency_whoever_is_named(informed: Knowledge):
    told, _ = turn(informed, replace(puzzled("蓝盾队快来有人砍人"), alarm=Alarm(("110",), 1.0)))

    assert told.kind == "emergency"


def test_what_is_certainly_none_of_our_business_stays_outside(informed: Knowledge):
    told, _ = turn(informed, puzzled("阳光大厅旁边的医院医保怎么报销", in_scope=0.00001))

    assert told.kind == "out_of_scope"


def test_a_name_that_means_something_else_by_now_is_not_heard(knowledge: Knowledge):
    informed = with_given(knowledge, {("unit", "户政科", "other_names"): "网警"})
    asked = puzzled("网警电话")

    assert with_staff_names(asked, informed, THRESHOLDS) == asked


@given(text=st.text())
def test_words_without_a_name_stay_what_they_were(knowledge: Knowledge, text: str):
    asked = puzzled(text)

    assert with_staff_names(asked, knowledge, THRESHOLDS) == asked
