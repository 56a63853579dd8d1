from __future__ import annotations

from dataclasses import replace

import pytest

from actions.context import Context
from actions.decide import decide
from actions.question import ASKING_INTENTS, TALK_INTENTS, Alarm, Guess, Question
from knowledge.query import Knowledge
from tests.actions.turns import THRESHOLDS, options, question

FRESH = Context()


# --- emergencies ------------------------------------------------------------------


@pytest.mark.parametrize("act", ["in_scope", "out_of_scope", "handoff", "correct", *TALK_INTENTS])
def test_an_emergency_goes_before_all_else(knowledge: Knowledge, act: str):
    said = question("1", {"dog_barking": 1.0}, act=act, departments=("民政局",), alarm=Alarm(("119",), 0.9))
    asked_back = Context(matter="noise", options=options(knowledge, "dog_barking", "passport"))

    decision = decide(said, asked_back, knowledge, THRESHOLDS)

    assert decision.act == "emergency"
    assert decision.alarm == Alarm(("119",), 0.9)
    assert decision.confidence == 0.9


def test_half_a_sentence_that_goes_on_is_heard_with_less_alarm(knowledge: Knowledge):
    said = Question(
        "中间有人闹起来，叫停又不听……",
        (Guess("emergency", 0.55), Guess("in_scope", 0.25), Guess("follow_up", 0.2)),
        (Guess("ask_penalty", 1.0),),
        alarm=Alarm(("110",), 0.55),
    )

    assert decide(said, FRESH, knowledge, THRESHOLDS).act == "emergency"
    assert decide(said, Context(matter="assembly_on_site"), knowledge, THRESHOLDS).act == "answer"
    certain = replace(said, alarm=Alarm(("110",), 1.0))
    assert decide(certain, Context(matter="assembly_on_site"), knowledge, THRESHOLDS).act == "emergency"


def test_an_unlikely_emergency_is_none(knowledge: Knowledge):
    said = question("消防通道堵了归谁管", {"fire_safety": 0.9}, alarm=Alarm(("119",), THRESHOLDS.emergency - 0.01))

    decision = decide(said, FRESH, knowledge, THRESHOLDS)

    assert (decision.act, decision.matter) == ("answer", "fire_safety")


def test_what_is_just_likely_enough_is_treated_as_an_emergency(knowledge: Knowledge):
    said = question("着火了", {"fire_safety": 0.9}, alarm=Alarm(("119",), THRESHOLDS.emergency))

    assert decide(said, FRESH, knowledge, THRESHOLDS).act == "emergency"


# --- answering, asking back, refusing ------------------------------------------------


@pytest.mark.parametrize("intent", ASKING_INTENTS)
def test_a_clear_question_is_answered(knowledge: Knowledge, intent: str):
    decision = decide(question("狗叫", {"dog_barking": 0.9}, asked=intent), FRESH, knowledge, THRESHOLDS)

    assert (decision.act, decision.matter, decision.intent, decision.options) == ("answer", "dog_barking", intent, ())
    assert decision.confidence == pytest.approx(0.9)


def test_between_several_matters_it_asks_back_likeliest_first(knowledge: Knowledge):
    said = question(
        "证件", {"passport": 0.3, "driver_license": 0.25, "firearms": 0.2, "dogs": 0.05}, asked="ask_contact"
    )

    decision = decide(said, FRESH, knowledge, THRESHOLDS)

    assert decision.act == "clarify"
    assert [option.matter for option in decision.options] == ["passport", "driver_license", "firearms"]
    assert decision.options[0].title == "因私护照（出国）"
    assert decision.options[0].refs == ("duties/6/1",)
    assert decision.intent == "ask_contact"
    assert decision.confidence == pytest.approx(0.75)


def test_a_matter_far_ahead_of_the_next_is_answered_without_asking_back(knowledge: Knowledge):
    decision = decide(question("证件", {"passport": 0.4, "firearms": 0.15, "dogs": 0.15}), FRESH, knowledge, THRESHOLDS)

    assert (decision.act, decision.matter) == ("answer", "passport")


def test_a_lone_matter_that_is_most_unlikely_is_not_answered(knowledge: Knowledge):
    said = question("啥啊", {"driver_license": 0.04, "traffic_order": 0.03})

    assert decide(said, FRESH, knowledge, THRESHOLDS).act == "out_of_scope"


def test_what_may_mean_several_things_is_asked_back_however_likely_the_first(knowledge: Knowledge):
    said = question("证", {"passport": 0.7, "driver_license": 0.05, "firearms": 0.02}, act="ambiguous")

    decision = decide(said, FRESH, knowledge, THRESHOLDS)

    assert decision.act == "clarify"
    assert [option.matter for option in decision.options] == ["passport", "driver_license", "firearms"]


def test_it_never_offers_more_than_five(knowledge: Knowledge):
    said = question(
        "？",
        {"passport": 0.16, "driver_license": 0.15, "firearms": 0.14, "dogs": 0.13, "drug_crime": 0.12, "lockup": 0.11},
    )

    decision = decide(said, FRESH, knowledge, THRESHOLDS)

    assert [o.matter for o in decision.options] == ["passport", "driver_license", "firearms", "dogs", "drug_crime"]


def test_it_does_not_ask_back_between_matters_of_one_unit(knowledge: Knowledge):
    said = question("交警", {"driver_license": 0.3, "vehicle_business": 0.25, "traffic_order": 0.2})

    decision = decide(said, FRESH, knowledge, THRESHOLDS)

    assert (decision.act, decision.matter) == ("answer", "driver_license")
    assert decision.confidence == pytest.approx(0.75)


def test_it_does_not_ask_back_between_parts_of_one_shared_matter(knowledge: Knowledge):
    said = question("太吵", {"noise_construction": 0.35, "noise_neighbour": 0.3})

    decision = decide(said, FRESH, knowledge, THRESHOLDS)

    assert (decision.act, decision.matter) == ("answer", "noise_construction")


def test_where_inspections_are_asked_about_one_regime_is_one_matter(knowledge: Knowledge):
    both = {"internet_cafe_security": 0.3, "internet_cafe_licence": 0.3}

    decision = decide(question("网吧多久查一次", both, asked="ask_supervision"), FRESH, knowledge, THRESHOLDS)

    assert (decision.act, decision.matter) == ("answer", "internet_cafe_security")


def test_what_is_out_of_scope_is_refused_whatever_it_sounds_like(knowledge: Knowledge):
    decision = decide(question("退休金怎么领", {"passport": 0.9}, act="out_of_scope"), FRESH, knowledge, THRESHOLDS)

    assert (decision.act, decision.matter) == ("out_of_scope", None)


def test_what_fits_no_matter_well_enough_even_together_is_refused(knowledge: Knowledge):
    said = question("啥啊", {"passport": 0.12, "dogs": 0.11, "firearms": 0.05})

    assert decide(said, FRESH, knowledge, THRESHOLDS).act == "out_of_scope"


@pytest.mark.parametrize("matters", [{}, {"no_such_matter": 1.0}])
def test_without_any_known_matter_it_refuses(knowledge: Knowledge, matters: dict[str, float]):
    assert decide(question("？", matters), FRESH, knowledge, THRESHOLDS).act == "out_of_scope"


@pytest.mark.parametrize("talk", [*TALK_INTENTS, "handoff"])
def test_talk_is_talk(knowledge: Knowledge, talk: str):
    assert decide(question("谢谢", {"dogs": 0.9}, act=talk), FRESH, knowledge, THRESHOLDS).act == talk


def test_a_department_named_alone_asks_what_it_does(knowledge: Knowledge):
    said = question("环保局管什么", {"noise": 0.2, "radioactive_source": 0.2}, departments=("环境保护局",))

    decision = decide(said, FRESH, knowledge, THRESHOLDS)

    assert (decision.act, decision.departments) == ("department", ("环境保护局",))


def test_a_department_named_with_a_matter_goes_along_with_it(knowledge: Knowledge):
    said = question("噪音城管管哪块", {"noise": 0.9}, departments=("城乡规划和城市管理行政执法局",))

    decision = decide(said, FRESH, knowledge, THRESHOLDS)

    assert (decision.act, decision.matter) == ("answer", "noise")
    assert decision.departments == ("城乡规划和城市管理行政执法局",)


# --- laws ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "title", "place"),
    [
        ("第591号令管的是啥", "危险化学品安全管理条例", "boundaries/1"),
        ("国务院令第 455 号", "烟花爆竹安全管理条例", "boundaries/2"),
        ("445号令", "易制毒化学品安全管理条例", "boundaries/3"),
        ("娱乐场所管理条例是哪块用的", "娱乐场所管理条例", "boundaries/11"),
        ("《关于进一步加强食品安全监督管理工作的意见》", "关于进一步加强食品安全监督管理工作的意见", "boundaries/8"),
    ],
)
def test_a_law_named_by_title_or_number_is_looked_up(knowledge: Knowledge, text: str, title: str, place: str):
    decision = decide(question(text, asked="ask_legal_basis"), FRESH, knowledge, THRESHOLDS)

    assert (decision.act, decision.intent) == ("law", "ask_legal_basis")
    assert [(law.title, law.ref) for law in decision.citations] == [(title, place)]


@pytest.mark.parametrize("address", ["阳光小区14号楼", "槐阳路33号"])
def test_a_house_number_is_no_law(knowledge: Knowledge, address: str):
    said = question(f"{address}的狗天天叫归谁管", {"dog_barking": 0.95})

    assert decide(said, FRESH, knowledge, THRESHOLDS).matter == "dog_barking"


def test_a_law_that_is_only_mentioned_does_not_change_the_question(knowledge: Knowledge):
    said = question("按照危险化学品安全管理条例，剧毒运输通行证归谁发", {"hazmat_police": 0.95}, asked="ask_unit")

    assert decide(said, FRESH, knowledge, THRESHOLDS).matter == "hazmat_police"


def test_a_house_number_with_an_ordinal_is_no_law_either(knowledge: Knowledge):
    said = question("第14号楼的狗天天叫归谁管", {"dog_barking": 0.95})

    assert decide(said, FRESH, knowledge, THRESHOLDS).matter == "dog_barking"


def test_a_law_named_where_the_matter_is_not_plain_is_looked_up(knowledge: Knowledge):
    said = question("典当管理办法管啥", {"pawnshop": 0.3, "hotel": 0.1})

    decision = decide(said, FRESH, knowledge, THRESHOLDS)

    assert decision.act == "law"
    assert {law.title for law in decision.citations} == {"典当管理办法"}


# --- follow-ups -------------------------------------------------------------------------------


def test_a_follow_up_keeps_the_matter(knowledge: Knowledge):
    said = question("那电话呢", act="follow_up", asked="ask_contact")

    decision = decide(said, Context(matter="resident_id_card"), knowledge, THRESHOLDS)

    assert (decision.act, decision.matter, decision.intent) == ("answer", "resident_id_card", "ask_contact")


def test_a_follow_up_keeps_the_matter_though_its_few_words_sound_like_others(knowledge: Knowledge):
    said = question("依据是哪条", {"bureau": 0.2, "police_call": 0.1}, act="follow_up", asked="ask_legal_basis")

    decision = decide(said, Context(matter="dogs"), knowledge, THRESHOLDS)

    assert (decision.matter, decision.intent) == ("dogs", "ask_legal_basis")


def test_a_follow_up_may_turn_to_another_part_of_the_shared_matter(knowledge: Knowledge):
    said = question("出口的呢", {"precursor_chemicals": 0.9}, act="follow_up")

    turned = decide(said, Context(matter="precursor_purchase"), knowledge, THRESHOLDS)
    kept = decide(said, Context(matter="dogs"), knowledge, THRESHOLDS)

    assert (turned.matter, kept.matter) == ("precursor_chemicals", "dogs")


def test_a_department_named_in_words_outside_is_not_asked_what_it_does(knowledge: Knowledge):
    said = Question(
        "商务局今年有没有补贴",
        (Guess("out_of_scope", 0.9), Guess("in_scope", 0.1)),
        (Guess("ask_procedure", 1.0),),
        (Guess("precursor_chemicals", 0.3),),
        departments=("商务局",),
    )

    assert decide(said, Context(), knowledge, THRESHOLDS).act == "out_of_scope"
    assert decide(replace(said, asked=(Guess("ask_duty", 1.0),)), Context(), knowledge, THRESHOLDS).act == "department"


def test_who_is_named_in_talk_of_inspections_is_the_one_that_inspects(knowledge: Knowledge):
    said = Question(
        "那派出所隔多久来转一圈",
        (Guess("follow_up", 0.6), Guess("in_scope", 0.4)),
        (Guess("ask_supervision", 1.0),),
        (Guess("police_station", 0.9),),
    )

    inspected = decide(said, Context(matter="hotel", intent="ask_supervision"), knowledge, THRESHOLDS)
    not_inspected = decide(said, Context(matter="theft"), knowledge, THRESHOLDS)

    assert (inspected.matter, not_inspected.matter) == ("hotel", "police_station")


def test_words_that_go_on_and_ask_for_nobody_keep_what_was_asked(knowledge: Knowledge):
    said = Question(
        "那没往登记簿上写全呢", (Guess("follow_up", 1.0),), (Guess("ask_unit", 0.8), Guess("ask_penalty", 0.1))
    )
    talked = Context(matter="pawnshop", intent="ask_penalty")

    assert decide(said, talked, knowledge, THRESHOLDS).intent == "ask_penalty"
    assert decide(replace(said, text="那没写全的谁管"), talked, knowledge, THRESHOLDS).intent == "ask_unit"


def test_small_talk_of_one_kind_or_another_is_small_talk(knowledge: Knowledge):
    acts = (Guess("in_scope", 0.4), Guess("ack", 0.3), Guess("bye", 0.2), Guess("follow_up", 0.1))
    said = Question("行吧，俺心里有数了", acts, matters=(Guess("theft", 0.9),))

    assert decide(said, Context(matter="theft"), knowledge, THRESHOLDS).act == "ack"


def test_what_was_asked_carries_over_where_the_new_words_leave_it_open(knowledge: Knowledge):
    said = Question("那城管呢", (Guess("follow_up", 1.0),), (Guess("ask_unit", 0.4),), departments=("民政局",))

    decision = decide(said, Context(matter="vagrant_assistance", intent="ask_contact"), knowledge, THRESHOLDS)

    assert (decision.matter, decision.intent) == ("vagrant_assistance", "ask_contact")
    assert decision.departments == ("民政局",)


def test_the_same_matter_in_other_words_is_no_new_one(knowledge: Knowledge):
    said = Question("我说的护照", (Guess("in_scope", 1.0),), (Guess("ask_unit", 0.4),), (Guess("passport", 0.9),))

    decision = decide(said, Context(matter="passport", intent="ask_contact"), knowledge, THRESHOLDS)

    assert (decision.matter, decision.intent) == ("passport", "ask_contact")


def test_a_new_matter_replaces_the_old(knowledge: Knowledge):
    decision = decide(
        question("狗天天叫归谁管", {"dog_barking": 0.95}), Context(matter="resident_id_card"), knowledge, THRESHOLDS
    )

    assert (decision.act, decision.matter) == ("answer", "dog_barking")


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        ("resident_id_card", "household_move", "迁户口找谁"),
        ("noise_neighbour", "noise_construction", "工地半夜打桩归谁管"),
        ("passport", "foreigner_visa", "老外的居留许可找谁办"),
    ],
)
def test_a_new_matter_of_the_same_unit_replaces_the_old_too(knowledge: Knowledge, old: str, new: str, text: str):
    said = question(text, {new: 0.9, old: 0.05})

    assert decide(said, Context(matter=old), knowledge, THRESHOLDS).matter == new


def test_the_matter_just_talked_of_does_not_make_nonsense_a_question(knowledge: Knowledge):
    decision = decide(question("明天下雨吗", act="out_of_scope"), Context(matter="dogs"), knowledge, THRESHOLDS)

    assert decision.act == "out_of_scope"


def test_in_a_conversation_a_bare_question_is_about_the_matter_just_talked_of(knowledge: Knowledge):
    said = Question(
        "周末上班吗",
        (Guess("out_of_scope", 0.6), Guess("follow_up", 0.3), Guess("in_scope", 0.1)),
        (Guess("ask_contact", 0.9),),
        (Guess("bureau", 0.1),),
    )

    assert decide(said, Context(matter="passport"), knowledge, THRESHOLDS).matter == "passport"
    assert decide(said, FRESH, knowledge, THRESHOLDS).act == "out_of_scope"


def test_a_matter_called_by_its_name_is_a_new_one_though_it_sounds_like_a_follow_up(knowledge: Knowledge):
    said = question("那身份证呢", {"resident_id_card": 0.8, "temporary_id_card": 0.1}, act="follow_up")

    assert decide(said, Context(matter="dogs"), knowledge, THRESHOLDS).matter == "resident_id_card"


def test_a_follow_up_to_nothing_is_asked_back(knowledge: Knowledge):
    said = question("那电话呢", {"passport": 0.04, "dogs": 0.03}, act="follow_up", asked="ask_contact")

    decision = decide(said, FRESH, knowledge, THRESHOLDS)

    assert (decision.act, decision.matter, decision.intent) == ("clarify", None, "ask_contact")
    assert [option.matter for option in decision.options] == ["passport", "dogs"]


# --- corrections ----------------------------------------------------------------------------------


def test_you_misunderstood_me_is_admitted(knowledge: Knowledge):
    decision = decide(question("你弄错了", act="correct"), Context(matter="dogs"), knowledge, THRESHOLDS)

    assert (decision.act, decision.matter) == ("retry", None)


def test_a_correction_that_says_the_right_matter_is_answered(knowledge: Knowledge):
    said = Question(
        "不是护照，是狗叫",
        (Guess("correct", 0.6), Guess("in_scope", 0.4)),
        (Guess("ask_unit", 1.0),),
        (Guess("dog_barking", 0.9),),
    )

    assert decide(said, Context(matter="passport"), knowledge, THRESHOLDS).matter == "dog_barking"


def test_a_correction_that_names_the_right_matter_is_answered_however_sure(knowledge: Knowledge):
    said = question("不是护照，是狗叫", {"dog_barking": 0.9}, act="correct")

    assert decide(said, Context(matter="passport"), knowledge, THRESHOLDS).matter == "dog_barking"


def test_a_correction_is_never_answered_on_the_matter_that_it_corrects(knowledge: Knowledge):
    said = question("说的不是那个，是邻居家汪汪个没完", {"dog_barking": 0.9}, act="correct")

    assert decide(said, Context(matter="passport"), knowledge, THRESHOLDS).matter == "dog_barking"


def test_a_bare_question_is_asked_back_within_one_kind_of_business(knowledge: Knowledge):
    said = Question(
        "丢了",
        (Guess("in_scope", 0.6), Guess("ambiguous", 0.4)),
        (Guess("ask_unit", 1.0),),
        (Guess("passport", 0.6), Guess("radioactive_police", 0.1), Guess("resident_id_card", 0.08)),
    )

    decision = decide(said, FRESH, knowledge, THRESHOLDS)

    assert decision.act == "clarify"
    assert [option.matter for option in decision.options] == ["passport", "resident_id_card"]


def test_a_unit_that_is_named_is_answered_for_where_no_matter_is_plain(knowledge: Knowledge):
    said = Question(
        "交警队那边咋说",
        (Guess("in_scope", 1.0),),
        (Guess("ask_unit", 1.0),),
        (Guess("traffic_order", 0.2), Guess("passport", 0.19), Guess("dogs", 0.18)),
        units=("交通警察大队",),
    )

    decision = decide(said, FRESH, knowledge, THRESHOLDS)

    assert (decision.act, decision.matter) == ("answer", "unit_traffic")


def test_in_a_conversation_a_follow_up_is_likelier_than_the_words_alone_say(knowledge: Knowledge):
    said = Question(
        "得多少钱",
        (Guess("out_of_scope", 0.9), Guess("follow_up", 0.05), Guess("in_scope", 0.05)),
        (Guess("ask_procedure", 0.9),),
        (Guess("bureau", 0.1),),
    )

    assert decide(said, Context(matter="passport"), knowledge, THRESHOLDS).intent == "ask_procedure"
    assert decide(said, FRESH, knowledge, THRESHOLDS).act == "out_of_scope"


def test_in_a_conversation_a_plain_new_matter_is_not_asked_back(knowledge: Knowledge):
    said = Question(
        "那要是刑事拘留呢",
        (Guess("follow_up", 0.5), Guess("in_scope", 0.5)),
        (Guess("ask_unit", 1.0),),
        (Guess("detention_center", 0.7), Guess("lockup", 0.3)),
    )

    assert decide(said, Context(matter="lockup"), knowledge, THRESHOLDS).act == "answer"


def test_a_published_phone_says_whose_it_is(knowledge: Knowledge):
    decision = decide(question("7722206是哪儿的", act="out_of_scope"), FRESH, knowledge, THRESHOLDS)

    assert (decision.act, decision.refs) == ("phone", ("services/1", "services/2", "services/6"))
