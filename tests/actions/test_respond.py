from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.answer import Answer
from actions.context import Context, Option, context_of
from actions.question import ASKING_INTENTS, TALK_INTENTS, Alarm, Guess, Question
from actions.respond import respond
from actions.thresholds import read_thresholds
from knowledge.curation import read_curation
from knowledge.document import BoundaryMatter, BoundaryRow, DutyRow, Regime, Service
from knowledge.query import Knowledge
from tests.actions.turns import PRINTED, THRESHOLDS, faults, options, question, refs_of_source, turn, uncurated

CURATION = read_curation()
MATTERS = [matter.id for matter in CURATION.matters] + [unit.id for unit in CURATION.units]
DEPARTMENTS = [department.name for department in CURATION.departments]

every_matter = pytest.mark.parametrize("matter", MATTERS)
Asked = dict[str, Answer]


# --- every kind of answer of the contract, once ---------------------------------------------


def test_who_is_responsible(knowledge: Knowledge):
    told, _ = turn(knowledge, question("身份证丢了上哪补", {"resident_id_card": 0.97}))

    payload = told.payload()
    assert payload == {
        "kind": "unit",
        "matter": "resident_id_card",
        "refs": ["duties/4/11", "supervision/10"],
        "options": [],
        "confidence": 0.97,
    }
    assert "负责单位：户政科" in told.text
    assert told.text.endswith("来源：部门职责第4项第11行；监管制度（十）")


def test_a_phone(knowledge: Knowledge):
    told, _ = turn(knowledge, question("指挥中心电话", {"unit_command_center": 0.9}, asked="ask_contact"))

    assert (told.kind, told.refs) == ("contact", ("duties/2/2", "duties/2/3", "duties/2/4", "services/1"))
    assert "电话：7722206" in told.text


def test_no_phone(knowledge: Knowledge):
    told, _ = turn(knowledge, question("交警队电话", {"unit_traffic": 0.9}, asked="ask_contact"))

    assert (told.kind, told.refs[0]) == ("contact", "duties/7/1")
    assert "文件未载明交通警察大队的电话" in told.text


def test_a_legal_basis(knowledge: Knowledge):
    told, _ = turn(knowledge, question("网吧归哪条法管", {"internet_cafe_security": 0.9}, asked="ask_legal_basis"))

    assert (told.kind, told.refs) == ("legal_basis", ("boundaries/4",))
    assert "《互联网上网服务营业场所管理条例》" in told.text


def test_no_legal_basis(knowledge: Knowledge):
    told, _ = turn(knowledge, question("养狗有啥依据", {"dogs": 0.9}, asked="ask_legal_basis"))

    assert (told.kind, told.refs) == ("legal_basis", ("boundaries/10",))
    assert "文件未载明（“相关依据”一栏为空）" in told.text


def test_what_a_unit_does(knowledge: Knowledge):
    told, _ = turn(knowledge, question("拘留所是干啥的", {"unit_lockup": 0.9}, asked="ask_duty"))

    assert (told.kind, told.refs) == ("duty", ("duties/5/4", "duties/5/5"))
    assert "【拘留所】负责：\n1. 负责关押治安（行政、司法）拘留人员" in told.text


def test_who_does_which_part(knowledge: Knowledge):
    told, _ = turn(knowledge, question("烟花归谁管", {"fireworks_police": 0.9}, asked="ask_split"))

    assert (told.kind, told.refs) == ("split", ("boundaries/2/1", "boundaries/2/2", "boundaries/2"))
    assert "· 安全生产监督管理局：负责烟花爆竹的安全生产、经营、储存的监督管理。" in told.text


def test_how_often_is_inspected(knowledge: Knowledge):
    told, _ = turn(knowledge, question("旅馆多久查一次", {"hotel": 0.9}, asked="ask_supervision"))

    assert (told.kind, told.refs) == ("supervision", ("supervision/5", "duties/4/1"))
    assert "旅馆业要求每月对辖区所有旅馆进行1次监督检查" in told.text


def test_how_much_is_fined(knowledge: Knowledge):
    told, _ = turn(knowledge, question("典当行收了赃物不报告罚多少", {"pawnshop": 0.9}, asked="ask_penalty"))

    assert (told.kind, told.refs) == ("supervision", ("supervision/5", "duties/4/1"))
    assert "并处2000元以上1万元以下罚款；造成严重后果或者屡教不改的，处5000元以上3万元以下罚款。" in told.text


def test_a_public_service(knowledge: Knowledge):
    told, _ = turn(knowledge, question("警营开放日是啥", {"service_open_day": 0.9}, asked="ask_service"))

    assert (told.kind, told.refs) == ("service", ("services/6",))
    assert "承办：政治处\n电话：7722206\n" in told.text


def test_a_how_to(knowledge: Knowledge):
    told, _ = turn(knowledge, question("办护照要带啥", {"passport": 0.9}, asked="ask_procedure"))

    assert (told.kind, told.refs) == ("procedure", ("duties/6/1",))
    assert told.text.startswith("办理材料、流程、时限和费用：文件未载明")
    assert "负责单位：出入境管理大队" in told.text


def test_asking_back(knowledge: Knowledge):
    told, _ = turn(knowledge, question("证", {"passport": 0.3, "firearms": 0.2}))

    assert told.payload() == {
        "kind": "clarify",
        "matter": None,
        "refs": [],
        "options": [
            {"title": "因私护照（出国）", "refs": ["duties/6/1"]},
            {"title": "枪支弹药管理", "refs": ["duties/4/4"]},
        ],
        "confidence": 0.5,
    }
    assert "\n1. 因私护照（出国）\n2. 枪支弹药管理\n" in told.text


def test_an_emergency(knowledge: Knowledge):
    told, _ = turn(knowledge, question("有人持刀砍人", {"criminal_case": 0.9}, alarm=Alarm(("110",), 0.9)))

    assert (told.kind, told.matter, told.refs) == ("emergency", None, ("duties/2/2",))
    assert told.text.startswith("110")


def test_out_of_scope(knowledge: Knowledge):
    told, _ = turn(knowledge, question("退休金怎么领", act="out_of_scope"))

    assert (told.kind, told.matter, told.refs, told.options) == ("out_of_scope", None, (), ())
    assert told.confidence == 1.0


def test_small_talk(knowledge: Knowledge):
    told, _ = turn(knowledge, question("谢谢", act="thanks"))

    assert (told.kind, told.matter, told.refs) == ("smalltalk", None, ())
    assert told.text == "不客气，还有事随时问我。"


def test_a_human_being(knowledge: Knowledge):
    told, _ = turn(knowledge, question("转人工", act="handoff"))

    assert (told.kind, told.refs) == ("handoff", ("services/1",))
    assert "7722206" in told.text


def test_a_law_named_by_number(knowledge: Knowledge):
    told, _ = turn(knowledge, question("第591号令是管啥的", asked="ask_legal_basis"))

    assert (told.kind, told.matter, told.refs) == ("legal_basis", None, ("boundaries/1",))
    assert told.text.startswith("《危险化学品安全管理条例》（中华人民共和国国务院令第591号），文件用在：")


# --- conversations ----------------------------------------------------------------------------


def test_a_matter_then_its_phone_then_its_law(knowledge: Knowledge):
    _, talk = turn(knowledge, question("狗天天叫归谁管", {"dog_barking": 0.9}))
    assert (talk.matter, talk.intent) == ("dog_barking", "ask_unit")

    phone, talk = turn(knowledge, question("电话呢", act="follow_up", asked="ask_contact"), talk)
    law, talk = turn(knowledge, question("依据呢", act="follow_up", asked="ask_legal_basis"), talk)

    assert (phone.kind, phone.matter) == ("contact", "dog_barking")
    assert (law.kind, law.refs) == ("legal_basis", ("boundaries/10",))
    assert talk.matter == "dog_barking"


def test_a_department_named_in_a_follow_up_comes_first(knowledge: Knowledge):
    _, talk = turn(knowledge, question("太吵了", {"noise": 0.9}))

    told, talk = turn(
        knowledge,
        question("城管管哪块", act="follow_up", asked="ask_split", departments=("城乡规划和城市管理行政执法局",)),
        talk,
    )

    assert (told.kind, told.refs[0]) == ("split", "boundaries/9/2")
    assert told.text.split("\n")[1].startswith("· 城乡规划和城市管理行政执法局：负责对在商业经营活动中")


def test_thanks_in_between_do_not_forget_the_matter(knowledge: Knowledge):
    _, talk = turn(knowledge, question("护照过期了", {"passport": 0.9}))
    _, talk = turn(knowledge, question("谢谢", act="thanks"), talk)

    told, _ = turn(knowledge, question("电话呢", act="follow_up", asked="ask_contact"), talk)

    assert told.matter == "passport"


def test_a_new_matter_replaces_the_old_in_memory_too(knowledge: Knowledge):
    _, talk = turn(knowledge, question("护照过期了", {"passport": 0.9}))
    _, talk = turn(knowledge, question("狗天天叫归谁管", {"dog_barking": 0.95}), talk)

    told, _ = turn(knowledge, question("电话呢", act="follow_up", asked="ask_contact"), talk)

    assert told.matter == "dog_barking"


def test_asked_back_then_chosen_what_was_asked_is_kept(knowledge: Knowledge):
    back, talk = turn(knowledge, question("证件电话", {"passport": 0.3, "driver_license": 0.3}, asked="ask_contact"))
    assert back.kind == "clarify"
    assert [option.matter for option in talk.options] == ["passport", "driver_license"]

    told, talk = turn(knowledge, question("第二个", act="out_of_scope"), talk)

    assert (told.kind, told.matter) == ("contact", "driver_license")
    assert talk.options == ()


@pytest.mark.parametrize(
    "other", [question("谢谢", act="thanks"), question("？", act="out_of_scope"), question("我要人工", act="handoff")]
)
def test_a_number_said_too_late_chooses_nothing(knowledge: Knowledge, other: Question):
    _, talk = turn(knowledge, question("证件", {"passport": 0.3, "driver_license": 0.3}))
    _, talk = turn(knowledge, other, talk)

    told, _ = turn(knowledge, question("2", act="out_of_scope"), talk)

    assert told.kind == "out_of_scope"


def test_it_never_asks_back_twice_in_a_row(knowledge: Knowledge):
    unclear = question("证件", {"passport": 0.3, "driver_license": 0.3})
    other = question("东西", {"firearms": 0.3, "drug_crime": 0.25})

    first, talk = turn(knowledge, unclear)
    second, talk = turn(knowledge, other, talk)
    third, _ = turn(knowledge, other, Context())

    assert (first.kind, second.kind, third.kind) == ("clarify", "unit", "clarify")


def test_after_a_day_a_follow_up_follows_nothing(knowledge: Knowledge):
    _, talk = turn(knowledge, question("护照过期了", {"passport": 0.9}), Context(at=1000.0))
    later = question("电话呢", act="follow_up", asked="ask_contact")

    assert turn(knowledge, later, talk.fresh(1000.0 + 23 * 3600))[0].matter == "passport"
    assert turn(knowledge, later, talk.fresh(1000.0 + 25 * 3600))[0].matter is None


def test_an_emergency_does_not_forget_what_was_talked_of(knowledge: Knowledge):
    _, talk = turn(knowledge, question("护照过期了", {"passport": 0.9}))
    told, talk = turn(knowledge, question("着火了", alarm=Alarm(("119",), 0.9)), talk)

    assert told.text.startswith("119")
    assert talk.matter == "passport"


@pytest.mark.parametrize("text", ["电话呢", "1"])
def test_a_matter_that_the_catalogue_no_longer_holds_is_forgotten(knowledge: Knowledge, text: str):
    talk = Context(matter="dropped_matter", options=(Option("旧事项", "dropped_matter", ("duties/1/1",)),))

    told, _ = turn(knowledge, question(text, act="follow_up"), talk)

    assert faults(told.text, told.payload(), knowledge) == []


# --- every matter, whatever is asked ------------------------------------------------------------


@pytest.fixture(scope="session")
def told(knowledge: Knowledge) -> dict[str, Asked]:
    """The answer about every matter to every asking intent."""
    return {
        matter: {
            intent: turn(knowledge, question("多久查一次，罚多少", {matter: 1.0}, asked=intent))[0]
            for intent in ASKING_INTENTS
        }
        for matter in MATTERS
    }


def test_the_matters_asked_about_are_all_there_are(knowledge: Knowledge):
    assert list(knowledge.matters) == MATTERS


@every_matter
def test_every_answer_keeps_the_contract(knowledge: Knowledge, told: dict[str, Asked], matter: str):
    broken = {i: found for i, a in told[matter].items() if (found := faults(a.text, a.payload(), knowledge))}

    assert broken == {}
    assert {a.matter for a in told[matter].values()} == {matter}
    assert all(a.refs for a in told[matter].values())
    assert all(a.confidence == 1.0 for a in told[matter].values())


@every_matter
def test_every_answer_is_of_a_kind_that_was_asked_for(told: dict[str, Asked], matter: str):
    kinds = {intent: answer.kind for intent, answer in told[matter].items()}

    assert kinds["ask_contact"] == "contact"
    assert kinds["ask_legal_basis"] == "legal_basis"
    assert kinds["ask_procedure"] == "procedure"
    assert set(kinds.values()) <= {
        "unit",
        "contact",
        "legal_basis",
        "duty",
        "split",
        "supervision",
        "service",
        "procedure",
    }


@every_matter
def test_every_answer_ends_with_the_source_that_its_refs_name(told: dict[str, Asked], matter: str):
    for intent, answer in told[matter].items():
        rows_of = {ref.rpartition("/")[0] for ref in answer.refs if ref.count("/") == 2}
        named = {ref for ref in answer.refs if ref not in rows_of}  # boundaries/9 is not said beside its rows

        assert refs_of_source(answer.text) == named, intent


@every_matter
def test_every_quotation_is_printed_in_the_document(told: dict[str, Asked], matter: str):
    before = r"· (?:[^：，。；]+局(?:（本局）)?：)?|职责原文：|内容：|依据：(?=《)|\d\. "
    quotations = re.compile(f"^(?:{before})(.+)$", re.MULTILINE)
    for answer in told[matter].values():
        for words in quotations.findall(answer.text):
            if words != "文件此处有一行，疑为误植，不作答复依据。":
                assert "".join(words.split()).removesuffix("……") in PRINTED


def test_the_text_of_a_stray_row_is_only_where_it_belongs(knowledge: Knowledge, told: dict[str, Asked]):
    exams, sources = knowledge.places["boundaries/11/3"], knowledge.places["boundaries/7/5"]
    assert isinstance(exams, BoundaryRow) and isinstance(sources, BoundaryRow)
    answers = [answer for asked in told.values() for answer in asked.values()]

    assert not [a.matter for a in answers if exams.text in a.text]
    assert {ref for a in answers if sources.text in a.text for ref in a.refs if ref.startswith("boundaries/7")} == set()
    assert all("boundaries/5/3" in a.refs for a in answers if sources.text in a.text)
    assert any(sources.text in a.text for a in answers)


def words_at(knowledge: Knowledge, ref: str) -> str:
    """All that the document says at a place: its own text, its clauses, its basis."""
    place = knowledge.places[ref]
    if isinstance(place, DutyRow):
        return f"{place.text} {place.unit}"
    if isinstance(place, BoundaryRow):
        boundary = knowledge.boundary(ref)
        assert boundary is not None
        return f"{place.text} {place.department} {boundary.title} {boundary.basis}"
    if isinstance(place, BoundaryMatter):
        return f"{place.title} {place.basis}"
    if isinstance(place, Service):
        return f"{place.title} {place.text} {place.unit} {knowledge.unit_of(ref)}"
    assert isinstance(place, Regime)
    return " ".join([place.title, place.preamble, *(clause.text for clause in place.clauses)])


@every_matter
def test_every_unit_that_is_named_stands_at_a_place_that_is_named(
    knowledge: Knowledge, told: dict[str, Asked], matter: str
):
    for intent, answer in told[matter].items():
        said = uncurated(answer.text)
        printed = " ".join(words_at(knowledge, ref) for ref in answer.refs)

        assert [unit for unit in knowledge.document.units if unit in said and unit not in printed] == [], intent


@every_matter
def test_every_law_that_is_named_stands_at_a_place_that_is_named(
    knowledge: Knowledge, told: dict[str, Asked], matter: str
):
    for intent, answer in told[matter].items():
        printed = " ".join(words_at(knowledge, ref) for ref in answer.refs)

        assert [law for law in re.findall(r"《[^《》]+》", uncurated(answer.text)) if law not in printed] == [], intent


@every_matter
def test_no_phone_is_given_without_the_service_that_publishes_it(
    knowledge: Knowledge, told: dict[str, Asked], matter: str
):
    for intent, answer in told[matter].items():
        published = any(getattr(knowledge.places[ref], "phone", None) == "7722206" for ref in answer.refs)

        assert published or "7722206" not in answer.text, intent


@every_matter
def test_every_department_that_is_named_stands_at_a_place_that_is_named(
    knowledge: Knowledge, told: dict[str, Asked], matter: str
):
    departments = [name for name in DEPARTMENTS if name != "公安局"]
    for intent, answer in told[matter].items():
        printed = " ".join(words_at(knowledge, ref) for ref in answer.refs)

        assert [d for d in departments if d in uncurated(answer.text) and d not in printed] == [], intent


@every_matter
def test_every_remark_is_one_of_the_curated_layer(told: dict[str, Asked], matter: str):
    curated = [flag.reason for flag in CURATION.flags] + [change.change for change in CURATION.law_changes]
    curated += [one.gap for one in CURATION.matters if one.gap] + ["上面是文件原名，机构改革后一般称："]
    for intent, answer in told[matter].items():
        remarks = [line for line in answer.text.split("\n") if line.startswith("校注")]

        assert all(any(words in remark for words in curated) for remark in remarks), intent
        assert len(remarks) == len(set(remarks)), intent


# --- anything at all ------------------------------------------------------------------------------

ACTS = ("in_scope", "ambiguous", "follow_up", "correct", "out_of_scope", "handoff", *TALK_INTENTS)
sure = st.floats(0, 1)


def guesses(labels: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[Guess, ...]]:
    ranked = st.lists(st.builds(Guess, labels, sure), max_size=6, unique_by=lambda guess: guess.label)
    return ranked.map(lambda all_of_them: tuple(sorted(all_of_them, key=lambda guess: -guess.confidence)))


texts = st.text() | st.sampled_from(
    ["1", "第二个", "最后一个", "591号令", "治安管理处罚法", "犬吠扰民", "多久查一次", "罚多少", "\x00", "《》"]
)
alarms = st.builds(
    Alarm,
    st.lists(st.sampled_from(["110", "119", "120", "122"]), min_size=1, max_size=3, unique=True).map(tuple),
    sure,
    st.booleans(),
)
questions = st.builds(
    Question,
    texts,
    dialogue_act=guesses(st.sampled_from(ACTS)),
    asked=guesses(st.sampled_from(ASKING_INTENTS)),
    matters=guesses(st.sampled_from([*MATTERS, "no_such_matter"])),
    departments=st.lists(st.sampled_from(DEPARTMENTS), max_size=2, unique=True).map(tuple),
    alarm=st.none() | alarms,
)


@settings(max_examples=400, deadline=None)
@given(said=questions, matter=st.none() | st.sampled_from(MATTERS), offered=st.sampled_from(range(4)))
def test_any_text_and_any_mixture_of_guesses_gives_one_valid_answer(
    knowledge: Knowledge, said: Question, matter: str, offered: int
):
    before = Context(matter=matter, options=options(knowledge, "dog_barking", "passport", "unit_fire")[:offered])

    for thresholds in (THRESHOLDS, read_thresholds()):
        answer, after = respond(said, before, knowledge, thresholds)

        assert faults(answer.text, answer.payload(), knowledge) == []
        assert not (before.options and answer.kind == "clarify")
        assert context_of(after.as_slot()) == after
        assert after.options == answer.options
        assert answer.kind != "emergency" or answer.text.startswith(said.alarm.numbers[0])
