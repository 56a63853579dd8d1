"""After asking back: by number, by words, by another way of saying it, or something new."""

from __future__ import annotations

import pytest

from actions.context import Context
from actions.decide import decide
from knowledge.query import Knowledge
from tests.actions.turns import THRESHOLDS, options, question

FRESH = Context()


@pytest.mark.parametrize(
    "said", ["2", "２", "2.", "二", "第二个", "第2个", "选2", "我选二", "第二项吧", "2号", " 2 ", "最后一个"]
)
def test_an_option_is_chosen_by_its_number(knowledge: Knowledge, said: str):
    asked_back = Context(intent="ask_contact", options=options(knowledge, "passport", "dog_barking"))

    decision = decide(question(said, act="out_of_scope"), asked_back, knowledge, THRESHOLDS)

    assert (decision.act, decision.matter, decision.intent) == ("answer", "dog_barking", "ask_contact")


@pytest.mark.parametrize("said", ["犬吠", "犬吠扰民", "就是犬吠扰民这个"])
def test_an_option_is_chosen_by_its_words(knowledge: Knowledge, said: str):
    asked_back = Context(options=options(knowledge, "passport", "dog_barking"))

    decision = decide(question(said, act="out_of_scope"), asked_back, knowledge, THRESHOLDS)

    assert (decision.act, decision.matter) == ("answer", "dog_barking")


@pytest.mark.parametrize("act", ["in_scope", "follow_up"])
def test_an_option_is_chosen_by_saying_it_another_way(knowledge: Knowledge, act: str):
    asked_back = Context(options=options(knowledge, "passport", "dog_barking"))
    said = question("隔壁那条狗半夜老叫唤", {"dog_barking": 0.4, "noise_neighbour": 0.35}, act=act)

    decision = decide(said, asked_back, knowledge, THRESHOLDS)

    assert (decision.act, decision.matter) == ("answer", "dog_barking")


def test_what_was_offered_is_preferred_to_what_is_only_a_little_likelier(knowledge: Knowledge):
    asked_back = Context(options=options(knowledge, "passport", "dog_barking"))
    said = question("隔壁半夜老叫唤", {"noise_neighbour": 0.4, "dog_barking": 0.3})

    assert decide(said, asked_back, knowledge, THRESHOLDS).matter == "dog_barking"


def test_a_choice_may_ask_something_else(knowledge: Knowledge):
    asked_back = Context(intent="ask_unit", options=options(knowledge, "passport", "dog_barking"))

    decision = decide(question("2", asked="ask_legal_basis"), asked_back, knowledge, THRESHOLDS)

    assert (decision.matter, decision.intent) == ("dog_barking", "ask_legal_basis")


@pytest.mark.parametrize("said", ["3", "第五个", "0"])
def test_a_number_that_was_not_offered_chooses_nothing(knowledge: Knowledge, said: str):
    asked_back = Context(options=options(knowledge, "passport", "dog_barking"))

    assert decide(question(said, act="out_of_scope"), asked_back, knowledge, THRESHOLDS).matter is None


def test_words_that_fit_several_options_choose_none_of_them(knowledge: Knowledge):
    asked_back = Context(options=options(knowledge, "noise_neighbour", "noise_business"))

    assert decide(question("噪声", act="out_of_scope"), asked_back, knowledge, THRESHOLDS).matter is None


def test_a_number_means_nothing_where_nothing_was_offered(knowledge: Knowledge):
    assert decide(question("2", act="out_of_scope"), FRESH, knowledge, THRESHOLDS).act == "out_of_scope"


@pytest.mark.parametrize("talk", ["thanks", "handoff", "giveup"])
def test_nobody_has_to_choose(knowledge: Knowledge, talk: str):
    asked_back = Context(options=options(knowledge, "passport", "dog_barking"))

    assert decide(question("算了", act=talk), asked_back, knowledge, THRESHOLDS).act == talk


def test_something_new_may_follow_instead_of_a_choice(knowledge: Knowledge):
    asked_back = Context(options=options(knowledge, "passport", "dog_barking"))

    decision = decide(question("有人偷电动车", {"theft": 0.9}), asked_back, knowledge, THRESHOLDS)

    assert (decision.act, decision.matter) == ("answer", "theft")


def test_something_new_is_not_bent_into_an_option(knowledge: Knowledge):
    asked_back = Context(options=options(knowledge, "passport", "dog_barking"))

    decision = decide(question("被偷了", {"theft": 0.78, "dog_barking": 0.22}), asked_back, knowledge, THRESHOLDS)

    assert decision.matter == "theft"


def test_it_never_asks_back_twice_in_a_row(knowledge: Knowledge):
    unclear = question("证件", {"firearms": 0.3, "driver_license": 0.25})
    asked_back = Context(options=options(knowledge, "passport", "dog_barking"))

    assert decide(unclear, FRESH, knowledge, THRESHOLDS).act == "clarify"
    second = decide(unclear, asked_back, knowledge, THRESHOLDS)
    assert (second.act, second.matter) == ("answer", "firearms")
