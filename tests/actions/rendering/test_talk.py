from __future__ import annotations

import re

import pytest

from actions.answer import Answer
from actions.decide import Decision
from actions.question import TALK_INTENTS, Alarm
from actions.rendering import render
from actions.rendering.talk import FAILURE
from knowledge.query import Knowledge
from tests.actions.turns import lines, options, uncurated


def said(knowledge: Knowledge, decision: Decision) -> Answer:
    return render(decision, "……", knowledge)


# --- emergencies -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "numbers", [("110",), ("119",), ("120",), ("122",), ("120", "110"), ("119", "120"), ("122", "120", "110")]
)
@pytest.mark.parametrize("despair", [False, True])
def test_an_emergency_begins_with_the_number_to_dial(knowledge: Knowledge, numbers: tuple[str, ...], despair: bool):
    told = said(knowledge, Decision("emergency", 0.8, alarm=Alarm(numbers, 0.8, despair)))

    assert told.kind == "emergency"
    assert told.text.startswith(numbers[0])
    assert all(f"{number}（" in lines(told.text)[0] for number in numbers)
    assert told.payload()["numbers"] == list(numbers)
    assert told.confidence == 0.8


def test_110_is_answered_by_the_command_centre(knowledge: Knowledge):
    told = said(knowledge, Decision("emergency", alarm=Alarm(("110",), 0.9)))

    assert told.refs == ("duties/2/2",)
    assert told.text == (
        "110！请马上拨打110（公安报警）。\n"
        "等待时：先保护自己，尽量离开危险处，说清地点和情况，等民警到场。\n"
        "“110”报警由指挥中心受理。\n"
        "来源：部门职责第2项第2行"
    )


def test_fire_is_the_business_of_the_fire_brigade(knowledge: Knowledge):
    told = said(knowledge, Decision("emergency", alarm=Alarm(("119",), 0.9)))

    assert told.refs == ("duties/8/2", "duties/8/3")
    assert "由消防大队承担" in told.text


def test_numbers_that_the_document_does_not_name_are_marked(knowledge: Knowledge):
    told = said(knowledge, Decision("emergency", alarm=Alarm(("119", "120", "110"), 0.9)))

    assert lines(told.text, "校注：") == ["校注：119、120为全国统一号码，文件未载，待核实。"]


def test_a_number_in_the_advice_is_marked_too(knowledge: Knowledge):
    told = said(knowledge, Decision("emergency", alarm=Alarm(("122",), 0.9)))

    named = set(re.findall(r"1\d\d", uncurated(told.text)))
    marked = set(re.findall(r"1\d\d", "".join(lines(told.text, "校注："))))
    assert named == marked


def test_despair_is_met_with_care_and_a_hotline(knowledge: Knowledge):
    told = said(knowledge, Decision("emergency", alarm=Alarm(("110", "120"), 0.9, despair=True)))

    assert told.text.startswith("110、120！请马上拨打110（公安报警），或120（医疗急救）。\n")
    assert "您的命比什么都要紧" in told.text
    assert "也可以打12356（全国统一心理援助热线）" in told.text
    assert lines(told.text, "校注：") == ["校注：120、12356为全国统一号码，文件未载，待核实。"]


# --- asking back -----------------------------------------------------------------------------


def test_options_are_numbered_as_they_stand_in_the_payload(knowledge: Knowledge):
    told = said(
        knowledge, Decision("clarify", 0.7, options=options(knowledge, "passport", "dog_barking", "border_area_pass"))
    )

    assert told.kind == "clarify"
    assert told.text == (
        "请问您具体是哪一件事？\n"
        "1. 因私护照（出国）\n"
        "2. 犬吠扰民\n"
        "3. 边境管理区通行证\n"
        "回复数字，或者换个说法再说一遍。"
    )
    assert told.payload()["options"] == [
        {"title": "因私护照（出国）", "refs": ["duties/6/1"]},
        {"title": "犬吠扰民", "refs": ["boundaries/10/1"]},
        {"title": "边境管理区通行证", "refs": ["supervision/6"]},
    ]


# --- refusing, small talk, a human being ------------------------------------------------------


def test_what_is_out_of_scope_says_what_can_be_asked_instead(knowledge: Knowledge):
    told = said(knowledge, Decision("out_of_scope", 0.9))

    assert (told.kind, told.refs, told.matter) == ("out_of_scope", (), None)
    assert "没有载明" in told.text
    assert "“身份证丢了上哪补”" in told.text
    assert "有警情请拨110" in told.text


@pytest.mark.parametrize("topic", TALK_INTENTS)
def test_small_talk_looks_nothing_up(knowledge: Knowledge, topic: str):
    told = said(knowledge, Decision(topic))

    assert (told.kind, told.refs, told.matter) == ("smalltalk", (), None)
    assert told.text
    assert "来源" not in told.text


def test_every_small_talk_has_words_of_its_own(knowledge: Knowledge):
    assert len({said(knowledge, Decision(topic)).text for topic in TALK_INTENTS}) == len(TALK_INTENTS)


def test_it_says_that_it_is_no_human_being(knowledge: Knowledge):
    assert "不是真人" in said(knowledge, Decision("identity")).text


def test_a_complaint_may_go_to_a_human_being(knowledge: Knowledge):
    assert "转人工" in said(knowledge, Decision("complaint")).text


def test_a_misunderstanding_is_admitted(knowledge: Knowledge):
    told = said(knowledge, Decision("retry", 0.9))

    assert (told.kind, told.refs) == ("smalltalk", ())
    assert told.text.startswith("抱歉，我理解错了。")


def test_a_human_being_is_reached_on_the_published_phone(knowledge: Knowledge):
    told = said(knowledge, Decision("handoff"))

    assert (told.kind, told.refs) == ("handoff", ("services/1",))
    assert told.text.startswith("可以打7722206找指挥中心的工作人员（文件在公共服务事项“110”宣传日中公布的电话）")
    assert "\n地址、办公时间：文件未载明。\n有警情请直接拨110。\n" in told.text
    assert "110" in told.text


def test_a_failure_is_polite_and_names_the_numbers_that_always_work():
    assert FAILURE.startswith("抱歉")
    assert all(number in FAILURE for number in ("110", "119", "120"))
