from __future__ import annotations

from actions.question import Alarm, Guess, Question, question_of


def test_a_parsed_message_becomes_a_question():
    asked = question_of(
        {
            "text": "狗天天叫归谁管",
            "intent": {"name": "in_scope", "confidence": 0.9},
            "dialogue_act": [{"name": "in_scope", "confidence": 0.9}, {"name": "out_of_scope", "confidence": 0.1}],
            "asked": [{"name": "ask_unit", "confidence": 0.8}],
            "matters": [{"name": "dog_barking", "confidence": 0.7}, {"name": "dogs", "confidence": 0.2}],
            "entities": [],
        }
    )

    assert asked == Question(
        "狗天天叫归谁管",
        dialogue_act=(Guess("in_scope", 0.9), Guess("out_of_scope", 0.1)),
        asked=(Guess("ask_unit", 0.8),),
        matters=(Guess("dog_barking", 0.7), Guess("dogs", 0.2)),
    )


def test_units_and_departments_are_kept_apart_and_each_named_once():
    asked = question_of(
        {
            "entities": [
                {"entity": "department", "value": "民政局", "start": 0, "end": 2},
                {"entity": "unit", "value": "户政科", "start": 3, "end": 6},
                {"entity": "department", "value": "司法局", "start": 7, "end": 9},
                {"entity": "department", "value": "民政局", "start": 10, "end": 13},
                {"entity": "time", "value": "周一", "start": 14, "end": 16},
            ]
        }
    )

    assert asked.units == ("户政科",)
    assert asked.departments == ("民政局", "司法局")


def test_an_emergency_is_read_with_its_numbers_and_its_despair():
    assert question_of({"emergency": {"numbers": ["120", "110"], "confidence": 0.6, "despair": True}}).alarm == Alarm(
        ("120", "110"), 0.6, True
    )
    assert question_of({"emergency": {"numbers": ["119"], "confidence": 1}}).alarm == Alarm(("119",), 1.0, False)
    assert question_of({"emergency": None}).alarm is None


def test_a_message_that_nothing_was_understood_of_is_out_of_scope():
    nothing = question_of({"text": None, "entities": None, "matters": None})

    assert nothing == Question("")
    assert nothing.act == "out_of_scope"
    assert nothing.intent == "ask_unit"


def test_the_likeliest_comes_first_and_probabilities_of_acts_add_up():
    asked = Question(
        "电话呢",
        dialogue_act=(Guess("follow_up", 0.5), Guess("in_scope", 0.25), Guess("thanks", 0.25)),
        asked=(Guess("ask_contact", 0.75), Guess("ask_unit", 0.25)),
    )

    assert (asked.act, asked.intent) == ("follow_up", "ask_contact")
    assert asked.act_probability("follow_up", "in_scope") == 0.75
    assert asked.act_probability("handoff") == 0
