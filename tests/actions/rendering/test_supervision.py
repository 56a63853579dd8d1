from __future__ import annotations

import pytest

from actions.question import ASKING_INTENTS
from knowledge.query import Knowledge
from tests.actions.turns import answer, lines


@pytest.mark.parametrize(
    ("matter", "text", "figure", "regime"),
    [
        (
            "hotel",
            "旅馆多久查一次",
            "其中旅馆业要求每月对辖区所有旅馆进行1次监督检查，印章、典当业每季度不少于1次。",
            "supervision/5",
        ),
        (
            "internet_cafe_security",
            "网吧一个月查几次，每次查几家",
            "每月检查不少于2次，每次不少于3家单位。",
            "supervision/4",
        ),
        ("website_supervision", "网站多久查一回", "检查每月不少于2次，每次不少于5家网站。", "supervision/3"),
        ("dangerous_goods_supervision", "剧毒单位一个月查几次", "每家每月不少于2次。", "supervision/7"),
        (
            "border_area_pass",
            "边境证抽查比例多少",
            "日常检查每季度不少于1次，抽查比例不低于办件量的15%；",
            "supervision/6",
        ),
        ("performance", "演出派几个民警踏勘", "局指派2人以上民警，到演出举办地进行实地踏勘。", "supervision/1"),
        ("floating_population", "用人单位多久巡查一次", "每月不少于1次的日常巡查。", "supervision/2"),
        (
            "household_office_supervision",
            "户籍室多久查一次",
            "局每季度组织一次实地检查，检查的派出所比例不低于派出所总数的25%，对各项业务的抽查不低于5%；",
            "supervision/10",
        ),
    ],
)
def test_how_often_and_how_many_in_the_documents_own_words(
    knowledge: Knowledge, matter: str, text: str, figure: str, regime: str
):
    told = answer(knowledge, matter, "ask_supervision", text)

    assert told.kind == "supervision"
    assert told.refs[0] == regime
    assert figure in told.text


@pytest.mark.parametrize(
    ("matter", "text", "fine"),
    [
        (
            "pawnshop",
            "典当行收了禁止收当的东西罚多少钱",
            "典当行违反《典当管理办法》收当公安机关明令禁止财物的，由县级以上人民政府公安机关责令改正，"
            "并处5000元以上3万元以下罚款；",
        ),
        (
            "seal_engraving",
            "刻公章不备案怎么罚",
            "应责令改正，并处五千元以上三万元以下的罚款；",
        ),
        (
            "border_area_pass",
            "冒用别人的边境通行证罚多少",
            "除收缴其证件外，应当视情节给予警告或者处以100元以下罚款。",
        ),
    ],
)
def test_a_fine_in_the_documents_own_words(knowledge: Knowledge, matter: str, text: str, fine: str):
    told = answer(knowledge, matter, "ask_penalty", text)

    assert told.kind == "supervision"
    assert fine in told.text


def test_asked_in_general_the_figures_are_told(knowledge: Knowledge):
    told = answer(knowledge, "internet_cafe_licence", "ask_supervision", "检查的事说说")

    assert "每月检查不少于2次，每次不少于3家单位。" in told.text


def test_asked_in_general_what_follows_an_offence_is_told(knowledge: Knowledge):
    told = answer(knowledge, "hazardous_chemicals", "ask_penalty", "被发现了呢")

    assert "限期进行改正；对符合立案条件的违法行为，依法予以立案查处。" in told.text
    assert "拒不进行整改的，可以吊销相关许可证。" in told.text


def test_the_regime_is_named_with_the_unit_that_is_responsible(knowledge: Knowledge):
    told = answer(knowledge, "hotel", "ask_supervision", "旅馆多久查一次")

    assert told.refs == ("supervision/5", "duties/4/1")
    assert told.text.startswith("【印章、旅馆、典当等特种行业事项监管】\n")
    assert told.text.endswith("\n负责单位：治安管理大队\n来源：监管制度（五）；部门职责第4项第1行")


def test_sections_and_their_sentences_stand_in_printed_order(knowledge: Knowledge):
    told = answer(knowledge, "internet_cafe_security", "ask_supervision", "网吧怎么查")

    sections = [line for line in told.text.split("\n") if line[1:2] == "、"]
    assert sections[0] == "一、监督检查对象："
    assert sections == sorted(sections, key=lambda line: "一二三四五".index(line[0]))
    assert "四、监督检查程序：\n· 由网监大队指派2名民警到全县各网吧" in told.text


def test_a_matter_with_nothing_but_a_regime_is_answered_from_it_whatever_is_asked(knowledge: Knowledge):
    kinds = {intent: answer(knowledge, "performance", intent).kind for intent in ASKING_INTENTS}

    assert kinds == dict.fromkeys(ASKING_INTENTS, "supervision") | {
        "ask_contact": "contact",
        "ask_legal_basis": "legal_basis",
        "ask_procedure": "procedure",
    }


def test_what_the_document_leaves_open_is_said_before_the_regime(knowledge: Knowledge):
    told = answer(knowledge, "performance")

    assert told.refs == ("supervision/1",)
    assert told.text.startswith("文件未载明营业性演出由哪个科室审批，只载有监管制度。\n【营业性演出事项监督】\n")


def test_where_no_regime_covers_a_matter_that_is_said(knowledge: Knowledge):
    told = answer(knowledge, "theft", "ask_penalty", "偷东西罚多少")

    assert told.kind == "unit"
    assert told.text.startswith("检查频次和处罚标准：文件未载明。\n")


@pytest.mark.parametrize(
    ("matter", "intent"), [("dog_barking", "ask_penalty"), ("noise", "ask_supervision"), ("unit_lockup", "ask_penalty")]
)
def test_a_fine_that_the_document_does_not_give_is_said_not_to_be_given(knowledge: Knowledge, matter: str, intent: str):
    told = answer(knowledge, matter, intent, "罚多少，多久查一次")

    assert "检查频次和处罚标准：文件未载明" in told.text


@pytest.mark.parametrize("intent", ["ask_supervision", "ask_penalty"])
def test_an_answer_quotes_a_few_sentences_not_the_whole_regime(knowledge: Knowledge, intent: str):
    for matter in (m for m in knowledge.matters.values() if m.supervision):
        quoted = lines(answer(knowledge, matter.id, intent, "多久查一次，罚多少").text, "· ")

        assert 1 <= len(quoted) <= 7, matter.id
        assert sum(map(len, quoted)) <= 2 * 420, matter.id


@pytest.mark.parametrize(
    ("matter", "intent", "text"),
    [
        ("website_supervision", "ask_penalty", "网站不整改会处罚吗"),
        ("household_office_supervision", "ask_supervision", "户籍室检查包括哪些内容"),
    ],
)
def test_a_bare_heading_tells_nobody_anything(knowledge: Knowledge, matter: str, intent: str, text: str):
    quoted = lines(answer(knowledge, matter, intent, text).text, "· ")

    assert not {"· 监督检查。", "· 通报整改。", "· 复查整改情况。", "· 处罚。", "· 包括："} & set(quoted)


@pytest.mark.parametrize("matter", ["household_office_supervision", "resident_id_card"])
def test_the_items_of_a_list_come_with_the_sentence_before_them(knowledge: Knowledge, matter: str):
    told = answer(knowledge, matter, "ask_penalty", "派出所故意不给办身份证怎么办")

    assert "· 对符合规定的申请不予办理的；" in told.text
    assert "对于有下列情形之一的，根据情节轻重，给予责任人相应处分。" in told.text
