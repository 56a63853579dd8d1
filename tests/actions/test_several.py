"""Two questions in one message."""

from __future__ import annotations

from dataclasses import replace

from actions.context import Context
from actions.question import Guess, Question
from knowledge.query import Knowledge
from tests.actions.turns import faults, options, question, turn


def both(whole: Question, first: Question, second: Question) -> Question:
    return replace(whole, parts=(first, second))


ID_CARD = question("身份证丢了咋补", {"resident_id_card": 0.95})
BARKING = question("狗叫归谁管", {"dog_barking": 0.9})
WHOLE = question("身份证丢了咋补 还有狗叫归谁管", {"resident_id_card": 0.5, "dog_barking": 0.4})


def test_two_matters_are_both_answered_in_their_order(knowledge: Knowledge):
    told, after = turn(knowledge, both(WHOLE, ID_CARD, BARKING))

    assert told.text.startswith("一、“身份证丢了咋补”\n【居民身份证办理、换领、补领】")
    assert "\n二、“狗叫归谁管”\n【犬类管理】" in told.text
    assert told.kind == "unit"
    assert {"duties/4/11", "boundaries/10/1"} <= set(told.refs)
    assert told.confidence == 0.9
    assert after.matter == "dog_barking"
    assert faults(told.text, told.payload(), knowledge) == []


def test_what_is_outside_is_said_beside_the_answer(knowledge: Knowledge):
    outside = question("结婚证搁哪领", {"household_booklet": 0.3}, act="out_of_scope")
    told, _ = turn(knowledge, both(WHOLE, outside, ID_CARD))

    assert "一、“结婚证搁哪领”\n这个问题不在县公安局公布的职责文件范围内" in told.text
    assert "户政科" in told.text
    assert (told.kind, told.refs[0]) == ("unit", "duties/4/11")


def test_a_second_question_on_the_same_matter_asks_for_more(knowledge: Knowledge):
    phone = question("电话多少", {"bureau": 0.2}, act="follow_up", asked="ask_contact")
    told, _ = turn(knowledge, both(replace(WHOLE, matters=ID_CARD.matters), ID_CARD, phone))

    assert (told.kind, told.matter) == ("contact", "resident_id_card")


def test_an_unsure_part_leaves_the_message_whole(knowledge: Knowledge):
    unsure = question("还有狗的事", {"dog_barking": 0.5})
    told, _ = turn(knowledge, both(question("……", {"resident_id_card": 0.9}), ID_CARD, unsure))

    assert told.matter == "resident_id_card"
    assert "二、" not in told.text


def test_an_answer_to_asking_back_is_never_cut(knowledge: Knowledge):
    said = both(question("2", act="out_of_scope"), ID_CARD, BARKING)
    told, _ = turn(knowledge, said, Context(options=options(knowledge, "passport", "theft")))

    assert told.matter == "theft"


def test_talk_is_not_cut(knowledge: Knowledge):
    thanks = Question("谢谢 再见", (Guess("thanks", 1.0),), parts=(ID_CARD, BARKING))

    assert turn(knowledge, thanks)[0].kind == "smalltalk"


def test_a_second_matter_that_also_sounds_like_a_follow_up_is_its_own(knowledge: Knowledge):
    second = Question(
        "还有我家的狗老叫归谁管",
        (Guess("in_scope", 0.7), Guess("follow_up", 0.3)),
        (Guess("ask_unit", 1.0),),
        (Guess("dog_barking", 0.5), Guess("dogs", 0.4)),
    )

    told, _ = turn(knowledge, both(WHOLE, ID_CARD, second))

    assert {"duties/4/11", "boundaries/10/1"} <= set(told.refs)
